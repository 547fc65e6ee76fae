import Feature from 'ol/Feature.js';
import WKB from 'ol/format/WKB.js';
import type Geometry from 'ol/geom/Geometry.js';
import LineString from 'ol/geom/LineString.js';
import Polygon from 'ol/geom/Polygon.js';
import Draw from 'ol/interaction/Draw.js';
import type Interaction from 'ol/interaction/Interaction.js';
import Modify from 'ol/interaction/Modify.js';
import Snap from 'ol/interaction/Snap.js';
import VectorLayer from 'ol/layer/Vector.js';
import type OlMap from 'ol/Map.js';
import type MapBrowserEvent from 'ol/MapBrowserEvent.js';
import VectorSource from 'ol/source/Vector.js';
import { backend } from '../../backend/backend.ts';
import { useCurrentPlot } from '../../session/currentPlotStore.ts';
import { type DrawingTool, useDrawing } from '../../session/drawingStore.ts';
import { usePlotDrawings } from '../../session/plotDrawingsStore.ts';
import { showFailure } from '../../session/toastStore.ts';
import { drawingStyles } from '../styles/drawingStyle.ts';

/** A tool at work on one map. */
export interface Sketching {
  readonly viewport: HTMLElement | undefined;
  /** Completes what is being drawn, where it has vertices enough. */
  finish(): void;
  removeLastVertex(): void;
  stop(): void;
}

const format = new WKB({ hex: false });
const snapPixels = 12;
/** How far around the plot others are fetched to snap to. */
const neighbourMeters = 60;
const shapes: Readonly<Record<Exclude<DrawingTool, 'boundary'>, 'Polygon' | 'LineString' | 'Point'>> = {
  area: 'Polygon',
  cloud: 'Polygon',
  newPlot: 'Polygon',
  measureArea: 'Polygon',
  line: 'LineString',
  arrow: 'LineString',
  cut: 'LineString',
  measureLength: 'LineString',
  text: 'Point',
};
const isMeasuring = (tool: DrawingTool) => tool === 'measureLength' || tool === 'measureArea';

/** Tools at work: two in 双屏, of which the one with a sketch is meant. */
const atWork = new Set<Sketching>();

export function finishSketch(): void {
  for (const sketching of atWork) sketching.finish();
}

export function removeLastVertex(): void {
  for (const sketching of atWork) sketching.removeLastVertex();
}

/** The map the keys draw on: in 双屏 the first one. */
export function drawnOn(): HTMLElement | null {
  return [...atWork][0]?.viewport ?? null;
}

/** Takes up a tool on a map. A snapping tool catches the vertices and edges of the plot and of those around it. */
export function createSketching(map: OlMap, tool: DrawingTool): Sketching {
  const neighbours = new VectorSource();
  const work = tool === 'boundary' ? modifyBoundary() : draw(tool);
  const interactions: Interaction[] = [...work.interactions];
  if (!isMeasuring(tool) && tool !== 'text') {
    interactions.push(new Snap({ source: neighbours, pixelTolerance: snapPixels }));
    if (tool === 'newPlot') fetchOutlines(neighbours, map);
    else fetchNeighbours(neighbours);
  }
  for (const interaction of interactions) map.addInteraction(interaction);
  if (work.layer !== null) map.addLayer(work.layer);
  const sketching: Sketching = {
    viewport: map.getViewport(),
    finish: work.finish,
    removeLastVertex: work.removeLastVertex,
    stop() {
      atWork.delete(sketching);
      for (const interaction of interactions) map.removeInteraction(interaction);
      if (work.layer !== null) map.removeLayer(work.layer);
    },
  };
  atWork.add(sketching);
  return sketching;
}

interface Work {
  readonly interactions: readonly Interaction[];
  readonly layer: VectorLayer | null;
  finish(): void;
  removeLastVertex(): void;
}

function draw(tool: Exclude<DrawingTool, 'boundary'>): Work {
  const type = shapes[tool];
  const shape = isMeasuring(tool) ? 'measure' : 'sketch';
  let sketch: Geometry | null = null;
  const interaction = new Draw({
    type,
    // a click on the map is a vertex, not the choice of another plot
    stopClick: true,
    condition: (event) => isPrimaryButton(event),
    style: (feature, resolution) => {
      const styled = feature as Feature;
      styled.setProperties({ shape, label: '', pointedAt: false }, true);
      return drawingStyles(feature, resolution);
    },
  });
  const report = () => {
    if (sketch === null) return;
    const coordinates = coordinatesOf(sketch);
    useDrawing.setState({ vertices: Math.max(0, coordinates.length / 2 - 1) });
    useDrawing.getState().onSketch?.(coordinates);
  };
  interaction.on('drawstart', ({ feature }) => {
    sketch = feature.getGeometry() ?? null;
    sketch?.on('change', report);
  });
  interaction.on('drawend', ({ feature }) => {
    sketch = null;
    const geometry = feature.getGeometry();
    if (geometry !== undefined) hand(geometry);
  });
  interaction.on('drawabort', () => {
    sketch = null;
    useDrawing.setState({ vertices: 0 });
  });
  const least = type === 'Polygon' ? 3 : 2;
  return {
    interactions: [interaction],
    layer: null,
    finish() {
      if (sketch !== null && useDrawing.getState().vertices >= least) interaction.finishDrawing();
    },
    removeLastVertex() {
      if (sketch !== null) interaction.removeLastPoint();
    },
  };
}

/** The plot's outline, or the one proposed before, with vertices to drag. */
function modifyBoundary(): Work {
  const source = new VectorSource();
  const wkb = usePlotDrawings.getState().boundary?.wkb ?? useCurrentPlot.getState().geometry;
  const before: Geometry[] = [];
  if (wkb !== null) {
    const feature = new Feature(new WKB().readGeometry(wkb) ?? undefined);
    feature.setProperties({ shape: 'boundary', label: '', pointedAt: true });
    source.addFeature(feature);
  }
  const layer = new VectorLayer({
    className: 'plan',
    source,
    zIndex: 50,
    style: (feature, resolution) => drawingStyles(feature, resolution),
  });
  const modify = new Modify({ source, condition: isPrimaryButton });
  modify.on('modifystart', ({ features }) => {
    const geometry = features.item(0)?.getGeometry();
    if (geometry !== undefined) before.push((geometry as Geometry).clone());
  });
  modify.on('modifyend', () => useDrawing.setState({ vertices: before.length }));
  return {
    interactions: [modify],
    layer,
    finish() {
      const geometry = source.getFeatures()[0]?.getGeometry();
      if (geometry !== undefined) hand(geometry);
    },
    removeLastVertex() {
      const geometry = before.pop();
      if (geometry !== undefined) source.getFeatures()[0]?.setGeometry(geometry);
      useDrawing.setState({ vertices: before.length });
    },
  };
}

function hand(geometry: Geometry): void {
  const wkb = format.writeGeometry(geometry) as unknown as ArrayBuffer;
  useDrawing.setState({ vertices: 0 });
  useDrawing.getState().onDone?.(new Uint8Array(wkb));
}

function fetchNeighbours(source: VectorSource): void {
  const { plotId, geometry } = useCurrentPlot.getState();
  if (plotId === null) return;
  const reader = new WKB();
  const add = (wkb: Uint8Array) => source.addFeature(new Feature(reader.readGeometry(wkb) ?? undefined));
  if (geometry !== null) add(geometry);
  backend
    .call('plot.neighbours', { plotId, meters: neighbourMeters })
    .then(({ neighbours }) => {
      for (const { wkb } of neighbours) add(wkb);
    })
    .catch(showFailure);
}

/** Wider than this in metres a view shows plots too small to snap to. */
const widestMeters = 3_000;

/** Outlines of the plots on the screen: what is drawn outside the lists begins at no plot. */
function fetchOutlines(source: VectorSource, map: OlMap): void {
  const view = map.getView();
  const [minX = 0, minY = 0, maxX = 0, maxY = 0] = view.calculateExtent(map.getSize());
  const unitMeters = view.getProjection().getMetersPerUnit() ?? 1;
  if (Math.max(maxX - minX, maxY - minY) * unitMeters > widestMeters) return;
  const reader = new WKB();
  backend
    .call('plot.outlines', { bounds: { minX, minY, maxX, maxY } })
    .then(({ plots }) => {
      for (const { wkb } of plots) source.addFeature(new Feature(reader.readGeometry(wkb) ?? undefined));
    })
    .catch(showFailure);
}

function isPrimaryButton(event: MapBrowserEvent): boolean {
  const { originalEvent } = event;
  return !(originalEvent instanceof PointerEvent) || originalEvent.button <= 0;
}

/** Interleaved; a polygon's ring without its closing vertex. The pointer's place is the last. */
function coordinatesOf(geometry: Geometry): number[] {
  if (geometry instanceof LineString) return geometry.getFlatCoordinates().slice();
  if (geometry instanceof Polygon) return geometry.getFlatCoordinates().slice(0, -2);
  return [];
}

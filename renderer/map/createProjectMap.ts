import { containsXY } from 'ol/extent.js';
import { defaults as defaultInteractions } from 'ol/interaction/defaults.js';
import type TileLayer from 'ol/layer/Tile.js';
import type VectorTileLayer from 'ol/layer/VectorTile.js';
import OlMap from 'ol/Map.js';
import { unByKey } from 'ol/Observable.js';
import { getPointResolution } from 'ol/proj.js';
import View from 'ol/View.js';
import type { ProjectSummary } from '../../shared/contract/records.ts';
import type { Bounds } from '../../shared/domain/geometry/multiPolygon.ts';
import { createImageryLayer } from './layers/createImageryLayer.ts';
import { createPlotOverlay, type PlotOverlay } from './layers/createPlotOverlay.ts';
import { createTiledLayer } from './layers/createTiledLayer.ts';
import {
  imageSettingKey,
  layerSetting,
  metersPerPixelAt,
  setMap,
  useMap,
  wholeStageImage,
} from './mapStore.ts';
import { markOfPlot } from './markOfPlot.ts';
import { registerProjection } from './registerProjection.ts';
import { closeScale, reviewScale } from './reviewScale.ts';
import { overlayStyles } from './styles/overlayStyle.ts';
import { plotStyle } from './styles/plotStyle.ts';
import { clipToCurtain, type PaintedPart } from './tools/clipToCurtain.ts';

/** The map of one project as the panes and commands use it; nothing outside this folder sees OpenLayers. */
export interface ProjectMap {
  readonly overlay: PlotOverlay;
  fit(bounds: Bounds, options?: { readonly marginShare?: number; readonly animate?: boolean }): void;
  /** Centres on bounds at a fixed scale; a plot larger than the window is fitted instead. */
  showAtScale(bounds: Bounds, denominator: number): void;
  /** Centres on a plot at the scale it is judged at. */
  showPlot(bounds: Bounds): void;
  setScale(denominator: number): void;
  zoomBy(levels: number): void;
  /** Calls back each time everything asked for is drawn. Returns how to stop. */
  onDrawn(listener: () => void): () => void;
  /** True while the view shows the middle of these bounds. */
  shows(bounds: Bounds): boolean;
  /** Repaints the plots after a verdict. */
  restylePlots(): void;
  destroy(): void;
}

/** A plot smaller than this share of the stage is looked at from nearer. */
const speckShare = 0.25;
const smallestMetersPerPixel = 0.05;
const largestMetersPerPixel = 2_000;

export function createProjectMap(
  target: HTMLElement,
  project: ProjectSummary,
  onPick: (plotId: number) => void,
): ProjectMap {
  const projection = registerProjection(project.crs, project.proj4Definition);
  const pixelRatio = window.devicePixelRatio;
  const unitMeters = projection.getMetersPerUnit() ?? 1;
  const view = new View({
    projection,
    constrainResolution: false,
    enableRotation: false,
    minResolution: smallestMetersPerPixel / unitMeters,
    maxResolution: largestMetersPerPixel / unitMeters,
    smoothExtentConstraint: false,
    showFullExtent: true,
    center: [0, 0],
    resolution: 10 / unitMeters,
  });
  const metersPerPixel = (resolution: number) => {
    const center = view.getCenter() ?? [0, 0];
    return getPointResolution(projection, resolution, center, 'm');
  };

  const epochs = new Map<string, TileLayer>(
    project.imagery.map((image) => [image.id, createImageryLayer(image, registerProjection(image.crs))]),
  );
  for (const [id, layer] of epochs) clipToCurtain(layer, () => paintedPart(id));

  const plotLayers: VectorTileLayer[] = [];
  const drawn = new Map<string, VectorTileLayer>();
  for (const layer of project.layers) {
    if (layer.bounds === null) continue;
    const isPlots = layer.role === 'plots';
    const styles = isPlots ? [] : overlayStyles(layer, pixelRatio);
    const tiled = createTiledLayer(
      layer,
      projection,
      isPlots
        ? (feature, resolution) => plotStyle(markOfPlot(feature.get('plotId')), metersPerPixel(resolution))
        : () => styles,
      isPlots ? 20 : 10,
    );
    drawn.set(layer.id, tiled);
    if (isPlots) plotLayers.push(tiled);
  }
  const overlay = createPlotOverlay(pixelRatio);

  const map = new OlMap({
    target,
    view,
    controls: [],
    interactions: defaultInteractions({ altShiftDragRotate: false, pinchRotate: false }),
    layers: [...epochs.values(), ...drawn.values(), ...overlay.layers],
    pixelRatio,
  });

  const applySettings = () => {
    const state = useMap.getState();
    for (const [id, layer] of epochs) {
      const setting = layerSetting(state, imageSettingKey(id));
      const { shown, opacity } = epochPresence(id);
      layer.setVisible(shown && setting.visible);
      layer.setOpacity(setting.opacity * opacity);
      layer.setZIndex(id === state.laterImageId ? 2 : 1);
    }
    for (const [id, layer] of drawn) {
      const setting = layerSetting(state, id);
      layer.setVisible(setting.visible && !state.linesHidden);
      layer.setOpacity(setting.opacity);
    }
    for (const layer of overlay.layers) layer.setVisible(!state.linesHidden);
    map.render();
  };
  const stopFollowing = useMap.subscribe((state, before) => {
    if (state.flashRule !== before.flashRule) overlay.flash(state.flashRule);
    if (state.pointer === before.pointer && state.metersPerPixel === before.metersPerPixel) applySettings();
  });

  map.on('pointermove', (event) => {
    const [x = 0, y = 0] = event.coordinate;
    setMap({ pointer: [x, y] });
  });
  map.on('singleclick', (event) => {
    const hit = map.forEachFeatureAtPixel(
      event.pixel,
      (feature) => feature.get('plotId') as number | undefined,
      {
        layerFilter: (layer) => plotLayers.includes(layer as VectorTileLayer),
        hitTolerance: 2,
      },
    );
    if (hit !== undefined) onPick(hit);
  });
  const reportScale = () => setMap({ metersPerPixel: metersPerPixel(view.getResolution() ?? 1) });
  view.on('change:resolution', reportScale);
  map.once('rendercomplete', () => setMap({ painted: true }));

  const extentOf = (bounds: Bounds) => [bounds.minX, bounds.minY, bounds.maxX, bounds.maxY];
  if (project.bounds !== null)
    view.fit(extentOf(project.bounds), { size: sizeOf(target), padding: [40, 40, 40, 40] });
  applySettings();
  reportScale();

  return {
    overlay,
    fit(bounds, { marginShare = 0.25, animate = false } = {}) {
      const [width, height] = sizeOf(target);
      const pad = Math.min(width, height) * marginShare;
      view.fit(extentOf(bounds), { padding: [pad, pad, pad, pad], ...(animate ? { duration: 180 } : {}) });
    },
    showAtScale(bounds, denominator) {
      view.setCenter([(bounds.minX + bounds.maxX) / 2, (bounds.minY + bounds.maxY) / 2]);
      const resolution = metersPerPixelAt(denominator) / (metersPerPixel(1) || 1);
      const [width, height] = sizeOf(target);
      const fits =
        bounds.maxX - bounds.minX < width * resolution * 0.9 &&
        bounds.maxY - bounds.minY < height * resolution * 0.9;
      if (fits) view.setResolution(resolution);
      else this.fit(bounds);
    },
    showPlot(bounds) {
      const longest = Math.max(bounds.maxX - bounds.minX, bounds.maxY - bounds.minY) * unitMeters;
      const pixels = longest / metersPerPixelAt(reviewScale);
      const speck = pixels < Math.min(...sizeOf(target)) * speckShare;
      this.showAtScale(bounds, speck ? closeScale : reviewScale);
    },
    setScale: (denominator) => view.setResolution(metersPerPixelAt(denominator) / (metersPerPixel(1) || 1)),
    zoomBy: (levels) => view.animate({ zoom: (view.getZoom() ?? 0) + levels, duration: 120 }),
    onDrawn(listener) {
      const key = map.on('rendercomplete', listener);
      return () => unByKey(key);
    },
    shows: (bounds) =>
      containsXY(
        view.calculateExtent(sizeOf(target)),
        (bounds.minX + bounds.maxX) / 2,
        (bounds.minY + bounds.maxY) / 2,
      ),
    restylePlots: () => {
      for (const layer of plotLayers) layer.changed();
    },
    destroy() {
      stopFollowing();
      map.setTarget(undefined);
      map.dispose();
    },
  };
}

function sizeOf(element: HTMLElement): [number, number] {
  return [element.clientWidth, element.clientHeight];
}

/** Whether an epoch is painted at all in the present way of comparing, and how strongly. */
function epochPresence(id: string): { shown: boolean; opacity: number } {
  const state = useMap.getState();
  const isLater = id === state.laterImageId;
  const isEarlier = id === state.earlierImageId;
  if (!isLater && !isEarlier) return { shown: false, opacity: 1 };
  if (state.earlierImageId === state.laterImageId) return { shown: true, opacity: 1 };
  const wholeStage = wholeStageImage(state);
  if (wholeStage !== null) return { shown: (wholeStage === 'later') === isLater, opacity: 1 };
  return { shown: true, opacity: state.comparison === 'fade' && isLater ? state.fade : 1 };
}

/** The earlier image is always left of (or above) the curtain, the later one right of (or below) it. */
function paintedPart(id: string): PaintedPart | null {
  const state = useMap.getState();
  if (state.comparison !== 'swipe' || wholeStageImage(state) !== null) return null;
  if (state.earlierImageId === state.laterImageId) return null;
  const first = id === state.earlierImageId;
  const whole = { left: 0, top: 0, right: 1, bottom: 1 };
  if (state.swipeDirection === 'vertical')
    return first ? { ...whole, right: state.swipe } : { ...whole, left: state.swipe };
  return first ? { ...whole, bottom: state.swipe } : { ...whole, top: state.swipe };
}

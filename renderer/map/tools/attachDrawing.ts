import Feature from 'ol/Feature.js';
import WKB from 'ol/format/WKB.js';
import VectorLayer from 'ol/layer/Vector.js';
import type OlMap from 'ol/Map.js';
import VectorSource from 'ol/source/Vector.js';
import { type DrawingTool, useDrawing } from '../../session/drawingStore.ts';
import { usePlotDrawings } from '../../session/plotDrawingsStore.ts';
import { useMap } from '../mapStore.ts';
import { type DrawnProperties, drawingStyles } from '../styles/drawingStyle.ts';
import { createSketching, type Sketching } from './createSketching.ts';

const format = new WKB();
const circledNumbers = '①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳';

/**
 * Shows on one map what is drawn about the current plot, and works the drawing tool in hand there. Returns how to
 * stop.
 */
export function attachDrawing(map: OlMap): () => void {
  const source = new VectorSource();
  const layer = new VectorLayer({
    className: 'plan',
    source,
    zIndex: 45,
    style: (feature, resolution) => drawingStyles(feature, resolution),
  });
  map.addLayer(layer);
  let sketching: Sketching | null = null;

  const showDrawings = () => {
    source.clear();
    source.addFeatures(drawnFeatures());
  };
  const workTool = (tool: DrawingTool | null) => {
    sketching?.stop();
    sketching = tool === null ? null : createSketching(map, tool);
    map.getTargetElement()?.classList.toggle('stage-drawing', tool !== null);
  };
  const stops = [
    usePlotDrawings.subscribe(showDrawings),
    useDrawing.subscribe((state, before) => {
      if (state.onDone !== before.onDone) workTool(state.tool);
    }),
    useMap.subscribe((state) => layer.setVisible(!state.linesHidden)),
  ];
  showDrawings();
  workTool(useDrawing.getState().tool);
  return () => {
    for (const stop of stops) stop();
    sketching?.stop();
  };
}

function drawnFeatures(): Feature[] {
  const { markup, parts, boundary, pointedAt } = usePlotDrawings.getState();
  const toFeature = (wkb: Uint8Array, name: string, properties: Omit<DrawnProperties, 'pointedAt'>) => {
    const feature = new Feature(format.readGeometry(wkb) ?? undefined);
    feature.setProperties({ ...properties, pointedAt: pointedAt === name });
    return feature;
  };
  return [
    ...parts.map(({ wkb, position }) =>
      toFeature(wkb, `part ${position}`, {
        shape: 'part',
        label: circledNumbers[position - 1] ?? String(position),
      }),
    ),
    ...(boundary === null
      ? []
      : [toFeature(boundary.wkb, 'boundary', { shape: 'boundary', label: '拟改边界' })]),
    ...markup.map(({ wkb, markupId, kind, text }) =>
      toFeature(wkb, `markup ${markupId}`, { shape: kind, label: text }),
    ),
  ];
}

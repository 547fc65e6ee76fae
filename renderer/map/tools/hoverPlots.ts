import type Layer from 'ol/layer/Layer.js';
import type OlMap from 'ol/Map.js';
import { unByKey } from 'ol/Observable.js';
import { isDrawing } from '../../session/drawingStore.ts';
import { hoverCell, hoverNothing, hoverPlot } from '../hoverStore.ts';

/** Says what the pointer is over on one map, once a frame at most. Returns how to stop. */
export function hoverPlots(map: OlMap, isPlotLayer: (layer: Layer) => boolean): () => void {
  let pixel: number[] | null = null;
  let frame: number | undefined;

  const look = () => {
    frame = undefined;
    if (pixel === null || isDrawing()) return hoverNothing();
    const hit = map.forEachFeatureAtPixel(
      pixel,
      (feature) => {
        const plotId = feature.get('plotId') as number | undefined;
        const count = feature.get('count') as number | undefined;
        return plotId === undefined && count === undefined ? undefined : { plotId, count };
      },
      { layerFilter: isPlotLayer, hitTolerance: 0 },
    );
    if (hit?.plotId !== undefined) hoverPlot(hit.plotId);
    else if (hit?.count !== undefined) hoverCell(hit.count);
    else hoverNothing();
  };
  const keys = [
    map.on('pointermove', (event) => {
      // while the map is dragged it moves under the pointer
      pixel = event.dragging ? null : [...event.pixel];
      frame ??= requestAnimationFrame(look);
    }),
    map.on('movestart', hoverNothing),
  ];
  const leave = () => {
    pixel = null;
    hoverNothing();
  };
  const element = map.getTargetElement();
  element?.addEventListener('pointerleave', leave);
  return () => {
    unByKey(keys);
    element?.removeEventListener('pointerleave', leave);
    if (frame !== undefined) cancelAnimationFrame(frame);
    hoverNothing();
  };
}

import type OlMap from 'ol/Map.js';
import { layerSetting, useMap } from '../mapStore.ts';
import { shadingSettingKey, useShadings } from '../shadingStore.ts';
import { createImageryLayer, type EpochPaint, type ImageryLayer } from './createImageryLayer.ts';

const asItIs: EpochPaint = { part: null, filter: 'none', shift: [0, 0] };

/**
 * The slope shadings, over the imagery and under every line. Adds itself to a map as soon as the shadings are known;
 * returns how to take everything away again.
 */
export function createShadingLayers(map: OlMap): () => void {
  const drawn = new Map<string, ImageryLayer>();

  const applySettings = () => {
    const state = useMap.getState();
    for (const [id, { layer }] of drawn) {
      const { visible, opacity } = layerSetting(state, shadingSettingKey(id));
      layer.setVisible(visible && !state.linesHidden);
      layer.setOpacity(opacity);
    }
  };
  const removeAll = () => {
    for (const { layer } of drawn.values()) map.removeLayer(layer);
    drawn.clear();
  };
  const rebuild = () => {
    removeAll();
    for (const shading of useShadings.getState().shadings) {
      const made = createImageryLayer(shading, () => asItIs, `shading ${shading.id}`);
      made.layer.setZIndex(3);
      drawn.set(shading.id, made);
      map.addLayer(made.layer);
    }
    applySettings();
  };
  const stops = [
    useShadings.subscribe(rebuild),
    useMap.subscribe((state, before) => {
      if (state.layers !== before.layers || state.linesHidden !== before.linesHidden) applySettings();
    }),
  ];
  rebuild();
  return () => {
    for (const stop of stops) stop();
    removeAll();
  };
}

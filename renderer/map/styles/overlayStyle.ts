import type { FeatureLike } from 'ol/Feature.js';
import Fill from 'ol/style/Fill.js';
import Stroke from 'ol/style/Stroke.js';
import Style from 'ol/style/Style.js';
import type { LayerSummary } from '../../../shared/contract/records/projectRecords.ts';
import { hatchPattern } from './hatchPattern.ts';
import { ruleStyle } from './ruleStyle.ts';

export interface Swatch {
  readonly kind: 'hatch' | 'outline';
  readonly rule: string | null;
  readonly color: string;
}

/** How a layer that is not plots and not imagery looks; the layer list shows the same. */
export function layerSwatch(layer: LayerSummary): Swatch {
  if (layer.rule !== null) return { kind: 'hatch', rule: layer.rule, color: ruleStyle(layer.rule).color };
  if (layer.role === 'slope') return { kind: 'hatch', rule: 'E01', color: ruleStyle('E01').color };
  if (layer.role === 'towns') return { kind: 'outline', rule: null, color: '#f4f7fa' };
  if (layer.role === 'villages') return { kind: 'outline', rule: null, color: '#c9d3dd' };
  return { kind: 'outline', rule: null, color: '#dfe6a8' };
}

export function overlayStyles(layer: LayerSummary, pixelRatio: number): readonly Style[] {
  const swatch = layerSwatch(layer);
  if (swatch.rule !== null) {
    const style = ruleStyle(swatch.rule);
    return [
      new Style({
        fill: new Fill({ color: hatchPattern(style, 1.1, pixelRatio) }),
        stroke: new Stroke({ color: style.mapColor, width: 1 }),
      }),
    ];
  }
  const dash = layer.role === 'towns' ? [12, 4, 3, 4] : layer.role === 'villages' ? [5, 4] : undefined;
  const width = layer.role === 'towns' ? 2 : 1;
  return [
    new Style({ stroke: new Stroke({ color: 'rgba(0,0,0,0.45)', width: width + 2 }) }),
    new Style({ stroke: new Stroke({ color: swatch.color, width, ...(dash ? { lineDash: dash } : {}) }) }),
  ];
}

/** Pieces of the current plot; the one whose bill line is pointed at flashes. */
export function pieceStyles(
  feature: FeatureLike,
  flashRule: string | null,
  pixelRatio: number,
): readonly Style[] {
  const rule = feature.get('rule') as string;
  const style = ruleStyle(rule);
  const flashing =
    flashRule === rule || (feature.get('rules') as readonly string[]).includes(flashRule ?? '');
  return [
    new Style({
      fill: new Fill({ color: hatchPattern(style, flashing ? 4 : 2, pixelRatio) }),
      stroke: new Stroke({ color: style.mapColor, width: flashing ? 3.5 : 1.2 }),
    }),
  ];
}

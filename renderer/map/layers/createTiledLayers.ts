import type { FeatureLike } from 'ol/Feature.js';
import VectorTileLayer from 'ol/layer/VectorTile.js';
import type Style from 'ol/style/Style.js';
import type { LayerSummary } from '../../../shared/contract/records/projectRecords.ts';
import type { LayerRole } from '../../../shared/domain/eligibility/ruleSet.ts';
import type { TiledSource } from './TiledSource.ts';
import { coarsestMetersPerPixel, metersPerDegree } from './tileLimits.ts';

/** Detail that only makes a county grey is drawn from nearer; there its outlines can be told apart. */
const layerMaxMetersPerPixel: Readonly<Record<LayerRole, number>> = {
  plots: coarsestMetersPerPixel,
  dltb: 4,
  exclusion: coarsestMetersPerPixel,
  slope: 16,
  towns: coarsestMetersPerPixel,
  villages: 32,
  grid: 32,
  reference: 32,
};

/**
 * Nearer than this a tile holds few shapes: they are drawn anew in each frame, where they are exactly. Farther away
 * tiles are drawn once as pictures, which ol lays at whole pixels, and panning only moves those.
 */
const nearMetersPerPixel = 2;

/** One stored layer as it is drawn on one map, near and far; several maps may draw the same tiles. */
export function createTiledLayers(
  layer: LayerSummary,
  source: TiledSource,
  style: (feature: FeatureLike, resolution: number) => readonly Style[],
  zIndex: number,
): readonly VectorTileLayer[] {
  const unit = source.getProjection()?.getUnits() === 'degrees' ? metersPerDegree : 1;
  const farthest = layerMaxMetersPerPixel[layer.role];
  const shared = {
    className: 'plan',
    source,
    style: (feature: FeatureLike, resolution: number) => [...style(feature, resolution)],
    zIndex,
  };
  return [
    new VectorTileLayer({
      ...shared,
      renderMode: 'vector',
      maxResolution: Math.min(nearMetersPerPixel, farthest) / unit,
    }),
    ...(farthest > nearMetersPerPixel
      ? [
          new VectorTileLayer({
            ...shared,
            minResolution: nearMetersPerPixel / unit,
            maxResolution: farthest / unit,
          }),
        ]
      : []),
  ];
}

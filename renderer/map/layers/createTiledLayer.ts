import type { FeatureLike } from 'ol/Feature.js';
import VectorTileLayer from 'ol/layer/VectorTile.js';
import type VectorTileSource from 'ol/source/VectorTile.js';
import type Style from 'ol/style/Style.js';
import type { LayerSummary } from '../../../shared/contract/records/projectRecords.ts';
import type { LayerRole } from '../../../shared/domain/eligibility/ruleSet.ts';
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

/** One stored layer as it is drawn on one map; several maps may draw the same tiles. */
export function createTiledLayer(
  layer: LayerSummary,
  source: VectorTileSource,
  style: (feature: FeatureLike, resolution: number) => readonly Style[],
  zIndex: number,
): VectorTileLayer {
  const degrees = source.getProjection()?.getUnits() === 'degrees';
  return new VectorTileLayer({
    className: 'plan',
    source,
    maxResolution: layerMaxMetersPerPixel[layer.role] / (degrees ? metersPerDegree : 1),
    style: (feature, resolution) => [...style(feature, resolution)],
    zIndex,
  });
}

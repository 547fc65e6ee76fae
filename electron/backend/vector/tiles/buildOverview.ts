import { parseWkb } from '../../../../shared/domain/geometry/parseWkb.ts';
import { simplifyForDisplay } from '../../../../shared/domain/geometry/simplifyForDisplay.ts';
import { writeWkb } from '../../../../shared/domain/geometry/writeWkb.ts';
import type { LayerFeature } from '../../storage/project/iterateLayerFeatures.ts';
import type { LayerOverview } from './layerOverview.ts';

/**
 * Thins every feature to `tolerance` (CRS units: half a pixel of the finest scale the overview serves). A feature that
 * nothing remains of keeps its box, so that it is still drawn; one without geometry has nothing to show. `plotOf` gives
 * the plot of a feature.
 */
export function buildOverview(
  features: Iterable<LayerFeature>,
  plotOf: ReadonlyMap<number, number>,
  tolerance: number,
): LayerOverview {
  const fids: number[] = [];
  const boxes: number[] = [];
  const starts: number[] = [0];
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for (const { fid, wkb, bounds } of features) {
    if (wkb === null || bounds === null) continue;
    fids.push(fid);
    boxes.push(bounds.minX, bounds.minY, bounds.maxX, bounds.maxY);
    const parsed = parseWkb(wkb);
    const thin = parsed.ok ? simplifyForDisplay(parsed.value.polygons, tolerance) : [];
    if (thin.length > 0) {
      const part = writeWkb(thin);
      parts.push(part);
      bytes += part.length;
    }
    starts.push(bytes);
  }
  const joined = new Uint8Array(bytes);
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return {
    fids: Float64Array.from(fids),
    plotIds: Float64Array.from(fids, (fid) => plotOf.get(fid) ?? 0),
    boxes: Float64Array.from(boxes),
    starts: Uint32Array.from(starts),
    wkb: joined,
  };
}

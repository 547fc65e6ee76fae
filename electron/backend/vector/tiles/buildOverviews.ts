import type { Bounds } from '../../../../shared/domain/geometry/multiPolygon.ts';
import { parseWkb } from '../../../../shared/domain/geometry/parseWkb.ts';
import { simplifyForDisplay } from '../../../../shared/domain/geometry/simplifyForDisplay.ts';
import { writeWkb } from '../../../../shared/domain/geometry/writeWkb.ts';
import { computeHilbertIndex } from '../../compute/computeHilbertIndex.ts';
import type { LayerFeature } from '../../storage/project/iterateLayerFeatures.ts';
import { boundBlocks } from './layerBoxes.ts';
import type { LayerOverview } from './layerOverview.ts';

/** A feature with its outline for each tolerance; undefined where nothing remained of it. */
interface Thinned {
  readonly fid: number;
  readonly bounds: Bounds;
  readonly outlines: readonly (Uint8Array | undefined)[];
}

/**
 * One overview for each of `tolerances` (CRS units: half a pixel of the finest scale it serves), with near features
 * after each other. A feature that nothing remains of keeps its box, so that it is still drawn; one without geometry
 * has nothing to show. `plotOf` gives the plot of a feature.
 */
export function buildOverviews(
  features: Iterable<LayerFeature>,
  plotOf: ReadonlyMap<number, number>,
  tolerances: readonly number[],
): LayerOverview[] {
  const thinned: Thinned[] = [];
  for (const { fid, wkb, bounds } of features) {
    if (wkb === null || bounds === null) continue;
    const parsed = parseWkb(wkb);
    const outlines = tolerances.map((tolerance) => {
      const thin = parsed.ok ? simplifyForDisplay(parsed.value.polygons, tolerance) : [];
      return thin.length === 0 ? undefined : writeWkb(thin);
    });
    thinned.push({ fid, bounds, outlines });
  }
  const ordered = orderAlongCurve(thinned);
  const fids = Float64Array.from(ordered, ({ fid }) => fid);
  const boxes = new Float64Array(ordered.length * 4);
  for (const [i, { bounds }] of ordered.entries()) {
    boxes.set([bounds.minX, bounds.minY, bounds.maxX, bounds.maxY], i * 4);
  }
  const shared = {
    fids,
    plotIds: fids.map((fid) => plotOf.get(fid) ?? 0),
    boxes,
    blocks: boundBlocks(boxes),
  };
  return tolerances.map((_, level) => ({ ...shared, ...joinOutlines(ordered, level) }));
}

function orderAlongCurve(features: readonly Thinned[]): readonly Thinned[] {
  const extent = { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity };
  for (const { bounds } of features) {
    extent.minX = Math.min(extent.minX, bounds.minX);
    extent.minY = Math.min(extent.minY, bounds.minY);
    extent.maxX = Math.max(extent.maxX, bounds.maxX);
    extent.maxY = Math.max(extent.maxY, bounds.maxY);
  }
  const keys = Float64Array.from(features, ({ bounds: { minX, minY, maxX, maxY } }) =>
    computeHilbertIndex((minX + maxX) / 2, (minY + maxY) / 2, extent),
  );
  return Array.from(features.keys())
    .sort((one, other) => (keys[one] as number) - (keys[other] as number) || one - other)
    .map((index) => features[index] as Thinned);
}

function joinOutlines(
  features: readonly Thinned[],
  level: number,
): Pick<LayerOverview, 'starts' | 'outlines'> {
  const starts = new Uint32Array(features.length + 1);
  for (const [i, { outlines }] of features.entries()) {
    starts[i + 1] = (starts[i] as number) + (outlines[level]?.length ?? 0);
  }
  const wkb = new Uint8Array(starts.at(-1) as number);
  for (const [i, { outlines }] of features.entries()) {
    const outline = outlines[level];
    if (outline !== undefined) wkb.set(outline, starts[i] as number);
  }
  return { starts, outlines: new DataView(wkb.buffer) };
}

import type { Bounds } from '../../../shared/domain/geometry/multiPolygon.ts';
import type { PlotBox } from '../storage/project/readPlotWkbs.ts';
import { computeHilbertIndex } from './computeHilbertIndex.ts';
import { uniteBounds } from './uniteBounds.ts';

/** Plots of a run, near ones after each other, so that a batch meets few exclusions. */
export interface PlotOrder {
  /** 8 bytes for each plot, so that a run of a county holds little more than its plots at hand. */
  readonly plotIds: Float64Array;
  /** Of all of them; of none: from infinity to minus infinity. */
  readonly extent: Bounds;
}

/** `boxes` in plot order, which decides where two plots lie at one place. */
export function orderAlongCurve(boxes: Iterable<PlotBox>, county: Bounds): PlotOrder {
  const ids: number[] = [];
  const keys: bigint[] = [];
  let extent = uniteBounds([]);
  for (const box of boxes) {
    const { plotId, minX, minY, maxX, maxY } = box;
    const key = computeHilbertIndex((minX + maxX) / 2, (minY + maxY) / 2, county);
    // the place on the curve above, the place in `ids` below: both have 32 bits
    keys.push((BigInt(key) << 32n) | BigInt(ids.length));
    ids.push(plotId);
    extent = uniteBounds([extent, box]);
  }
  const sorted = BigUint64Array.from(keys).sort();
  const plotIds = Float64Array.from(sorted, (key) => ids[Number(key & 0xffff_ffffn)] as number);
  return { plotIds, extent };
}

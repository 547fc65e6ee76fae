import type { Bounds } from '../../../shared/domain/geometry/multiPolygon.ts';
import type { FeatureList } from '../storage/project/runInputs.ts';

export interface FeatureChanges {
  /** Where a feature was that is no longer, and where one is that was not. */
  readonly bounds: readonly Bounds[];
  /** Ids before and after of features that are in both. */
  readonly kept: readonly (readonly [before: number, after: number])[];
}

const PLACE = 5;

/**
 * Compares two readings of a layer. Features count as the same where their hashes are equal and they come in the
 * same order, because the last bits of a result depend on the order; so a full run would give the same bytes.
 */
export function compareFeatures(before: FeatureList, after: FeatureList): FeatureChanges {
  const waiting = new Map<bigint, number[]>();
  before.hashes.forEach((hash, index) => {
    const same = waiting.get(hash);
    if (same === undefined) waiting.set(hash, [index]);
    else same.push(index);
  });
  const matched = new Uint8Array(before.hashes.length);
  const bounds: Bounds[] = [];
  const pairs: [number, number][] = [];
  let last = -1;
  after.hashes.forEach((hash, index) => {
    const match = waiting.get(hash)?.find((candidate) => candidate > last);
    if (match === undefined) {
      bounds.push(readBounds(after, index));
      return;
    }
    last = match;
    matched[match] = 1;
    pairs.push([before.places[match * PLACE] as number, after.places[index * PLACE] as number]);
  });
  matched.forEach((isMatched, index) => {
    if (isMatched === 0) bounds.push(readBounds(before, index));
  });
  return { bounds, kept: pairs };
}

function readBounds({ places }: FeatureList, index: number): Bounds {
  const [minX = 0, minY = 0, maxX = 0, maxY = 0] = places.subarray(index * PLACE + 1, index * PLACE + PLACE);
  return { minX, minY, maxX, maxY };
}

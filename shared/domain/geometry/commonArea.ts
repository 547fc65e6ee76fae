import { createRuns, findRuns, type IndexedRings } from './indexRings.ts';

/** Of an edge, west end first: x, y, x, y, the sign with which the strip below it counts, and its slope. */
const FIELDS = 6;
/** Pairs of edges from which sorting them pays. */
const SORTED_FROM = 6_000;

/** Room for what one call works with: a new array for each would cost more than the work. */
interface Scratch {
  values: Float64Array;
}

const runs = createRuns();
const scratchOfFirst: Scratch = { values: new Float64Array(1024) };
const scratchOfSecond: Scratch = { values: new Float64Array(1024) };

/**
 * Planar area that two valid geometries have in common, in squared CRS units, without an overlay: the land of each
 * is a sum of signed strips below its edges, so the common area is the signed sum, over all pairs of edges, of the
 * strip below the lower of the two. Nothing is decided on the way, so edges that touch, coincide or nearly do are no
 * special case: the error is that of adding up, about 1e-15 of the bounds' area times the number of pairs.
 * Time grows with the product of the edges of both that lie near each other.
 */
export function computeCommonArea(first: IndexedRings, second: IndexedRings): number {
  const west = Math.max(first.minX, second.minX);
  const east = Math.min(first.maxX, second.maxX);
  const south = Math.max(first.minY, second.minY);
  const north = Math.min(first.maxY, second.maxY);
  if (!(west < east && south < north)) return 0;
  // counted from here, numbers are short and sums keep their digits
  const aEnd = selectNear(scratchOfFirst, first, west, east, south, north);
  const bEnd = selectNear(scratchOfSecond, second, west, east, south, north);
  const { values: a } = scratchOfFirst;
  const { values: b } = scratchOfSecond;
  const pairs = (aEnd / FIELDS) * (bEnd / FIELDS);
  const order = pairs > SORTED_FROM ? sortFromWest(b.subarray(0, bEnd)) : undefined;
  let sum = 0;
  for (let i = 0; i < aEnd; i += FIELDS) {
    const ax0 = a[i] as number;
    const ay0 = a[i + 1] as number;
    const ax1 = a[i + 2] as number;
    const slopeA = a[i + 5] as number;
    let part = 0;
    for (let j = order === undefined ? 0 : findFirst(order, ax0); j < bEnd; j += FIELDS) {
      const bx0 = b[j] as number;
      if (bx0 >= ax1) {
        if (order !== undefined) break;
        continue;
      }
      const bx1 = b[j + 2] as number;
      if (bx1 <= ax0) continue;
      const from = Math.max(ax0, bx0);
      const to = Math.min(ax1, bx1);
      const by0 = b[j + 1] as number;
      const slopeB = b[j + 5] as number;
      const aFrom = ay0 + slopeA * (from - ax0);
      const aTo = ay0 + slopeA * (to - ax0);
      const bFrom = by0 + slopeB * (from - bx0);
      const bTo = by0 + slopeB * (to - bx0);
      part += (b[j + 4] as number) * measureLower(to - from, aFrom, aTo, bFrom, bTo);
    }
    sum += (a[i + 4] as number) * part;
  }
  return Math.max(0, sum);
}

/** Sorts the edges by their west ends; returns how far east each and those before it reach at most. */
function sortFromWest(edges: Float64Array): Float64Array {
  const count = edges.length / FIELDS;
  const given = edges.slice();
  const west = (edge: number): number => given[edge * FIELDS] as number;
  const order = Uint32Array.from({ length: count }, (_, i) => i).sort((a, b) => west(a) - west(b) || a - b);
  const reach = new Float64Array(count);
  let farthest = 0;
  order.forEach((edge, place) => {
    edges.set(given.subarray(edge * FIELDS, (edge + 1) * FIELDS), place * FIELDS);
    farthest = Math.max(farthest, edges[place * FIELDS + 2] as number);
    reach[place] = farthest;
  });
  return reach;
}

/** Where the edges begin that may reach east of x. */
function findFirst(reach: Float64Array, x: number): number {
  let low = 0;
  let high = reach.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((reach[middle] as number) > x) high = middle;
    else low = middle + 1;
  }
  return low * FIELDS;
}

/** Area below the lower of two lines over a width. */
function measureLower(width: number, aFrom: number, aTo: number, bFrom: number, bTo: number): number {
  const gapFrom = aFrom - bFrom;
  const gapTo = aTo - bTo;
  if (gapFrom <= 0 && gapTo <= 0) return ((aFrom + aTo) / 2) * width;
  if (gapFrom >= 0 && gapTo >= 0) return ((bFrom + bTo) / 2) * width;
  const share = gapFrom / (gapFrom - gapTo);
  const crossing = aFrom + share * (aTo - aFrom);
  const [before, after] = gapFrom < 0 ? [aFrom, bTo] : [bFrom, aTo];
  return (width / 2) * (share * (before + crossing) + (1 - share) * (crossing + after));
}

/**
 * Edges that reach into the bounds' width, relative to the bounds' lower left corner. What lies below the bounds
 * counts as lying on their lower side, where the strip below it is empty. Upright edges have no strip. A run of edges
 * above the bounds counts as one level edge: one geometry has nothing there, so the other's edges are the lower ones.
 * Returns how many numbers of the scratch they take.
 */
function selectNear(
  scratch: Scratch,
  { rings }: IndexedRings,
  west: number,
  east: number,
  south: number,
  north: number,
): number {
  const width = east - west;
  const height = north - south;
  let end = 0;
  for (const indexed of rings) {
    const { ring } = indexed;
    const count = findRuns(indexed, west, south, east, Infinity, runs);
    for (let run = 0; run < count; run += 2) {
      const last = 2 * (runs.values[run + 1] as number);
      const near = reserve(scratch, end + FIELDS * (last / 2 - (runs.values[run] as number)));
      // of the run of edges above the bounds: where it ends in the ring, and where it began
      let aboveTo = -1;
      let aboveFrom = 0;
      for (let i = 2 * (runs.values[run] as number); i < last; i += 2) {
        const ax = (ring[i] as number) - west;
        const bx = (ring[i + 2] as number) - west;
        // land lies left: edges that run west are above it
        const isWestward = bx < ax;
        let x0 = isWestward ? bx : ax;
        let x1 = isWestward ? ax : bx;
        if (x1 <= 0 || x0 >= width || x0 === x1) continue;
        let y0 = (ring[isWestward ? i + 3 : i + 1] as number) - south;
        let y1 = (ring[isWestward ? i + 1 : i + 3] as number) - south;
        if (y0 <= 0 && y1 <= 0) continue;
        if (y0 >= height && y1 >= height) {
          // the edge before it was above too: the two are one
          if (aboveTo === i) end -= FIELDS;
          else aboveFrom = ax;
          aboveTo = i + 2;
          near[end] = Math.min(aboveFrom, bx);
          near[end + 1] = height;
          near[end + 2] = Math.max(aboveFrom, bx);
          near[end + 3] = height;
          near[end + 4] = bx < aboveFrom ? 1 : -1;
          near[end + 5] = 0;
          end += FIELDS;
          continue;
        }
        if (y0 < 0) {
          x0 += ((x1 - x0) * y0) / (y0 - y1);
          y0 = 0;
        } else if (y1 < 0) {
          x1 = x0 + ((x1 - x0) * y0) / (y0 - y1);
          y1 = 0;
        }
        if (!(x0 < x1)) continue;
        near[end] = x0;
        near[end + 1] = y0;
        near[end + 2] = x1;
        near[end + 3] = y1;
        near[end + 4] = isWestward ? 1 : -1;
        near[end + 5] = (y1 - y0) / (x1 - x0);
        end += FIELDS;
      }
    }
  }
  return end;
}

/** Room for so many numbers; what is there stays. */
function reserve(scratch: Scratch, size: number): Float64Array {
  if (scratch.values.length < size) {
    const larger = new Float64Array(2 * size);
    larger.set(scratch.values);
    scratch.values = larger;
  }
  return scratch.values;
}

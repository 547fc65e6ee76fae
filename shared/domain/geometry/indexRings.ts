import { computeSignedRingArea } from './computePlanarArea.ts';
import type { Bounds, MultiPolygon, Ring } from './multiPolygon.ts';
import { reverseRing } from './orientRings.ts';

/** Edges that share a box. */
const EDGES_PER_BOX = 16;
/** Boxes that share a larger one. */
const BOXES_PER_BLOCK = 16;
/** Shorter rings are looked through edge by edge. */
const FEWEST_BOXED_EDGES = 64;
/** minX, minY, maxX, maxY. */
const FIELDS = 4;

/** A ring whose land lies left of it as it runs: outer rings counter-clockwise, holes clockwise. */
export interface IndexedRing extends Bounds {
  readonly ring: Ring;
  readonly edges: number;
  /** Of every EDGES_PER_BOX edges; empty for a short ring. */
  readonly boxes: Float64Array;
  readonly blocks: Float64Array;
}

/** The rings of a geometry, ready to be asked which of their edges lie near a place. Bounds are those of all rings. */
export interface IndexedRings extends Bounds {
  readonly rings: readonly IndexedRing[];
  /** Planar area in squared CRS units. */
  readonly area: number;
}

/** Takes a valid geometry with rings in any direction, outer rings first; rings that run right are not copied. */
export function indexRings(geometry: MultiPolygon): IndexedRings {
  const rings: IndexedRing[] = [];
  let minX = Infinity;
  let minY = Infinity;
  let maxX = -Infinity;
  let maxY = -Infinity;
  let area = 0;
  for (const polygon of geometry) {
    for (let index = 0; index < polygon.length; index++) {
      const given = polygon[index] as Ring;
      const signedArea = computeSignedRingArea(given);
      area += index === 0 ? Math.abs(signedArea) : -Math.abs(signedArea);
      const indexed = indexRing(signedArea >= 0 === (index === 0) ? given : reverseRing(given));
      if (indexed.minX < minX) minX = indexed.minX;
      if (indexed.minY < minY) minY = indexed.minY;
      if (indexed.maxX > maxX) maxX = indexed.maxX;
      if (indexed.maxY > maxY) maxY = indexed.maxY;
      rings.push(indexed);
    }
  }
  return { rings, minX, minY, maxX, maxY, area };
}

function indexRing(ring: Ring): IndexedRing {
  const edges = Math.max(0, ring.length / 2 - 1);
  const boxes = boxEdges(ring, edges);
  const blocks = boxes.length === 0 ? NONE : boxBoxes(boxes);
  const { minX, minY, maxX, maxY } = boundsOf(ring, blocks);
  return { ring, edges, boxes, blocks, minX, minY, maxX, maxY };
}

const NONE = new Float64Array(0);

function boundsOf(ring: Ring, blocks: Float64Array): Bounds {
  let minX = Infinity;
  let minY = Infinity;
  let maxX = -Infinity;
  let maxY = -Infinity;
  const isLong = blocks.length > 0;
  const values = isLong ? blocks : ring;
  const step = isLong ? FIELDS : 2;
  for (let i = 0; i < values.length; i += step) {
    const x = values[i] as number;
    const y = values[i + 1] as number;
    const highX = values[i + step - 2] as number;
    const highY = values[i + step - 1] as number;
    if (x < minX) minX = x;
    if (y < minY) minY = y;
    if (highX > maxX) maxX = highX;
    if (highY > maxY) maxY = highY;
  }
  return { minX, minY, maxX, maxY };
}

/** Bounds (minX, minY, maxX, maxY) of every so many edges of a closed ring; none for a short one. */
export function boxEdges(ring: Ring, edges: number, edgesPerBox = EDGES_PER_BOX): Float64Array {
  if (edges < FEWEST_BOXED_EDGES) return NONE;
  const boxes = new Float64Array(FIELDS * Math.ceil(edges / edgesPerBox));
  for (let box = 0; box * FIELDS < boxes.length; box++) {
    const end = Math.min(edges, (box + 1) * edgesPerBox);
    let minX = Infinity;
    let minY = Infinity;
    let maxX = -Infinity;
    let maxY = -Infinity;
    for (let i = 2 * box * edgesPerBox; i <= 2 * end; i += 2) {
      const x = ring[i] as number;
      const y = ring[i + 1] as number;
      if (x < minX) minX = x;
      if (x > maxX) maxX = x;
      if (y < minY) minY = y;
      if (y > maxY) maxY = y;
    }
    write(boxes, box, minX, minY, maxX, maxY);
  }
  return boxes;
}

function boxBoxes(boxes: Float64Array): Float64Array {
  const count = boxes.length / FIELDS;
  const blocks = new Float64Array(FIELDS * Math.ceil(count / BOXES_PER_BLOCK));
  for (let block = 0; block * FIELDS < blocks.length; block++) {
    const end = Math.min(count, (block + 1) * BOXES_PER_BLOCK);
    let minX = Infinity;
    let minY = Infinity;
    let maxX = -Infinity;
    let maxY = -Infinity;
    for (let i = FIELDS * block * BOXES_PER_BLOCK; i < FIELDS * end; i += FIELDS) {
      minX = Math.min(minX, boxes[i] as number);
      minY = Math.min(minY, boxes[i + 1] as number);
      maxX = Math.max(maxX, boxes[i + 2] as number);
      maxY = Math.max(maxY, boxes[i + 3] as number);
    }
    write(blocks, block, minX, minY, maxX, maxY);
  }
  return blocks;
}

function write(
  target: Float64Array,
  place: number,
  minX: number,
  minY: number,
  maxX: number,
  maxY: number,
): void {
  target[FIELDS * place] = minX;
  target[FIELDS * place + 1] = minY;
  target[FIELDS * place + 2] = maxX;
  target[FIELDS * place + 3] = maxY;
}

/** Room for the answers of findRuns, owned by whoever asks. */
export interface Runs {
  /** First and end of each run. */
  values: Uint32Array;
}

export function createRuns(): Runs {
  return { values: new Uint32Array(64) };
}

/** Whether a ring has an edge whose box meets the window (borders count): else none of its edges comes near. */
export function hasEdgeNear(
  ring: IndexedRing,
  minX: number,
  minY: number,
  maxX: number,
  maxY: number,
): boolean {
  if (ring.maxX < minX || ring.minX > maxX || ring.maxY < minY || ring.minY > maxY) return false;
  const { boxes, blocks, edges } = ring;
  if (boxes.length === 0) return hasEdgeIn(ring.ring, 0, edges, minX, minY, maxX, maxY);
  for (let block = 0; block < blocks.length; block += FIELDS) {
    if (!meets(blocks, block, minX, minY, maxX, maxY)) continue;
    const end = Math.min(boxes.length, (block + FIELDS) * BOXES_PER_BLOCK);
    for (let box = block * BOXES_PER_BLOCK; box < end; box += FIELDS) {
      if (!meets(boxes, box, minX, minY, maxX, maxY)) continue;
      const first = (box / FIELDS) * EDGES_PER_BOX;
      const last = Math.min(edges, first + EDGES_PER_BOX);
      if (hasEdgeIn(ring.ring, first, last, minX, minY, maxX, maxY)) return true;
    }
  }
  return false;
}

function hasEdgeIn(
  ring: Ring,
  first: number,
  end: number,
  minX: number,
  minY: number,
  maxX: number,
  maxY: number,
): boolean {
  for (let i = 2 * first; i < 2 * end; i += 2) {
    const ax = ring[i] as number;
    const bx = ring[i + 2] as number;
    if ((ax < minX && bx < minX) || (ax > maxX && bx > maxX)) continue;
    const ay = ring[i + 1] as number;
    const by = ring[i + 3] as number;
    if ((ay < minY && by < minY) || (ay > maxY && by > maxY)) continue;
    return true;
  }
  return false;
}

/**
 * Runs of edges, ascending and apart, that hold every edge whose box meets the window (borders count); edges that do
 * not may be among them. Returns how many numbers of `runs.values` are the answer.
 */
export function findRuns(
  ring: IndexedRing,
  minX: number,
  minY: number,
  maxX: number,
  maxY: number,
  runs: Runs,
): number {
  if (ring.maxX < minX || ring.minX > maxX || ring.maxY < minY || ring.minY > maxY) return 0;
  const { edges, boxes, blocks } = ring;
  let { values } = runs;
  if (boxes.length === 0) {
    values[0] = 0;
    values[1] = edges;
    return 2;
  }
  let count = 0;
  for (let block = 0; block < blocks.length; block += FIELDS) {
    if (!meets(blocks, block, minX, minY, maxX, maxY)) continue;
    const end = Math.min(boxes.length, (block + FIELDS) * BOXES_PER_BLOCK);
    for (let box = block * BOXES_PER_BLOCK; box < end; box += FIELDS) {
      if (!meets(boxes, box, minX, minY, maxX, maxY)) continue;
      const first = (box / FIELDS) * EDGES_PER_BOX;
      const last = Math.min(edges, first + EDGES_PER_BOX);
      if (count > 0 && values[count - 1] === first) {
        values[count - 1] = last;
        continue;
      }
      if (count === values.length) {
        const larger = new Uint32Array(2 * count);
        larger.set(values);
        runs.values = larger;
        values = larger;
      }
      values[count++] = first;
      values[count++] = last;
    }
  }
  return count;
}

function meets(
  boxes: Float64Array,
  at: number,
  minX: number,
  minY: number,
  maxX: number,
  maxY: number,
): boolean {
  return (
    (boxes[at] as number) <= maxX &&
    (boxes[at + 2] as number) >= minX &&
    (boxes[at + 1] as number) <= maxY &&
    (boxes[at + 3] as number) >= minY
  );
}

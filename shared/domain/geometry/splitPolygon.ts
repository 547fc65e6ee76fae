import { computeSignedRingArea } from './computePlanarArea.ts';
import { locatePointInRing } from './locatePoint.ts';
import type { MultiPolygon, Polygon, Ring } from './multiPolygon.ts';
import { splitAtTouches } from './splitAtTouches.ts';

/** The coordinate that the cut holds constant: 'x' cuts along a north-south line. */
export type Axis = 'x' | 'y';

/** A run of vertices on one side of the cut, between two crossings (indices into the list of crossings). */
interface Chain {
  readonly vertices: readonly number[];
  readonly start: number;
  readonly end: number;
}

/** Where an edge crosses the cut, and whether land begins there as one walks along it. */
interface Crossing {
  readonly place: number;
  readonly begins: boolean;
}

interface Side {
  readonly chains: Chain[];
  readonly wholeRings: Ring[];
  /** The outer ring where the cut does not meet it. */
  wholeOuter: Ring | undefined;
}

/**
 * Cuts a valid polygon along the line axis = cut, on which no vertex may lie: then every crossing is a true one.
 * Both sides get the very same crossing points, so the parts meet without a gap or an overlap.
 *
 *     +-----|---+      crossings sorted along the cut are 0 1 2 3;
 *     |  +--|-+ |      the polygon covers the cut between 0-1 and 2-3,
 *     |  +--|-+ |      so at 0 a side's boundary continues at 1, at 2 it continues at 3
 *     +-----|---+
 */
export function splitPolygon(
  polygon: Polygon,
  axis: Axis,
  cut: number,
): { readonly low: MultiPolygon; readonly high: MultiPolygon } {
  const along: Crossing[] = [];
  const low: Side = { chains: [], wholeRings: [], wholeOuter: undefined };
  const high: Side = { chains: [], wholeRings: [], wholeOuter: undefined };
  for (const [index, ring] of polygon.entries()) {
    const offset = axis === 'x' ? 0 : 1;
    const first = firstCrossing(ring, offset, cut);
    if (first === undefined) {
      const side = (ring[offset] as number) < cut ? low : high;
      if (index === 0) side.wholeOuter = ring;
      else side.wholeRings.push(ring);
    } else {
      const runsRight = computeSignedRingArea(ring) >= 0 === (index === 0);
      collectChains(ring, offset, cut, first, runsRight === (axis === 'x'), along, low, high);
    }
  }
  const order = sortCrossings(along);
  const partner = new Int32Array(along.length);
  for (let i = 0; i + 1 < order.length; i += 2) {
    partner[order[i] as number] = order[i + 1] as number;
    partner[order[i + 1] as number] = order[i] as number;
  }
  return { low: assembleSide(low, partner), high: assembleSide(high, partner) };
}

/**
 * Numbers of the crossings along the cut. Where two round to one place, as on both edges of a thin spike, land that begins
 * and land that ends still take turns.
 */
function sortCrossings(along: readonly Crossing[]): number[] {
  const at = (index: number): Crossing => along[index] as Crossing;
  const order = along.map((_, index) => index).sort((a, b) => at(a).place - at(b).place);
  for (let i = 0; i < order.length; i++) {
    const isTurn = (index: number): boolean => at(index).begins === (i % 2 === 0);
    const { place } = at(order[i] as number);
    let other = i;
    while (other < order.length && at(order[other] as number).place === place) {
      if (isTurn(order[other] as number)) break;
      other += 1;
    }
    if (other === order.length || at(order[other] as number).place !== place) continue;
    order.splice(i, 0, ...order.splice(other, 1));
  }
  return order;
}

/** Index (in coordinates) of the first edge that crosses the cut. */
function firstCrossing(ring: Ring, offset: number, cut: number): number | undefined {
  for (let i = 0; i + 3 < ring.length; i += 2) {
    if ((ring[i + offset] as number) < cut !== (ring[i + 2 + offset] as number) < cut) return i;
  }
  return undefined;
}

/**
 * Walks the ring once from its first crossing and hands each run of vertices to its side. `beginsUp`: whether land begins,
 * along the cut, where the ring goes over to the high side.
 */
function collectChains(
  ring: Ring,
  offset: number,
  cut: number,
  first: number,
  beginsUp: boolean,
  along: Crossing[],
  low: Side,
  high: Side,
): void {
  const length = ring.length - 2;
  const firstId = along.length;
  let startId = firstId;
  let vertices = crossingPoint(ring, first, offset, cut);
  const note = (point: readonly number[], goesUp: boolean): void => {
    along.push({ place: point[1 - offset] as number, begins: goesUp === beginsUp });
  };
  note(vertices, (ring[first + offset] as number) < cut);
  for (let step = 2; step <= length; step += 2) {
    const at = (first + step) % length;
    const x = ring[at] as number;
    const y = ring[at + 1] as number;
    vertices.push(x, y);
    const isLow = (offset === 0 ? x : y) < cut;
    if (isLow === (ring[at + 2 + offset] as number) < cut) continue;
    const crossing = crossingPoint(ring, at, offset, cut);
    const endId = at === first ? firstId : along.length;
    if (at !== first) note(crossing, isLow);
    vertices.push(...crossing);
    (isLow ? low : high).chains.push({ vertices, start: startId, end: endId });
    startId = endId;
    vertices = crossing;
  }
}

function crossingPoint(ring: Ring, at: number, offset: number, cut: number): number[] {
  const a = ring[at + offset] as number;
  const b = ring[at + 2 + offset] as number;
  const c = ring[at + 1 - offset] as number;
  const d = ring[at + 3 - offset] as number;
  const other = c + ((cut - a) / (b - a)) * (d - c);
  return offset === 0 ? [cut, other] : [other, cut];
}

/** Links the chains of one side into outer rings and gives each the whole holes that lie in it. */
function assembleSide(side: Side, partner: Int32Array): MultiPolygon {
  const polygons: Ring[][] = side.wholeOuter === undefined ? [] : [[side.wholeOuter]];
  const chainAt = new Map<number, Chain>();
  for (const chain of side.chains) {
    chainAt.set(chain.start, chain);
    chainAt.set(chain.end, chain);
  }
  const used = new Set<Chain>();
  const holes = [...side.wholeRings];
  for (const chain of side.chains) {
    if (used.has(chain)) continue;
    // Where a hole touched the outer ring and both were cut, the linked ring touches itself.
    const loops = splitAtTouches(linkRing(chain, chainAt, partner, used));
    for (const outer of loops.outers) polygons.push([outer]);
    holes.push(...loops.holes);
  }
  for (const hole of holes) findOwner(hole, polygons)?.push(hole);
  return polygons;
}

function linkRing(
  first: Chain,
  chainAt: ReadonlyMap<number, Chain>,
  partner: Int32Array,
  used: Set<Chain>,
): Ring {
  const coordinates: number[] = [];
  let chain: Chain | undefined = first;
  let entry = first.start;
  while (chain !== undefined && !used.has(chain)) {
    used.add(chain);
    const forward: boolean = chain.start === entry;
    appendVertices(coordinates, chain.vertices, forward);
    entry = partner[forward ? chain.end : chain.start] as number;
    chain = chainAt.get(entry);
  }
  coordinates.push(coordinates[0] as number, coordinates[1] as number);
  return Float64Array.from(coordinates);
}

function appendVertices(target: number[], vertices: readonly number[], forward: boolean): void {
  const last = vertices.length - 2;
  for (let i = 0; i <= last; i += 2) {
    const at = forward ? i : last - i;
    target.push(vertices[at] as number, vertices[at + 1] as number);
  }
}

/**
 * The polygon a hole lies in. A hole may touch outer rings with every vertex, and a vertex that touches the middle
 * of an edge may lie on either side of it by a rounding, so all vertices and edge middles vote.
 */
function findOwner(hole: Ring, polygons: readonly Ring[][]): Ring[] | undefined {
  if (polygons.length === 1) return polygons[0];
  let owner: Ring[] | undefined;
  let mostVotes = 0;
  for (const polygon of polygons) {
    let votes = 0;
    for (const [x, y] of placesOn(hole)) {
      if (locatePointInRing(x, y, polygon[0] as Ring) === 'inside') votes += 1;
    }
    if (votes > mostVotes) {
      mostVotes = votes;
      owner = polygon;
    }
  }
  return owner;
}

/** All vertices and the middles of all edges. */
function* placesOn(ring: Ring): Generator<readonly [number, number]> {
  for (const fraction of [0, 0.5]) {
    for (let i = 0; i + 3 < ring.length; i += 2) {
      const x = ring[i] as number;
      const y = ring[i + 1] as number;
      yield [x + fraction * ((ring[i + 2] as number) - x), y + fraction * ((ring[i + 3] as number) - y)];
    }
  }
}

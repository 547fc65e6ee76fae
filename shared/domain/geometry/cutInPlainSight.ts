import { collectPolygons } from './collectPolygons.ts';
import { createRing } from './createRing.ts';
import { findCrossings, LEAST_SPACING } from './findCrossings.ts';
import type { IndexedRing, IndexedRings } from './indexRings.ts';
import { locateInRings } from './locateInRings.ts';
import type { MultiPolygon, Ring } from './multiPolygon.ts';
import { reverseRing } from './orientRings.ts';

/** What is taken away together, one bit of a number each. */
const MOST_EXCLUSIONS = 30;
const SUBJECT = -1;

export interface PlainCut {
  readonly inside: MultiPolygon;
  readonly outside: MultiPolygon;
}

/** A place where two curves cross. */
interface Crossroads {
  readonly x: number;
  readonly y: number;
  /** On the subject: bits of the exclusions that cover the place, without the one whose curve crosses. */
  others: number;
}

/** A curve's passing of a crossroads. */
interface Passing {
  readonly node: Crossroads;
  /** Number of the edge and share of it. */
  readonly at: number;
  /** Owner of the curve that is crossed, and whether its land is entered. */
  readonly other: number;
  readonly enters: boolean;
}

interface Curve {
  readonly owner: number;
  readonly indexed: IndexedRing;
  readonly passings: Passing[];
}

/** A run of a curve that bounds both results: what is inside lies left of it. */
interface Arc {
  readonly ring: Ring;
  readonly from: Passing;
  readonly to: Passing;
  /** Whether it bounds what is inside, what is outside, or both (then walked backwards for the latter). */
  readonly side: 'inside' | 'outside' | 'both';
}

interface Boundary {
  readonly arcs: Arc[];
  readonly inside: Ring[];
  readonly outside: Ring[];
}

/**
 * Cuts a valid geometry by the union of others, where all of them cross in plain sight (findCrossings): what is inside
 * of any, and what is outside of all. Undefined where anything touches: a vertex on an edge, edges that coincide,
 * crossings that crowd together. Those are for GEOS. Most cuts are of the first kind, and this takes a tenth of its time.
 *
 * Along every curve the exclusions that cover it are counted from crossing to crossing (Weiler and Atherton 1977, for
 * many). The subject bounds what is inside where some cover it, and what is outside where none does; an exclusion's
 * curve bounds both where it lies in the subject and no other covers it. Each run leads to a crossing where another
 * begins. A count that does not come out, or a crossing without a way on, is undefined too.
 */
export function cutInPlainSight(
  subject: IndexedRings,
  exclusions: readonly IndexedRings[],
): PlainCut | undefined {
  if (exclusions.length > MOST_EXCLUSIONS) return undefined;
  const curves: Curve[] = [];
  for (let owner = SUBJECT; owner < exclusions.length; owner++) {
    const { rings } = owner === SUBJECT ? subject : (exclusions[owner] as IndexedRings);
    for (const indexed of rings) curves.push({ owner, indexed, passings: [] });
  }
  if (!meetInPlainSight(curves, subject)) return undefined;
  const boundary: Boundary = { arcs: [], inside: [], outside: [] };
  // the subject first: it tells every curve that enters it what covers the place
  for (const curve of curves) {
    const isGood =
      curve.owner === SUBJECT
        ? followSubject(curve, exclusions, boundary)
        : followExclusion(curve, subject, exclusions, boundary);
    if (!isGood) return undefined;
  }
  const inside = trace(boundary, 'inside');
  const outside = trace(boundary, 'outside');
  if (inside === undefined || outside === undefined) return undefined;
  const [insidePolygons, outsidePolygons] = [collectPolygons(inside), collectPolygons(outside)];
  return insidePolygons === undefined || outsidePolygons === undefined
    ? undefined
    : { inside: insidePolygons, outside: outsidePolygons };
}

/** Notes all crossings in the subject's bounds with their curves; false where some pair touches. */
function meetInPlainSight(curves: readonly Curve[], subject: IndexedRings): boolean {
  for (let i = 0; i < curves.length; i++) {
    const first = curves[i] as Curve;
    for (let j = i + 1; j < curves.length; j++) {
      const second = curves[j] as Curve;
      if (areApart(first.indexed, second.indexed)) continue;
      const crossings = findCrossings(first.indexed, second.indexed, subject);
      if (crossings === undefined) return false;
      // rings of one geometry that cross: it is not valid
      if (crossings.length > 0 && first.owner === second.owner) return false;
      for (const { x, y, onFirst, onSecond, enters } of crossings) {
        const node = { x, y, others: 0 };
        first.passings.push({ node, at: onFirst, other: second.owner, enters });
        second.passings.push({ node, at: onSecond, other: first.owner, enters: !enters });
      }
    }
  }
  return curves.every(({ passings }) => {
    passings.sort((a, b) => a.at - b.at);
    return passings.every(({ at }, i) => i === 0 || at - (passings[i - 1] as Passing).at >= LEAST_SPACING);
  });
}

function areApart(first: IndexedRing, second: IndexedRing): boolean {
  return (
    first.minX > second.maxX ||
    first.maxX < second.minX ||
    first.minY > second.maxY ||
    first.maxY < second.minY
  );
}

function followSubject(
  { indexed: { ring }, passings }: Curve,
  exclusions: readonly IndexedRings[],
  boundary: Boundary,
): boolean {
  const start = coverStart(ring, passings, exclusions, SUBJECT);
  if (start === undefined) return false;
  let mask = start;
  const changes: Passing[] = [];
  for (const passing of passings) {
    const bit = 1 << passing.other;
    if (((mask & bit) !== 0) === passing.enters) return false;
    passing.node.others = mask & ~bit;
    if (passing.node.others === 0) changes.push(passing);
    mask ^= bit;
  }
  if (mask !== start) return false;
  if (changes.length === 0) (mask === 0 ? boundary.outside : boundary.inside).push(ring);
  changes.forEach((from, index) => {
    const to = changes[(index + 1) % changes.length] as Passing;
    boundary.arcs.push({ ring, from, to, side: from.enters ? 'inside' : 'outside' });
  });
  return true;
}

function followExclusion(
  { owner, indexed, passings }: Curve,
  subject: IndexedRings,
  exclusions: readonly IndexedRings[],
  boundary: Boundary,
): boolean {
  const { ring } = indexed;
  const firstEntry = passings.findIndex(({ other }) => other === SUBJECT);
  let mask = 0;
  let isInSubject = false;
  if (firstEntry < 0) {
    // a curve that does not meet the subject's lies in it with all its length, or nowhere
    if (!isWithin(indexed, subject)) return true;
    const place = locateInRings(ring[0] as number, ring[1] as number, subject);
    if (place === 'boundary') return false;
    if (place === 'outside') return true;
    const start = coverStart(ring, passings, exclusions, owner);
    if (start === undefined) return false;
    mask = start;
    isInSubject = true;
  }
  const startMask = mask;
  const begin = Math.max(0, firstEntry);
  const changes: { readonly passing: Passing; readonly isOn: boolean }[] = [];
  for (let k = 0; k < passings.length; k++) {
    const passing = passings[(begin + k) % passings.length] as Passing;
    const { node, other, enters } = passing;
    if (other === SUBJECT) {
      // the first passing tells what the state is; every other must agree with it
      if (k > 0 && isInSubject === enters) return false;
      if (k > 0 && !enters && mask !== node.others) return false;
      isInSubject = enters;
      mask = node.others;
      if (mask === 0) changes.push({ passing, isOn: enters });
      continue;
    }
    if (!isInSubject) continue;
    const bit = 1 << other;
    if (((mask & bit) !== 0) === enters) return false;
    if ((mask & ~bit) === 0) changes.push({ passing, isOn: !enters });
    mask ^= bit;
  }
  if (firstEntry < 0 && mask !== startMask) return false;
  if (firstEntry >= 0) {
    const first = passings[begin] as Passing;
    if (isInSubject === first.enters || (isInSubject && mask !== first.node.others)) return false;
  }
  if (changes.length === 0 && firstEntry < 0 && mask === 0) {
    boundary.inside.push(ring);
    boundary.outside.push(reverseRing(ring));
  }
  for (let k = 0; k < changes.length; k++) {
    const { passing: from, isOn } = changes[k] as (typeof changes)[number];
    const next = changes[(k + 1) % changes.length] as (typeof changes)[number];
    if (isOn === next.isOn) return false;
    if (isOn) boundary.arcs.push({ ring, from, to: next.passing, side: 'both' });
  }
  return true;
}

function isWithin(ring: IndexedRing, { minX, minY, maxX, maxY }: IndexedRings): boolean {
  return ring.minX >= minX && ring.maxX <= maxX && ring.minY >= minY && ring.maxY <= maxY;
}

/** Bits of the exclusions, but the curve's own, that cover where a ring begins; undefined for a place on a boundary. */
function coverStart(
  ring: Ring,
  passings: readonly Passing[],
  exclusions: readonly IndexedRings[],
  owner: number,
): number | undefined {
  let mask = 0;
  for (let other = 0; other < exclusions.length; other++) {
    if (other === owner) continue;
    // what is entered later is not there yet
    const passing = passings.find((candidate) => candidate.other === other);
    if (passing !== undefined) {
      if (!passing.enters) mask |= 1 << other;
      continue;
    }
    const place = locateInRings(ring[0] as number, ring[1] as number, exclusions[other] as IndexedRings);
    if (place === 'boundary') return undefined;
    if (place === 'inside') mask |= 1 << other;
  }
  return mask;
}

/** The vertices of the ring that is being traced; one for all, because a list that grows takes longer than the tracing. */
class Trail {
  length = 0;
  #values = new Float64Array(1024);

  add(x: number, y: number): void {
    if (this.length + 2 > this.#values.length) {
      const larger = new Float64Array(2 * this.#values.length);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.length++] = x;
    this.#values[this.length++] = y;
  }

  /** The ring, ended where it began. */
  close(): Ring {
    this.add(this.#values[0] as number, this.#values[1] as number);
    const ring = createRing(this.length);
    for (let i = 0; i < ring.length; i++) ring[i] = this.#values[i] as number;
    return ring;
  }
}

const trail = new Trail();

/** Joins the arcs of one side to rings; undefined where one leads nowhere. */
function trace({ arcs, inside, outside }: Boundary, side: 'inside' | 'outside'): Ring[] | undefined {
  const isBack = (arc: Arc): boolean => side === 'outside' && arc.side === 'both';
  const starts = new Map<Crossroads, Arc>();
  const wanted = arcs.filter((arc) => arc.side === 'both' || arc.side === side);
  for (const arc of wanted) {
    const { node } = isBack(arc) ? arc.to : arc.from;
    if (starts.has(node)) return undefined;
    starts.set(node, arc);
  }
  const rings: Ring[] = side === 'inside' ? [...inside] : [...outside];
  for (const first of wanted) {
    let arc: Arc | undefined = first;
    const { node: home } = isBack(first) ? first.to : first.from;
    if (!starts.has(home)) continue;
    trail.length = 0;
    let at = home;
    do {
      arc = starts.get(at);
      if (arc === undefined) return undefined;
      starts.delete(at);
      if (isBack(arc)) appendBackwards(arc);
      else appendForwards(arc);
      at = (isBack(arc) ? arc.from : arc.to).node;
    } while (at !== home);
    const ring = trail.close();
    if (ring.length < 8) return undefined;
    rings.push(ring);
  }
  return rings;
}

/** The crossing an arc begins at and the vertices after it, up to the crossing the next arc begins with. */
function appendForwards({ ring, from, to }: Arc): void {
  trail.add(from.node.x, from.node.y);
  const count = ring.length / 2 - 1;
  const end = to.at > from.at ? to.at : to.at + count;
  for (let vertex = Math.floor(from.at) + 1; vertex <= end; vertex++) {
    const i = 2 * (vertex % count);
    trail.add(ring[i] as number, ring[i + 1] as number);
  }
}

function appendBackwards({ ring, from, to }: Arc): void {
  trail.add(to.node.x, to.node.y);
  const count = ring.length / 2 - 1;
  const end = from.at < to.at ? from.at : from.at - count;
  for (let vertex = Math.floor(to.at); vertex > end; vertex--) {
    const i = 2 * ((vertex + count) % count);
    trail.add(ring[i] as number, ring[i + 1] as number);
  }
}

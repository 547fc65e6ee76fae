import { checkOverlayInvariants } from '../geometry/checkOverlayInvariants.ts';
import { computePlanarArea } from '../geometry/computePlanarArea.ts';
import type { GeometryEngine, PreparedShape, Shape } from '../geometry/GeometryEngine.ts';
import { fail, type GeometryResult, succeed } from '../geometry/geometryResult.ts';
import type { MultiPolygon } from '../geometry/multiPolygon.ts';
import { writeWkb } from '../geometry/writeWkb.ts';
import type { RuleOverlap } from './collectNotes.ts';
import { computePerimeterMeters, type Frame } from './frame.ts';
import type { Piece } from './piece.ts';
import { collectSeams, removeSeams } from './removeSeams.ts';

/** A part of an exclusion feature, ready to be held against many plots. */
export interface ExclusionPart {
  readonly prepared: PreparedShape;
  /** Bits of the rules the feature belongs to. */
  readonly ruleMask: number;
  /** Number of the source feature, the same for all parts of one feature. */
  readonly source: number;
  /** Interleaved x, y of the vertices that cutting the feature into parts put on this one's boundary. */
  readonly seams: Float64Array;
}

export interface CutTools {
  readonly engine: GeometryEngine;
  readonly frame: Frame;
  /** Ellipsoidal m² of a geometry in project coordinates. */
  readonly measure: (geometry: MultiPolygon) => number;
  /** Bits of rules that only ask how much of the plot they meet: they cut nothing. */
  readonly overlapMask?: number;
}

export interface CutPiece extends Piece {
  /** Null where the piece is the whole plot as it was given. */
  readonly wkb: Uint8Array | null;
}

/** Which feature hits the plot under which rule. */
export interface SourceHit {
  readonly rule: number;
  readonly source: number;
}

export interface CutPlot {
  readonly grossSquareMeters: number;
  readonly pieces: readonly CutPiece[];
  readonly hits: readonly SourceHit[];
  /** Of the rules of `overlapMask` that meet the plot in more than a boundary. */
  readonly overlaps: readonly RuleOverlap[];
  /** True where the boundary had to be made valid first. */
  readonly repaired: boolean;
}

/** Below this a part is the rounding of coordinates (10 cm²), neither a hit nor a remainder. */
const NOISE_SQUARE_METERS = 0.001;
/** Σ pieces against the plot in the plane of the coordinates, where a cut loses nothing. */
const PLANAR_BALANCE = 1e-6;

interface RawPiece {
  readonly mask: number;
  readonly shape: Shape;
}

/**
 * Cuts a plot into its arrangement with the exclusions: every piece carries the set of rules that hit it.
 * `candidates` are the parts whose bounds meet those of the plot, in a fixed order (the result depends on it in
 * the last bits). For each rule: nothing to do where no candidate touches; no overlay where one part covers the
 * plot; else the parts that reach into it are united and every piece is cut once.
 *
 * Every cut is held against its inputs (areas add up within 1e-6, the remainder lies inside and does not
 * overlap the exclusion) and the pieces against the plot. A failure is an answer: the caller lists the plot as
 * not computed. INVALID_INPUT where the plot is empty or cannot be repaired.
 */
export function cutPlot(
  tools: CutTools,
  geometry: MultiPolygon,
  candidates: readonly ExclusionPart[],
): GeometryResult<CutPlot> {
  return tools.engine.scope(() => cutInScope(tools, geometry, candidates));
}

function cutInScope(
  tools: CutTools,
  given: MultiPolygon,
  candidates: readonly ExclusionPart[],
): GeometryResult<CutPlot> {
  const { engine, measure } = tools;
  const loaded = engine.fromMultiPolygon(given);
  if (!loaded.ok) return loaded;
  const repair = engine.repair(loaded.value);
  if (!repair.ok) return repair;
  const { shape, changed } = repair.value;
  const geometry = changed ? engine.toMultiPolygon(shape) : given;
  const grossSquareMeters = measure(geometry);
  if (!(grossSquareMeters > 0))
    return fail('INVALID_INPUT', `the plot has an area of ${grossSquareMeters} m2`);

  const reaching = findReaching(shape, candidates);
  if (!reaching.ok) return reaching;
  const touching = reaching.value;
  let pieces: RawPiece[] = [{ mask: 0, shape }];
  const allRules = touching.reduce((mask, part) => mask | part.ruleMask, 0);
  const overlaps: RuleOverlap[] = [];
  for (let rule = 0; allRules >>> rule !== 0; rule++) {
    const parts = touching.filter((part) => (part.ruleMask >>> rule) & 1);
    if (parts.length === 0) continue;
    if (((tools.overlapMask ?? 0) >>> rule) & 1) {
      const area = measureOverlap(tools, shape, grossSquareMeters, parts);
      if (!area.ok) return area;
      if (area.value > NOISE_SQUARE_METERS) overlaps.push({ rule, areaSquareMeters: area.value });
      continue;
    }
    const next = cutByRule(tools, pieces, rule, shape, parts);
    if (!next.ok) return next;
    pieces = next.value;
  }

  const measured = measurePieces(tools, pieces, geometry, grossSquareMeters, changed);
  if (!measured.ok) return measured;
  const cutMask = measured.value.reduce((mask, piece) => mask | piece.mask, 0);
  const hitMask = overlaps.reduce((mask, { rule }) => mask | (1 << rule), cutMask);
  const hits = listHits(touching, hitMask);
  return succeed({
    grossSquareMeters,
    pieces: measured.value,
    hits,
    overlaps,
    repaired: changed,
  });
}

/** The parts that reach into the plot; a neighbour that only shares a boundary with it does not. */
function findReaching(plot: Shape, candidates: readonly ExclusionPart[]): GeometryResult<ExclusionPart[]> {
  const reaching: ExclusionPart[] = [];
  for (const part of candidates) {
    const meets = part.prepared.intersects(plot);
    if (!meets.ok) return meets;
    if (!meets.value) continue;
    const touches = part.prepared.touches(plot);
    if (!touches.ok) return touches;
    if (!touches.value) reaching.push(part);
  }
  return succeed(reaching);
}

function cutByRule(
  tools: CutTools,
  pieces: readonly RawPiece[],
  rule: number,
  plot: Shape,
  parts: readonly ExclusionPart[],
): GeometryResult<RawPiece[]> {
  const { engine, frame } = tools;
  const bit = 1 << rule;
  for (const part of parts) {
    const covers = part.prepared.covers(plot);
    if (!covers.ok) return covers;
    if (covers.value) return succeed(pieces.map((piece) => ({ ...piece, mask: piece.mask | bit })));
  }
  const options = { snapGrid: frame.tolerances.snapGrid };
  const united = uniteParts(engine, parts, frame.tolerances.snapGrid);
  if (!united.ok) return united;
  const exclusion = united.value;
  const noise = NOISE_SQUARE_METERS / (frame.metersPerUnitX * frame.metersPerUnitY);
  const next: RawPiece[] = [];
  for (const piece of pieces) {
    const intersection = engine.intersection(piece.shape, exclusion, options);
    if (!intersection.ok) return intersection;
    const difference = engine.difference(piece.shape, exclusion, options);
    if (!difference.ok) return difference;
    const inside = intersection.value.shape;
    const outside = difference.value.shape;
    const [areaInside, areaOutside] = [engine.area(inside), engine.area(outside)];
    // a piece that is kept whole has nothing to be held against but its area
    if (areaInside <= noise || areaOutside <= noise) {
      const balance = checkBalance(tools, engine.area(piece.shape), areaInside, areaOutside);
      if (!balance.ok) return balance;
      next.push(areaInside <= noise ? piece : { mask: piece.mask | bit, shape: piece.shape });
      continue;
    }
    const parted = { a: piece.shape, b: exclusion, intersection: inside, difference: outside };
    const invariants = checkOverlayInvariants(engine, parted, frame.tolerances);
    if (!invariants.ok) return invariants;
    next.push({ mask: piece.mask, shape: outside }, { mask: piece.mask | bit, shape: inside });
  }
  return succeed(next);
}

function checkBalance(
  { frame }: CutTools,
  whole: number,
  inside: number,
  outside: number,
): GeometryResult<void> {
  const tolerance = Math.max(whole * PLANAR_BALANCE, frame.tolerances.overlapArea);
  return Math.abs(whole - inside - outside) <= tolerance
    ? succeed(undefined)
    : fail('INVARIANT', `area ${whole} is not ${inside} (common) + ${outside} (remaining)`);
}

/** Ellipsoidal m² of the plot inside the parts. */
function measureOverlap(
  { engine, frame, measure }: CutTools,
  plot: Shape,
  grossSquareMeters: number,
  parts: readonly ExclusionPart[],
): GeometryResult<number> {
  for (const part of parts) {
    const covers = part.prepared.covers(plot);
    if (!covers.ok) return covers;
    if (covers.value) return succeed(grossSquareMeters);
  }
  const { snapGrid } = frame.tolerances;
  const united = uniteParts(engine, parts, snapGrid);
  if (!united.ok) return united;
  const inside = engine.intersection(plot, united.value, { snapGrid });
  if (!inside.ok) return inside;
  return succeed(Math.min(measure(engine.toMultiPolygon(inside.value.shape)), grossSquareMeters));
}

function uniteParts(
  engine: GeometryEngine,
  parts: readonly ExclusionPart[],
  snapGrid: number,
): GeometryResult<Shape> {
  const [first] = parts;
  if (parts.length === 1 && first !== undefined) return succeed(first.prepared.shape);
  const shapes = parts.map((part) => part.prepared.shape);
  const union = engine.unionAll(shapes, { snapGrid });
  if (!union.ok) return union;
  const seams = collectSeams(parts.map((part) => part.seams));
  if (seams.size === 0) return succeed(union.value.shape);
  const clean = engine.fromMultiPolygon(removeSeams(engine.toMultiPolygon(union.value.shape), seams));
  // taking out a vertex moves the line by its rounding; should that ever matter, the seams stay
  if (!clean.ok) return succeed(union.value.shape);
  const validity = engine.validity(clean.value);
  return succeed(validity.ok && validity.value.valid ? clean.value : union.value.shape);
}

/** Ellipsoidal areas. What no rule hits is split into its polygons; parts that are mere rounding are left out. */
function measurePieces(
  tools: CutTools,
  pieces: readonly RawPiece[],
  plot: MultiPolygon,
  grossSquareMeters: number,
  repaired: boolean,
): GeometryResult<CutPiece[]> {
  const { engine, frame, measure } = tools;
  const describe = (mask: number, geometry: MultiPolygon, wkb: Uint8Array | null): CutPiece => {
    const areaSquareMeters = measure(geometry);
    const perimeter = computePerimeterMeters(geometry.flat(), frame);
    return {
      mask,
      areaSquareMeters,
      widthMeters: perimeter > 0 ? (2 * areaSquareMeters) / perimeter : 0,
      wkb,
    };
  };
  const [only] = pieces;
  if (pieces.length === 1 && only !== undefined) {
    return succeed([describe(only.mask, plot, repaired ? writeWkb(plot) : null)]);
  }
  const result: CutPiece[] = [];
  let sum = 0;
  let planarSum = 0;
  for (const { mask, shape } of pieces) {
    const polygons = engine.toMultiPolygon(shape);
    const groups = mask === 0 ? polygons.map((polygon) => [polygon]) : [polygons];
    for (const group of groups) {
      const piece = describe(mask, group, writeWkb(group));
      sum += piece.areaSquareMeters;
      planarSum += computePlanarArea(group);
      if (piece.areaSquareMeters > NOISE_SQUARE_METERS) result.push(piece);
    }
  }
  const planar = computePlanarArea(plot);
  const planarTolerance = Math.max(planar * PLANAR_BALANCE, frame.tolerances.overlapArea);
  if (!(Math.abs(planar - planarSum) <= planarTolerance)) {
    return fail('INVARIANT', `pieces of ${planarSum} in a plot of ${planar} squared units`);
  }
  if (
    !(Math.abs(grossSquareMeters - sum) <= grossSquareMeters * frame.ellipsoidalBalance + NOISE_SQUARE_METERS)
  ) {
    return fail('INVARIANT', `pieces of ${sum} m2 in a plot of ${grossSquareMeters} m2`);
  }
  return succeed(result);
}

/** The features behind the hits. */
function listHits(reaching: readonly ExclusionPart[], hitMask: number): SourceHit[] {
  const hits: SourceHit[] = [];
  const done = new Set<number>();
  for (const part of reaching) {
    const mask = part.ruleMask & hitMask;
    if (mask === 0 || done.has(part.source)) continue;
    done.add(part.source);
    for (let rule = 0; mask >>> rule !== 0; rule++) {
      if ((mask >>> rule) & 1) hits.push({ rule, source: part.source });
    }
  }
  return hits;
}

import type {
  GeometryEngine,
  Overlay,
  OverlayOptions,
  Shape,
  SpatialPredicate,
} from '../../../shared/domain/geometry/GeometryEngine.ts';
import type { GeometryResult } from '../../../shared/domain/geometry/geometryResult.ts';
import { parseWkb } from '../../../shared/domain/geometry/parseWkb.ts';
import { equalWithinTolerance } from '../../support/compareGeometries.ts';
import { UnsupportedWktType } from '../../support/parseWkt.ts';
import { readSuiteGeometry, type SuiteOperation } from './geosSuite.ts';

export type Outcome =
  | { readonly status: 'right' }
  | { readonly status: 'wrong'; readonly detail: string }
  | { readonly status: 'not computed'; readonly detail: string }
  | { readonly status: 'skipped'; readonly detail: string };

type Binary = 'intersection' | 'union' | 'difference' | 'symmetricDifference';

const RIGHT: Outcome = { status: 'right' };

const OVERLAY = /^(intersection|union|difference|symdifference)(ng|sr|sin)?$/;

const PREDICATES: Readonly<Record<string, SpatialPredicate>> = {
  intersects: 'intersects',
  disjoint: 'disjoint',
  contains: 'contains',
  covers: 'covers',
  coveredby: 'coveredBy',
  within: 'within',
  touches: 'touches',
  overlaps: 'overlaps',
  crosses: 'crosses',
  equalstopo: 'equals',
};

/** The suite's own limit for the balance of areas between overlay operations, relative to the larger input. */
const AREA_BALANCE = 1e-6;

/** Runs one operation through the engine and judges the answer. Call it inside a scope. */
export function runSuiteOperation(engine: GeometryEngine, operation: SuiteOperation): Outcome {
  const { name } = operation;
  const known =
    OVERLAY.test(name) ||
    Object.hasOwn(PREDICATES, name) ||
    ['isvalid', 'makevalid', 'overlayareatest', 'areatest', 'unionarea', 'distance'].includes(name);
  if (!known) return { status: 'skipped', detail: 'the engine does not offer it' };
  const first = readShape(engine, operation.first);
  const second = operation.second === undefined ? undefined : readShape(engine, operation.second);
  if (first === 'curve' || second === 'curve') return { status: 'skipped', detail: 'curved geometry' };
  if (!first.ok) {
    if (name === 'isvalid' && operation.expected === 'false') return RIGHT; // refused at the door
    return { status: 'not computed', detail: `first input: ${first.failure.message}` };
  }
  if (second !== undefined && !second.ok) {
    return { status: 'not computed', detail: `second input: ${second.failure.message}` };
  }
  const a = first.value;
  const b = second?.value;
  if (name === 'isvalid') {
    return judge(engine.validity(a), (validity) => expectText(String(validity.valid), operation.expected));
  }
  if (name === 'makevalid') return judgeRepair(engine, a, operation);
  if (name === 'unionarea') {
    return judge(engine.unionAll([a], { keep: 'all' }), ({ shape }) =>
      expectNumber(engine.area(shape), Number(operation.expected), 1e-6),
    );
  }
  if (b === undefined) {
    if (name !== 'union') return { status: 'skipped', detail: 'one input only' };
    return judgeOverlay(engine, engine.unionAll([a], overlayOptions(operation)), operation);
  }
  const predicate = PREDICATES[name];
  if (predicate !== undefined) {
    return judge(engine.test(predicate, a, b), (answer) => expectText(String(answer), operation.expected));
  }
  if (name === 'distance') {
    // JTS says 0 for an empty input; ours says infinite, so that "near" is never claimed of nothing.
    const expected =
      engine.isEmpty(a) || engine.isEmpty(b) ? Number.POSITIVE_INFINITY : Number(operation.expected);
    return judge(engine.distance(a, b), (distance) => expectNumber(distance, expected, 1e-9));
  }
  if (name === 'overlayareatest' || name === 'areatest') {
    return judgeAreaBalance(engine, a, b, name === 'areatest' ? Number(operation.expected) : undefined);
  }
  const [, base = ''] = OVERLAY.exec(name) ?? [];
  const method = base === 'symdifference' ? 'symmetricDifference' : (base as Binary);
  return judgeOverlay(engine, engine[method](a, b, overlayOptions(operation)), operation);
}

function readShape(engine: GeometryEngine, text: string): GeometryResult<Shape> | 'curve' {
  try {
    return engine.fromWkb(readSuiteGeometry(text));
  } catch (error) {
    if (error instanceof UnsupportedWktType) return 'curve';
    throw error;
  }
}

function gridOf(operation: SuiteOperation): number | undefined {
  const [, scale = '1'] = operation.parameters;
  return operation.name.endsWith('sr') ? 1 / Number(scale) : operation.grid;
}

function overlayOptions(operation: SuiteOperation): OverlayOptions {
  const fixedGrid = gridOf(operation);
  return fixedGrid === undefined ? { keep: 'all' } : { keep: 'all', fixedGrid };
}

function judge<T>(result: GeometryResult<T>, check: (value: T) => Outcome): Outcome {
  if (result.ok) return check(result.value);
  return { status: 'not computed', detail: `${result.failure.code}: ${result.failure.message}` };
}

function expectText(actual: string, expected: string): Outcome {
  return actual === expected.toLowerCase()
    ? RIGHT
    : { status: 'wrong', detail: `${actual}, not ${expected}` };
}

function expectNumber(actual: number, expected: number, relative: number): Outcome {
  if (actual === expected) return RIGHT;
  const close = Math.abs(actual - expected) <= relative * Math.max(1, Math.abs(expected));
  return close ? RIGHT : { status: 'wrong', detail: `${actual}, not ${expected}` };
}

function judgeOverlay(
  engine: GeometryEngine,
  result: GeometryResult<Overlay>,
  operation: SuiteOperation,
): Outcome {
  return judge(result, ({ shape }) => {
    const expected = readShape(engine, operation.expected);
    if (expected === 'curve') return { status: 'skipped', detail: 'curved result' };
    if (!expected.ok) return { status: 'skipped', detail: `expected: ${expected.failure.message}` };
    return matches(engine, shape, expected.value, gridOf(operation))
      ? RIGHT
      : { status: 'wrong', detail: describe(engine, shape) };
  });
}

/**
 * Equal vertex by vertex, or as point sets, or as lines on a grid of the tolerance, or as polygons apart by no
 * more than the tolerance along the whole boundary. Tolerances as in the suite's own runner: a billionth of the extent, or 1.41 grid cells.
 */
function matches(engine: GeometryEngine, actual: Shape, expected: Shape, grid: number | undefined): boolean {
  if (engine.isEmpty(actual) || engine.isEmpty(expected)) {
    return engine.isEmpty(actual) && engine.isEmpty(expected);
  }
  const bounds = engine.bounds(expected);
  const extent = bounds === undefined ? 0 : Math.max(bounds.maxX - bounds.minX, bounds.maxY - bounds.minY);
  const tolerance = grid === undefined ? extent * 1e-9 : grid * Math.SQRT2;
  const [first, second] = [parseWkb(engine.toWkb(actual)), parseWkb(engine.toWkb(expected))];
  if (!first.ok || !second.ok) return false;
  if (equalWithinTolerance(first.value, second.value, tolerance)) return true;
  const equal = engine.test('equals', actual, expected);
  if (equal.ok && equal.value) return true;
  if (first.value.kind !== second.value.kind) return false;
  if (first.value.kind === 'lines') {
    const onGrid = engine.symmetricDifference(actual, expected, { keep: 'all', fixedGrid: tolerance });
    return onGrid.ok && engine.isEmpty(onGrid.value.shape);
  }
  if (first.value.kind !== 'polygons') return false;
  const apart = engine.symmetricDifference(actual, expected);
  return apart.ok && engine.area(apart.value.shape) <= tolerance * 4 * extent;
}

/** The suite's answers hold the lines and points that rings collapse to; ours is right without them. */
function judgeRepair(engine: GeometryEngine, shape: Shape, operation: SuiteOperation): Outcome {
  return judge(engine.repair(shape), (repair) => {
    const validity = engine.validity(repair.shape);
    if (!validity.ok || !validity.value.valid) return { status: 'wrong', detail: 'still invalid' };
    const expected = readShape(engine, operation.expected);
    if (expected === 'curve' || !expected.ok) return { status: 'skipped', detail: 'expected cannot be read' };
    if (matches(engine, repair.shape, expected.value, undefined)) return RIGHT;
    const polygons = engine.fromMultiPolygon(engine.toMultiPolygon(expected.value));
    return judge(polygons, (wanted) =>
      repair.changed && matches(engine, repair.shape, wanted, undefined)
        ? RIGHT
        : { status: 'wrong', detail: describe(engine, repair.shape) },
    );
  });
}

function judgeAreaBalance(engine: GeometryEngine, a: Shape, b: Shape, absolute: number | undefined): Outcome {
  const area = (method: Binary, first: Shape, second: Shape): number | string => {
    const result = engine[method](first, second);
    return result.ok ? engine.area(result.value.shape) : result.failure.message;
  };
  const areas = [
    area('intersection', a, b),
    area('union', a, b),
    area('difference', a, b),
    area('difference', b, a),
    area('symmetricDifference', a, b),
  ];
  const refusal = areas.find((value) => typeof value === 'string');
  if (refusal !== undefined) return { status: 'not computed', detail: String(refusal) };
  const [common = 0, union = 0, onlyA = 0, onlyB = 0, either = 0] = areas as number[];
  const [areaA, areaB] = [engine.area(a), engine.area(b)];
  const gap = Math.max(
    Math.abs(areaA - common - onlyA),
    Math.abs(areaB - common - onlyB),
    Math.abs(either - onlyA - onlyB),
    Math.abs(union - common - either),
  );
  const limit = absolute ?? AREA_BALANCE * Math.max(areaA, areaB);
  return gap <= limit ? RIGHT : { status: 'wrong', detail: `areas differ by ${gap}, allowed ${limit}` };
}

function describe(engine: GeometryEngine, shape: Shape): string {
  const parsed = parseWkb(engine.toWkb(shape));
  if (!parsed.ok) return parsed.failure.message;
  const { kind, points, lines, polygons } = parsed.value;
  const count = polygons.flat().reduce((sum, ring) => sum + ring.length / 2, 0);
  return `${kind}: ${points.length / 2} points, ${lines.length} lines, ${polygons.length} polygons of ${count} vertices, area ${engine.area(shape)}`;
}

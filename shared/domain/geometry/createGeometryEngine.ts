import { checkValidity } from './checkValidity.ts';
import { climbOverlayLadder, type OverlayOperation } from './climbOverlayLadder.ts';
import type {
  GeometryEngine,
  Overlay,
  OverlayOptions,
  PreparedShape,
  Shape,
  SpatialPredicate,
} from './GeometryEngine.ts';
import { GeosRuntime } from './GeosRuntime.ts';
import { fail, type GeometryResult, succeed } from './geometryResult.ts';
import { type GeosModule, loadGeosModule, type Pointer } from './geosModule.ts';
import type { Bounds, MultiPolygon } from './multiPolygon.ts';
import { parseWkb } from './parseWkb.ts';
import { createCollection, takePolygonalPart } from './polygonalPart.ts';
import { repairGeometry } from './repairGeometry.ts';
import { ShapeRegistry } from './ShapeRegistry.ts';
import { splitByLine } from './splitByLine.ts';
import { wkbSize, writeWkbInto } from './writeWkb.ts';

const GEOMETRY_COLLECTION = 7;
const DEFAULT_QUADRANT_SEGMENTS = 8;

/** Starts an engine for this worker. Its promises are described at GeometryEngine. */
export async function createGeometryEngine(): Promise<GeometryEngine> {
  return assembleEngine(new GeosRuntime(await loadGeosModule()));
}

function assembleEngine(runtime: GeosRuntime): GeometryEngine {
  const { module, context } = runtime;
  const registry = new ShapeRegistry(runtime);
  const operations = overlayOperations(module, context);
  const predicates = predicateCalls(module);
  const pointerOf = (shape: Shape): Pointer => registry.pointerOf(shape);

  const adopt = (pointer: GeometryResult<Pointer>): GeometryResult<Shape> =>
    pointer.ok ? succeed(registry.add(pointer.value)) : pointer;

  const adoptPolygons = (pointer: GeometryResult<Pointer>): GeometryResult<Shape> =>
    pointer.ok ? adopt(takePolygonalPart(runtime, pointer.value)) : pointer;

  const overlay = (
    operation: OverlayOperation,
    inputs: readonly Pointer[],
    options: OverlayOptions | undefined,
  ): GeometryResult<Overlay> => {
    const result = climbOverlayLadder(runtime, operation, inputs, options ?? {});
    return result.ok
      ? succeed({ shape: registry.add(result.value.pointer), rung: result.value.rung })
      : result;
  };

  const prepare = (shape: Shape): PreparedShape => {
    const pointer = pointerOf(shape);
    const prepared = runtime.callForPointer(() => module._GEOSPrepare_r(context, pointer));
    if (!prepared.ok) throw new Error(`GEOS could not prepare a geometry: ${prepared.failure.message}`);
    const ask =
      (call: (context: Pointer, prepared: Pointer, other: Pointer) => number) =>
      (other: Shape): GeometryResult<boolean> => {
        pointerOf(shape); // throws where the prepared shape has been disposed of
        const otherPointer = pointerOf(other);
        return runtime.callForBoolean(() => call(context, prepared.value, otherPointer));
      };
    return {
      shape,
      dispose: registry.keep(shape, prepared.value),
      intersects: ask(module._GEOSPreparedIntersects_r),
      disjoint: ask(module._GEOSPreparedDisjoint_r),
      contains: ask(module._GEOSPreparedContains_r),
      covers: ask(module._GEOSPreparedCovers_r),
      touches: ask(module._GEOSPreparedTouches_r),
    };
  };

  const area = (shape: Shape): number => measured(areaOf(runtime, pointerOf(shape)));

  return {
    scope: (work) => registry.scope(work),
    keep: (shape) => ({ shape, dispose: registry.keep(shape) }),
    prepare,

    fromMultiPolygon(geometry) {
      const problem = findRingProblem(geometry);
      if (problem !== undefined) return fail('INVALID_INPUT', problem);
      return adopt(runtime.readWkb(wkbSize(geometry), (target) => writeWkbInto(target, geometry)));
    },
    fromWkb(bytes) {
      // Our own reader goes first: it refuses nesting and counts that would hurt the C++ one.
      const parsed = parseWkb(bytes);
      if (!parsed.ok) return parsed;
      return adopt(runtime.readWkb(bytes.length, (target) => target.set(bytes)));
    },
    toMultiPolygon: (shape) => readPolygons(runtime.writeWkb(pointerOf(shape))),
    toWkb: (shape) => runtime.writeWkb(pointerOf(shape)),

    area,
    distance(first, second) {
      const [a, b] = [pointerOf(first), pointerOf(second)];
      if (isEmpty(runtime, a) || isEmpty(runtime, b)) return succeed(Number.POSITIVE_INFINITY);
      return runtime.callForNumber(() => module._GEOSDistance_r(context, a, b, runtime.output));
    },
    isEmpty: (shape) => isEmpty(runtime, pointerOf(shape)),
    vertexCount: (shape) => module._GEOSGetNumCoordinates_r(context, pointerOf(shape)),
    bounds: (shape) => boundsOf(runtime, pointerOf(shape)),
    interiorPoint: (shape) => interiorPointOf(runtime, pointerOf(shape)),

    validity: (shape) => checkValidity(runtime, pointerOf(shape)),
    repair(shape) {
      const repaired = repairGeometry(runtime, pointerOf(shape));
      if (!repaired.ok) return repaired;
      const { pointer, method, areaBefore, areaAfter } = repaired.value;
      const changed = pointer !== undefined;
      return succeed({
        shape: changed ? registry.add(pointer) : shape,
        changed,
        method,
        areaBefore,
        areaAfter,
      });
    },

    intersection: (a, b, options) => overlay(operations.intersection, [pointerOf(a), pointerOf(b)], options),
    difference: (a, b, options) => overlay(operations.difference, [pointerOf(a), pointerOf(b)], options),
    union: (a, b, options) => overlay(operations.union, [pointerOf(a), pointerOf(b)], options),
    symmetricDifference: (a, b, options) =>
      overlay(operations.symmetricDifference, [pointerOf(a), pointerOf(b)], options),
    unionAll(shapes, options) {
      const members = shapes.map(pointerOf);
      const collection = createCollection(runtime, GEOMETRY_COLLECTION, members);
      if (!collection.ok) return collection;
      const result = overlay(operations.unaryUnion, [collection.value], options);
      // The members still belong to their own shapes, so they leave the collection before it is destroyed.
      const released = runtime.callForPointer(() =>
        module._GEOSGeom_releaseCollection_r(context, collection.value, runtime.output),
      );
      if (released.ok) {
        module._GEOSFree_r(context, released.value);
        runtime.destroyGeometry(collection.value);
      }
      return result;
    },
    buffer(shape, distance, segments = DEFAULT_QUADRANT_SEGMENTS) {
      const pointer = pointerOf(shape);
      return adoptPolygons(
        runtime.callForPointer(() => module._GEOSBuffer_r(context, pointer, distance, segments)),
      );
    },
    clipToBounds(shape, { minX, minY, maxX, maxY }) {
      const pointer = pointerOf(shape);
      return adoptPolygons(
        runtime.callForPointer(() => module._GEOSClipByRect_r(context, pointer, minX, minY, maxX, maxY)),
      );
    },

    splitByLine(shape, line) {
      const pieces = splitByLine(runtime, pointerOf(shape), pointerOf(line));
      return pieces.ok ? succeed(pieces.value.map((piece) => registry.add(piece))) : pieces;
    },

    test(predicate, first, second) {
      const [a, b] = [pointerOf(first), pointerOf(second)];
      return runtime.callForBoolean(() => predicates[predicate](context, a, b));
    },

    statistics: () => ({ liveShapes: registry.liveShapes, heapBytes: module.HEAPU8.byteLength }),
    dispose() {
      registry.releaseAll();
      runtime.finish();
    },
  };
}

function overlayOperations(module: GeosModule, context: Pointer) {
  type Binary = (context: Pointer, first: Pointer, second: Pointer) => Pointer;
  type BinaryOnGrid = (context: Pointer, first: Pointer, second: Pointer, grid: number) => Pointer;
  const binary = (floating: Binary, onGrid: BinaryOnGrid): OverlayOperation => ({
    floating: ([first = 0, second = 0]) => floating(context, first, second),
    onGrid: ([first = 0, second = 0], grid) => onGrid(context, first, second, grid),
  });
  const unaryUnion: OverlayOperation = {
    floating: ([input = 0]) => module._GEOSUnaryUnion_r(context, input),
    onGrid: ([input = 0], grid) => module._GEOSUnaryUnionPrec_r(context, input, grid),
  };
  return {
    intersection: binary(module._GEOSIntersection_r, module._GEOSIntersectionPrec_r),
    difference: binary(module._GEOSDifference_r, module._GEOSDifferencePrec_r),
    union: binary(module._GEOSUnion_r, module._GEOSUnionPrec_r),
    symmetricDifference: binary(module._GEOSSymDifference_r, module._GEOSSymDifferencePrec_r),
    unaryUnion,
  };
}

function predicateCalls(module: GeosModule) {
  return {
    intersects: module._GEOSIntersects_r,
    disjoint: module._GEOSDisjoint_r,
    contains: module._GEOSContains_r,
    covers: module._GEOSCovers_r,
    coveredBy: module._GEOSCoveredBy_r,
    within: module._GEOSWithin_r,
    touches: module._GEOSTouches_r,
    overlaps: module._GEOSOverlaps_r,
    crosses: module._GEOSCrosses_r,
    equals: module._GEOSEquals_r,
  } satisfies Record<SpatialPredicate, unknown>;
}

/** What would make GEOS refuse the rings, in words; undefined where nothing would. */
function findRingProblem(geometry: MultiPolygon): string | undefined {
  for (const polygon of geometry) {
    for (const ring of polygon) {
      const end = ring.length;
      if (end === 0) continue;
      if (end % 2 !== 0 || end < 6) return `a ring of ${end / 2} vertices`;
      if (ring[0] !== ring[end - 2] || ring[1] !== ring[end - 1]) {
        return `a ring that is not closed at ${ring[0]} ${ring[1]}`;
      }
      let probe = 0;
      for (let i = 0; i < end; i++) probe += (ring[i] as number) * 0;
      if (probe !== 0) return 'a coordinate is not a finite number';
    }
  }
  return undefined;
}

function readPolygons(bytes: Uint8Array): MultiPolygon {
  const parsed = parseWkb(bytes);
  if (!parsed.ok) throw new Error(`GEOS wrote WKB that cannot be read: ${parsed.failure.message}`);
  return parsed.value.polygons;
}

function areaOf(runtime: GeosRuntime, pointer: Pointer): GeometryResult<number> {
  return runtime.callForNumber(() => runtime.module._GEOSArea_r(runtime.context, pointer, runtime.output));
}

/** Measuring a geometry that exists cannot fail for a reason in the data. */
function measured(result: GeometryResult<number>): number {
  if (!result.ok) throw new Error(`GEOS could not measure a geometry: ${result.failure.message}`);
  return result.value;
}

function isEmpty(runtime: GeosRuntime, pointer: Pointer): boolean {
  return runtime.module._GEOSisEmpty_r(runtime.context, pointer) === 1;
}

function boundsOf(runtime: GeosRuntime, pointer: Pointer): Bounds | undefined {
  if (isEmpty(runtime, pointer)) return undefined;
  const { module, context, output } = runtime;
  module._GEOSGeom_getExtent_r(context, pointer, output, output + 8, output + 16, output + 24);
  const [minX, minY, maxX, maxY] = [0, 1, 2, 3].map((index) => runtime.readOutput(index));
  return { minX, minY, maxX, maxY } as Bounds;
}

function interiorPointOf(
  runtime: GeosRuntime,
  pointer: Pointer,
): GeometryResult<{ x: number; y: number } | undefined> {
  if (isEmpty(runtime, pointer)) return succeed(undefined);
  const { module, context, output } = runtime;
  const point = runtime.callForPointer(() => module._GEOSPointOnSurface_r(context, pointer));
  if (!point.ok) return point;
  module._GEOSGeomGetX_r(context, point.value, output);
  module._GEOSGeomGetY_r(context, point.value, output + 8);
  runtime.destroyGeometry(point.value);
  return succeed({ x: runtime.readOutput(0), y: runtime.readOutput(1) });
}

import type { GeometryResult } from './geometryResult.ts';
import type { Bounds, MultiPolygon } from './multiPolygon.ts';

declare const shapeBrand: unique symbol;

/**
 * A geometry inside the engine's WASM memory. It lives until the scope that made it ends, or, once kept
 * or prepared, until it is disposed of. Using it later is a bug and throws.
 */
export interface Shape {
  readonly [shapeBrand]: true;
}

/** A geometry that outlives its scope. The owner must call dispose, once or more. */
export interface KeptShape {
  readonly shape: Shape;
  dispose(): void;
}

/**
 * A long-lived geometry with GEOS's own index on it: use it where one geometry meets many others.
 * Predicates read "prepared PREDICATE other": `contains(other)` asks whether the prepared one contains other.
 */
export interface PreparedShape extends KeptShape {
  intersects(other: Shape): GeometryResult<boolean>;
  disjoint(other: Shape): GeometryResult<boolean>;
  contains(other: Shape): GeometryResult<boolean>;
  covers(other: Shape): GeometryResult<boolean>;
  /** They meet, but only in their boundaries. */
  touches(other: Shape): GeometryResult<boolean>;
}

/**
 * How an overlay was reached, from the first rung of the ladder to the last:
 * - direct: GEOS OverlayNGRobust on the inputs as they are (it has its own ladder of noders inside)
 * - repaired: the same after both inputs were made valid
 * - snapped: repaired inputs, with all vertices rounded to `snapGrid` (snap-rounding cannot fail)
 * - fixed-grid: the caller asked for a fixed precision with `fixedGrid`
 */
export type OverlayRung = 'direct' | 'repaired' | 'snapped' | 'fixed-grid';

export interface OverlayOptions {
  /** Grid of the last rung, in CRS units (0.0001 for metres). Without it the ladder ends at "repaired". */
  readonly snapGrid?: number;
  /** Compute on this grid at once (CRS units): one deterministic rung, no ladder. */
  readonly fixedGrid?: number;
  /** 'polygons' (the default) drops the lines and points to which parts of a result collapse. */
  readonly keep?: 'polygons' | 'all';
}

export interface Overlay {
  readonly shape: Shape;
  readonly rung: OverlayRung;
}

export type Validity =
  | { readonly valid: true }
  /** `reason` in GEOS's words ("Self-intersection"), with the place where it was found. */
  | { readonly valid: false; readonly reason: string; readonly x: number; readonly y: number };

/**
 * - none: the input was valid
 * - structure: holes stay holes, overlapping parts merge
 * - linework: the fallback where GEOS refuses the first: land is what an odd number of rings encloses
 */
export type RepairMethod = 'none' | 'structure' | 'linework';

export interface Repair {
  readonly shape: Shape;
  /** False where the input was valid; then `shape` is the input. */
  readonly changed: boolean;
  readonly method: RepairMethod;
  /** Planar areas in squared CRS units. Before: |outer ring| minus |holes|, whatever they cross. */
  readonly areaBefore: number;
  readonly areaAfter: number;
}

/** "first PREDICATE second", in the words of OGC simple features; `equals` is topological. */
export type SpatialPredicate =
  | 'intersects'
  | 'disjoint'
  | 'contains'
  | 'covers'
  | 'coveredBy'
  | 'within'
  | 'touches'
  | 'overlaps'
  | 'crosses'
  | 'equals';

/**
 * Tolerances in the frame of the coordinates. Make them with `metreTolerances` or `degreeTolerances`,
 * because the project frame may be degrees (EPSG:4490).
 */
export interface GeometryTolerances {
  /** For OverlayOptions.snapGrid, in CRS units. */
  readonly snapGrid: number;
  /** Largest area, in squared CRS units, by which a result may overlap or leave what it must not. */
  readonly overlapArea: number;
}

/**
 * GEOS behind one door: WKB in and out, typed results instead of exceptions, and scopes that free
 * everything. One engine belongs to one worker; it is synchronous and holds no state between calls
 * but the shapes that are alive.
 *
 *     engine.scope(() => {
 *       const plot = engine.fromMultiPolygon(geometry);
 *       if (!plot.ok) return plot;
 *       const net = engine.difference(plot.value, exclusion.shape, { snapGrid: tolerances.snapGrid });
 *       return net.ok ? succeed(engine.toMultiPolygon(net.value.shape)) : net;
 *     });
 */
export interface GeometryEngine {
  /** Runs `work` (synchronous) and then frees every shape made within it that was not kept or prepared. */
  scope<T>(work: () => T): T;
  /** Takes the shape out of its scope; it lives until dispose. */
  keep(shape: Shape): KeptShape;
  /** Takes the shape out of its scope and builds an index on it; it lives until dispose. */
  prepare(shape: Shape): PreparedShape;

  /**
   * INVALID_INPUT for unclosed rings, rings of fewer than 3 vertices, NaN or infinite coordinates. A closed ring
   * of 3 is taken (it is invalid, and repair drops it).
   */
  fromMultiPolygon(geometry: MultiPolygon): GeometryResult<Shape>;
  /** Any ISO or EWKB geometry but curves; Z and M are dropped. Points and lines are accepted for predicates. */
  fromWkb(bytes: Uint8Array): GeometryResult<Shape>;
  /** The polygonal part. */
  toMultiPolygon(shape: Shape): MultiPolygon;
  /** Little-endian two-dimensional WKB of the whole shape. */
  toWkb(shape: Shape): Uint8Array;

  /** Planar area in squared CRS units; not the legal area (that is shared/domain/area). */
  area(shape: Shape): number;
  /** Smallest planar distance in CRS units; 0 where they meet; infinite where one is empty. */
  distance(first: Shape, second: Shape): GeometryResult<number>;
  isEmpty(shape: Shape): boolean;
  vertexCount(shape: Shape): number;
  /** Undefined for an empty shape. */
  bounds(shape: Shape): Bounds | undefined;
  /** A point inside (polygon: in its widest part); undefined for an empty shape. */
  interiorPoint(shape: Shape): GeometryResult<{ readonly x: number; readonly y: number } | undefined>;

  validity(shape: Shape): GeometryResult<Validity>;
  /**
   * Makes a polygonal shape valid by GEOS's structure method, or its linework method where the first refuses,
   * and keeps the polygonal part. A valid shape comes back unchanged.
   */
  repair(shape: Shape): GeometryResult<Repair>;

  intersection(first: Shape, second: Shape, options?: OverlayOptions): GeometryResult<Overlay>;
  difference(first: Shape, second: Shape, options?: OverlayOptions): GeometryResult<Overlay>;
  union(first: Shape, second: Shape, options?: OverlayOptions): GeometryResult<Overlay>;
  symmetricDifference(first: Shape, second: Shape, options?: OverlayOptions): GeometryResult<Overlay>;
  /** The union of many at once; far faster than one after another. No shapes: an empty one. */
  unionAll(shapes: readonly Shape[], options?: OverlayOptions): GeometryResult<Overlay>;
  /** All points within `distance` (CRS units; negative shrinks); arcs get 8 segments a quarter circle. */
  buffer(shape: Shape, distance: number, quadrantSegments?: number): GeometryResult<Shape>;
  /** The polygonal part inside an axis-parallel rectangle, fast. */
  clipToBounds(shape: Shape, bounds: Bounds): GeometryResult<Shape>;

  /**
   * The pieces into which a line cuts a valid polygonal shape: one shape per polygon, uncut polygons included.
   * They share the very same crossing points. Ends of the line that lie inside cut nothing.
   */
  splitByLine(shape: Shape, line: Shape): GeometryResult<readonly Shape[]>;

  /** For one pair; where one geometry meets many, prepare it. */
  test(predicate: SpatialPredicate, first: Shape, second: Shape): GeometryResult<boolean>;

  /** Shapes alive now, and the size of the WASM heap in bytes (it never shrinks): for tests and the log. */
  statistics(): { readonly liveShapes: number; readonly heapBytes: number };
  /** Frees everything, prepared shapes included. */
  dispose(): void;
}

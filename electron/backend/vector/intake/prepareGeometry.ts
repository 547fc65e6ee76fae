import type { AreaMeter } from '../../../../shared/domain/area/areaMeter.ts';
import type { CoordinateSystem } from '../../../../shared/domain/crs/coordinateSystem.ts';
import { createTransform } from '../../../../shared/domain/crs/createTransform.ts';
import type { GeometryEngine } from '../../../../shared/domain/geometry/GeometryEngine.ts';
import type { MultiPolygon, Ring } from '../../../../shared/domain/geometry/multiPolygon.ts';
import type { SourceFeature } from '../source/VectorSource.ts';

export type PreparedGeometry =
  | {
      readonly kind: 'kept';
      readonly geometry: MultiPolygon;
      /** Unrounded ellipsoidal square metres. */
      readonly areaSquareMeters: number;
      readonly repair: { readonly why: string; readonly areaBefore: number } | undefined;
      readonly notes: readonly string[];
    }
  | { readonly kind: 'skipped'; readonly why: string };

export interface GeometryFrame {
  readonly engine: GeometryEngine;
  readonly source: CoordinateSystem;
  readonly target: CoordinateSystem;
  /** Measures in the target system. */
  readonly meter: AreaMeter;
}

/** GEOS's words for what is wrong with a polygon, as the codes of our reports. */
const REASON_CODES: readonly (readonly [RegExp, string])[] = [
  [/^Ring Self-intersection/i, 'RING_SELF_INTERSECTION'],
  [/^Self-intersection/i, 'SELF_INTERSECTION'],
  [/^Hole lies outside/i, 'HOLE_OUTSIDE_SHELL'],
  [/^Holes are nested/i, 'NESTED_HOLES'],
  [/^Nested shells/i, 'NESTED_SHELLS'],
  [/^Duplicate Rings/i, 'DUPLICATE_RINGS'],
  [/^Too few points/i, 'TOO_FEW_POINTS'],
  [/^Interior is disconnected/i, 'DISCONNECTED_INTERIOR'],
];

/**
 * Makes the area geometry of one feature ready to be stored: polygons only, rings closed, in the target system,
 * valid. Whatever was changed is said with its reason and the area before; whatever cannot be kept is said too.
 */
export function prepareGeometry(geometry: SourceFeature['geometry'], frame: GeometryFrame): PreparedGeometry {
  if (geometry === null) return { kind: 'skipped', why: 'GEOMETRY_MISSING' };
  if (!geometry.ok) return { kind: 'skipped', why: 'GEOMETRY_MALFORMED' };
  const { kind, polygons, droppedZ, droppedM } = geometry.value;
  if (kind === 'empty') return { kind: 'skipped', why: 'GEOMETRY_EMPTY' };
  if (polygons.length === 0) return { kind: 'skipped', why: 'GEOMETRY_NOT_POLYGON' };
  const notes = [
    ...(droppedZ ? ['HEIGHTS_DROPPED'] : []),
    ...(droppedM ? ['MEASURES_DROPPED'] : []),
    ...(kind === 'mixed' ? ['MIXED_GEOMETRY'] : []),
  ];
  const closed = closeRings(polygons);
  if (closed.polygons.length === 0) return { kind: 'skipped', why: 'TOO_FEW_POINTS' };
  const moved = transformInside(closed.polygons, frame.source, frame.target);
  if (moved === undefined) return { kind: 'skipped', why: 'GEOMETRY_OUTSIDE_CRS' };
  const areaBefore = frame.meter.computeSquareMeters(moved);
  const checked = makeValid(frame.engine, moved);
  if (checked === undefined) return { kind: 'skipped', why: 'GEOMETRY_UNREPAIRABLE' };
  const why = checked.why ?? closed.why;
  const areaSquareMeters = why === undefined ? areaBefore : frame.meter.computeSquareMeters(checked.geometry);
  if (!Number.isFinite(areaSquareMeters)) return { kind: 'skipped', why: 'GEOMETRY_OUTSIDE_CRS' };
  return {
    kind: 'kept',
    geometry: checked.geometry,
    areaSquareMeters,
    repair: why === undefined ? undefined : { why, areaBefore },
    notes,
  };
}

/** Undefined where nothing polygonal is left or GEOS refuses. */
function makeValid(
  engine: GeometryEngine,
  geometry: MultiPolygon,
): { geometry: MultiPolygon; why: string | undefined } | undefined {
  return engine.scope(() => {
    const shape = engine.fromMultiPolygon(geometry);
    if (!shape.ok) return undefined;
    const validity = engine.validity(shape.value);
    if (!validity.ok) return undefined;
    if (validity.value.valid) return { geometry, why: undefined };
    const { reason } = validity.value;
    const repaired = engine.repair(shape.value);
    if (!repaired.ok) return undefined;
    const polygons = engine.toMultiPolygon(repaired.value.shape);
    if (polygons.length === 0) return undefined;
    return {
      geometry: polygons,
      why: REASON_CODES.find(([pattern]) => pattern.test(reason))?.[1] ?? 'INVALID_GEOMETRY',
    };
  });
}

/** Closes open rings and leaves out those that enclose nothing. */
function closeRings(polygons: MultiPolygon): { polygons: MultiPolygon; why: string | undefined } {
  let why: string | undefined;
  const kept: Ring[][] = [];
  for (const polygon of polygons) {
    const rings: Ring[] = [];
    for (const [index, ring] of polygon.entries()) {
      const closed = closeRing(ring);
      if (closed !== ring) why ??= 'RING_NOT_CLOSED';
      if (closed.length >= 8) rings.push(closed);
      else {
        why = 'TOO_FEW_POINTS';
        if (index === 0) break;
      }
    }
    if (rings.length > 0) kept.push(rings);
  }
  return { polygons: why === undefined ? polygons : kept, why };
}

function closeRing(ring: Ring): Ring {
  const { length } = ring;
  if (length < 2 || (ring[0] === ring[length - 2] && ring[1] === ring[length - 1])) return ring;
  const closed = new Float64Array(length + 2);
  closed.set(ring);
  closed[length] = ring[0] as number;
  closed[length + 1] = ring[1] as number;
  return closed;
}

/** Farther than this from its central meridian a Gauss–Krüger coordinate is not a coordinate of that zone. */
const FARTHEST_FROM_MERIDIAN_METERS = 1_500_000;
const FARTHEST_NORTHING_METERS = 10_100_000;

/** The polygons in the target system; undefined where a vertex is outside the source system or cannot be converted. */
function transformInside(
  polygons: MultiPolygon,
  source: CoordinateSystem,
  target: CoordinateSystem,
): MultiPolygon | undefined {
  for (const polygon of polygons) for (const ring of polygon) if (!isInside(ring, source)) return undefined;
  if (source.code === target.code) return polygons;
  const transform = createTransform(source, target);
  let probe = 0;
  const moved = polygons.map((polygon) =>
    polygon.map((ring) => {
      const out = new Float64Array(ring.length);
      for (let i = 0; i + 1 < ring.length; i += 2) {
        transform(ring[i] as number, ring[i + 1] as number, out, i);
        probe += (out[i] as number) * 0 + (out[i + 1] as number) * 0;
      }
      return out;
    }),
  );
  return probe === 0 ? moved : undefined;
}

function isInside(ring: Ring, system: CoordinateSystem): boolean {
  for (let i = 0; i + 1 < ring.length; i += 2) {
    const x = ring[i] as number;
    const y = ring[i + 1] as number;
    // written so that NaN is outside
    const inside =
      system.kind === 'geographic'
        ? Math.abs(x) <= 180 && Math.abs(y) <= 90
        : Math.abs(x - system.falseEastingMeters) <= FARTHEST_FROM_MERIDIAN_METERS &&
          Math.abs(y) <= FARTHEST_NORTHING_METERS;
    if (!inside) return false;
  }
  return true;
}

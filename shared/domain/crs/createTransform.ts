import proj4 from 'proj4';
import type { CoordinateSystem, ProjectedCoordinateSystem } from './coordinateSystem.ts';

/** Converts one position and writes x to `out[offset]`, y to `out[offset + 1]`. */
export type Transform = (x: number, y: number, out: Float64Array, offset: number) => void;

/**
 * Whether positions may be converted between two systems: within one datum, and between CGCS2000 and WGS84,
 * which we treat as coincident (they differ by centimetres, plot boundaries by decimetres). A change to or
 * from Xi'an 80 or Beijing 54 needs local parameters, so it is for the caller to refuse by name.
 */
export function canTransform(from: CoordinateSystem, to: CoordinateSystem): boolean {
  return from.datum === to.datum || (from.convertible && to.convertible);
}

/**
 * The conversion of positions from one system to another; degrees for geographic systems, metres for
 * projected ones, east first. Rigorous both ways (proj4's extended transverse Mercator, below 1 µm in a
 * zone), so a round trip returns to where it started. Systems that differ in false easting only are shifted
 * without leaving the plane. Precondition: canTransform(from, to).
 */
export function createTransform(from: CoordinateSystem, to: CoordinateSystem): Transform {
  if (!canTransform(from, to)) {
    throw new RangeError(`no conversion between ${from.code} and ${to.code}: different datums`);
  }
  if (from.kind === 'geographic') return to.kind === 'geographic' ? keep : createForward(to);
  if (to.kind === 'geographic') return createInverse(from);
  if (sharesProjection(from, to)) return createShift(from, to);
  const inverse = createInverse(from);
  const forward = createForward(to);
  return (x, y, out, offset) => {
    inverse(x, y, out, offset);
    forward(out[offset] as number, out[offset + 1] as number, out, offset);
  };
}

const DEGREE = Math.PI / 180;

function keep(x: number, y: number, out: Float64Array, offset: number): void {
  out[offset] = x;
  out[offset + 1] = y;
}

function createForward(system: ProjectedCoordinateSystem): Transform {
  const projection = proj4.Proj(system.proj4Definition);
  return (x, y, out, offset) => {
    const position = projection.forward({ x: x * DEGREE, y: y * DEGREE });
    out[offset] = position.x;
    out[offset + 1] = position.y;
  };
}

function createInverse(system: ProjectedCoordinateSystem): Transform {
  const projection = proj4.Proj(system.proj4Definition);
  return (x, y, out, offset) => {
    const position = projection.inverse({ x, y });
    out[offset] = position.x / DEGREE;
    out[offset + 1] = position.y / DEGREE;
  };
}

function sharesProjection(a: ProjectedCoordinateSystem, b: ProjectedCoordinateSystem): boolean {
  return (
    a.datum === b.datum &&
    a.centralMeridianDegrees === b.centralMeridianDegrees &&
    a.scaleFactor === b.scaleFactor
  );
}

function createShift(from: ProjectedCoordinateSystem, to: ProjectedCoordinateSystem): Transform {
  const east = to.falseEastingMeters - from.falseEastingMeters;
  const north = to.falseNorthingMeters - from.falseNorthingMeters;
  return (x, y, out, offset) => {
    out[offset] = x + east;
    out[offset + 1] = y + north;
  };
}

import type { MultiPolygon } from '../../../shared/domain/geometry/multiPolygon.ts';

/** An outline as a format writes it: coordinates of so many decimals, eastings shifted before they are rounded. */
export function roundOutline(geometry: MultiPolygon, decimals: number, eastingShift = 0): MultiPolygon {
  return geometry.map((polygon) =>
    polygon.map((ring) =>
      ring.map((value, place) => Number((place % 2 === 0 ? value + eastingShift : value).toFixed(decimals))),
    ),
  );
}

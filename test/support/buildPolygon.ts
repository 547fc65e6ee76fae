import type { MultiPolygon, Ring } from '../../shared/domain/geometry/multiPolygon.ts';

/** A closed ring from its corners, first corner not repeated: `ring([0, 0], [1, 0], [1, 1])`. */
export function ring(...corners: readonly (readonly [number, number])[]): Ring {
  return Float64Array.from([...corners, corners[0] as readonly [number, number]].flat());
}

/** One axis-parallel square as a geometry; x and y of its lower left corner. */
export function square(x: number, y: number, size: number): MultiPolygon {
  return [[squareRing(x, y, size)]];
}

/** The ring of such a square, for use as a hole. */
export function squareRing(x: number, y: number, size: number): Ring {
  return ring([x, y], [x + size, y], [x + size, y + size], [x, y + size]);
}

/** A star-shaped polygon around a centre: simple for any positive radii. */
export function star(centreX: number, centreY: number, radii: readonly number[]): MultiPolygon {
  return [
    [
      ring(
        ...radii.map((radius, index) => {
          const angle = (index / radii.length) * 2 * Math.PI;
          return [centreX + radius * Math.cos(angle), centreY + radius * Math.sin(angle)] as const;
        }),
      ),
    ],
  ];
}

import type { MultiPolygon } from '../../../shared/domain/geometry/multiPolygon.ts';

/** A grid of square pixels: its north-west corner and the size of a pixel, in the polygon's units. */
export interface PixelGrid {
  readonly width: number;
  readonly height: number;
  readonly minX: number;
  readonly maxY: number;
  readonly unitsPerPixel: number;
}

/** 1 for each pixel whose centre lies inside (even-odd over all rings, so holes stay out), row by row from the north. */
export function maskPolygon(polygon: MultiPolygon, grid: PixelGrid): Uint8Array {
  const { width, height, minX, maxY, unitsPerPixel } = grid;
  const mask = new Uint8Array(width * height);
  const rings = polygon.flat();
  for (let row = 0; row < height; row++) {
    const y = maxY - (row + 0.5) * unitsPerPixel;
    const crossings: number[] = [];
    for (const ring of rings) {
      for (let i = 0; i + 3 < ring.length; i += 2) {
        const [x1, y1, x2, y2] = [ring[i], ring[i + 1], ring[i + 2], ring[i + 3]] as [
          number,
          number,
          number,
          number,
        ];
        if (y1 <= y === y2 <= y) continue;
        crossings.push((x1 + ((y - y1) / (y2 - y1)) * (x2 - x1) - minX) / unitsPerPixel - 0.5);
      }
    }
    crossings.sort((a, b) => a - b);
    for (let pair = 0; pair + 1 < crossings.length; pair += 2) {
      const first = Math.max(0, Math.ceil(crossings[pair] as number));
      const last = Math.min(width - 1, Math.floor(crossings[pair + 1] as number));
      if (first <= last) mask.fill(1, row * width + first, row * width + last + 1);
    }
  }
  return mask;
}

/** The mask without its outermost ring of pixels: what lies on the line belongs half to the neighbour. */
export function erodeMask(mask: Uint8Array, width: number): Uint8Array {
  return mask.map((inside, at) =>
    inside &&
    mask[at - 1] &&
    mask[at + 1] &&
    mask[at - width] &&
    mask[at + width] &&
    at % width > 0 &&
    at % width < width - 1
      ? 1
      : 0,
  );
}

import type { Paper } from './readGround.ts';

/** A part of a raster in its own pixels, with fractions: the first edge of the first pixel is 0. */
export interface GroundSpan {
  readonly from: number;
  readonly to: number;
}

/** Red, green, blue, row by row from the north. */
export interface GroundRaster {
  readonly pixels: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/**
 * A part of a raster in another size, each pixel the weighted mean of what lies under it and beside it (a triangle as
 * wide as two pixels of the coarser of both). The part may begin and end between two pixels or beyond the raster, where
 * there is paper, and its two sides need not be scaled alike: nothing is moved to whole pixels, as image libraries do.
 */
export function scaleGround(
  { pixels, width, height }: GroundRaster,
  across: GroundSpan,
  down: GroundSpan,
  size: { readonly width: number; readonly height: number },
  paper: Paper,
): Uint8Array {
  const columns = weighPixels(across, size.width, width);
  const rows = weighPixels(down, size.height, height);
  // across first, so that the second pass runs along lines of the result
  const line = size.width * 3;
  const narrow = new Float32Array(height * line);
  for (let y = 0; y < height; y++) scaleLine(pixels, y * width * 3, columns, paper, narrow, y * line);
  const scaled = new Uint8Array(size.height * line);
  const sums = new Float32Array(line);
  for (let y = 0; y < size.height; y++) {
    const [red, green, blue] = paper.map((band) => band * (rows.beyond[y] as number)) as [
      number,
      number,
      number,
    ];
    for (let at = 0; at < line; at += 3) {
      sums[at] = red;
      sums[at + 1] = green;
      sums[at + 2] = blue;
    }
    for (let i = 0; i < rows.reach; i++) {
      const weight = rows.weights[y * rows.reach + i] as number;
      if (weight === 0) continue;
      const from = ((rows.first[y] as number) + i) * line;
      for (let at = 0; at < line; at++)
        sums[at] = (sums[at] as number) + weight * (narrow[from + at] as number);
    }
    for (let at = 0; at < line; at++) scaled[y * line + at] = Math.round(sums[at] as number);
  }
  return scaled;
}

/** One line of pixels from `from` on, scaled into `to`. Terse: it runs for half a million pixels a chip. */
function scaleLine(
  pixels: Uint8Array,
  from: number,
  { first, weights, beyond, reach }: PixelWeights,
  paper: Paper,
  narrow: Float32Array,
  to: number,
): void {
  for (let x = 0; x < first.length; x++) {
    const outside = beyond[x] as number;
    let red = outside * paper[0];
    let green = outside * paper[1];
    let blue = outside * paper[2];
    for (let i = 0, at = from + (first[x] as number) * 3; i < reach; i++, at += 3) {
      const weight = weights[x * reach + i] as number;
      if (weight === 0) continue;
      red += weight * (pixels[at] as number);
      green += weight * (pixels[at + 1] as number);
      blue += weight * (pixels[at + 2] as number);
    }
    narrow[to + x * 3] = red;
    narrow[to + x * 3 + 1] = green;
    narrow[to + x * 3 + 2] = blue;
  }
}

/**
 * What each pixel of the result is made of: `reach` pixels from its `first` one on, whose weights lie one after the
 * other, and the share of it that lies beyond the raster. Weights and share add up to 1.
 */
interface PixelWeights {
  readonly reach: number;
  readonly first: Int32Array;
  readonly weights: Float64Array;
  readonly beyond: Float64Array;
}

function weighPixels({ from, to }: GroundSpan, count: number, length: number): PixelWeights {
  const step = (to - from) / count;
  const half = Math.max(1, step);
  const reach = Math.ceil(2 * half) + 1;
  const first = new Int32Array(count);
  const weights = new Float64Array(count * reach);
  const beyond = new Float64Array(count);
  for (let index = 0; index < count; index++) {
    const centre = from + (index + 0.5) * step;
    const begin = Math.floor(centre - half);
    const weigh = (pixel: number) => Math.max(0, 1 - Math.abs(pixel + 0.5 - centre) / half);
    let sum = 0;
    for (let i = 0; i < reach; i++) sum += weigh(begin + i);
    first[index] = begin;
    for (let i = 0; i < reach; i++) {
      const weight = weigh(begin + i) / sum;
      const isInside = begin + i >= 0 && begin + i < length;
      if (isInside) weights[index * reach + i] = weight;
      else beyond[index] = (beyond[index] as number) + weight;
    }
  }
  return { reach, first, weights, beyond };
}

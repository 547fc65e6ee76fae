import type { ImagerySummary } from '../../../shared/contract/records/imageryRecords.ts';
import type { TilePixelReader } from './readTilePixels.ts';

/** A square of the ground: its centre and the size of a pixel, in units of the image's system. */
export interface GroundSquare {
  readonly centreX: number;
  readonly centreY: number;
  readonly side: number;
  readonly unitsPerPixel: number;
}

export interface GreySquare {
  /** 0 to 255, row by row from the north. */
  readonly values: Float64Array;
  /** 1 where the image has pixels. */
  readonly known: Uint8Array;
}

/** Each pixel is the mean of this many samples in both directions, where the image is finer than the square. */
const samples = 2;

/** Grey values of an image on a grid of its own, between its pixels by bilinear interpolation. */
export async function readGreySquare(
  image: ImagerySummary,
  reader: TilePixelReader,
  square: GroundSquare,
): Promise<GreySquare> {
  const { side, unitsPerPixel } = square;
  const fitting = image.resolutions.findIndex((resolution) => resolution <= unitsPerPixel * 1.01);
  const zoom = fitting < 0 ? image.resolutions.length - 1 : fitting;
  const resolution = image.resolutions[zoom] as number;
  const times = resolution < unitsPerPixel * 0.75 ? samples : 1;
  const [originX, originY] = image.tileOrigin;
  const left = (square.centreX - (side / 2) * unitsPerPixel - originX) / resolution;
  const top = (originY - square.centreY - (side / 2) * unitsPerPixel) / resolution;
  const step = unitsPerPixel / resolution / times;
  const window = await readWindow(image, reader, zoom, {
    left: Math.floor(left) - 1,
    top: Math.floor(top) - 1,
    size: Math.ceil(side * times * step) + 3,
  });
  const values = new Float64Array(side * side);
  const known = new Uint8Array(side * side).fill(1);
  for (let row = 0; row < side * times; row++) {
    for (let column = 0; column < side * times; column++) {
      const value = window.at(left + (column + 0.5) * step - 0.5, top + (row + 0.5) * step - 0.5);
      const target = Math.floor(row / times) * side + Math.floor(column / times);
      if (value === null) known[target] = 0;
      else values[target] = (values[target] as number) + value / times ** 2;
    }
  }
  return { values, known };
}

interface PixelWindow {
  readonly left: number;
  readonly top: number;
  readonly size: number;
}

/** Grey values of whole pixels of one level; `at` reads between them, null beside the image. */
async function readWindow(
  { tileSize }: ImagerySummary,
  reader: TilePixelReader,
  zoom: number,
  { left, top, size }: PixelWindow,
): Promise<{ at(x: number, y: number): number | null }> {
  const grey = new Float64Array(size * size).fill(Number.NaN);
  for (let row = Math.max(0, Math.floor(top / tileSize)); row * tileSize < top + size; row++) {
    for (let column = Math.max(0, Math.floor(left / tileSize)); column * tileSize < left + size; column++) {
      const pixels = await reader.read(zoom, column, row);
      if (pixels === null) continue;
      for (let y = Math.max(top, row * tileSize); y < Math.min(top + size, (row + 1) * tileSize); y++) {
        for (
          let x = Math.max(left, column * tileSize);
          x < Math.min(left + size, (column + 1) * tileSize);
          x++
        ) {
          const at = ((y - row * tileSize) * tileSize + x - column * tileSize) * 4;
          if (pixels[at + 3] !== 255) continue;
          const sum = (pixels[at] as number) + (pixels[at + 1] as number) + (pixels[at + 2] as number);
          grey[(y - top) * size + x - left] = sum / 3;
        }
      }
    }
  }
  return {
    at(x, y) {
      const [column, row] = [Math.floor(x), Math.floor(y)];
      const at = (row - top) * size + column - left;
      const [right, down] = [x - column, y - row];
      const value =
        ((grey[at] as number) * (1 - right) + (grey[at + 1] as number) * right) * (1 - down) +
        ((grey[at + size] as number) * (1 - right) + (grey[at + size + 1] as number) * right) * down;
      return Number.isNaN(value) ? null : value;
    },
  };
}

import type { ImagerySummary } from '../../../shared/contract/records/imageryRecords.ts';
import { computeBounds, type MultiPolygon } from '../../../shared/domain/geometry/multiPolygon.ts';
import { erodeMask, maskPolygon, type PixelGrid } from './maskPolygon.ts';
import type { TilePixelReader } from './readTilePixels.ts';

/**
 * What is measured of a plot on one image: brightness, greenness, warmth, spread of brightness and of greenness,
 * roughness at 1, 2 and 4 pixels, shares of dark and bright pixels; from the spreads on as ln(1 + value).
 */
export type EpochSignature = readonly number[];

/** Finer than this a pixel says more about the sensor than about the ground. */
const wantedMetersPerPixel = 1;
/** Larger plots are read on a coarser level: the statistics are the same. */
const mostPixels = 400_000;
const fewestPixels = 12;

/**
 * Simple statistics of the pixels inside a plot on one image: colour, spread, roughness at three distances.
 * Undefined where the image does not cover the plot or the plot is smaller than a dozen pixels.
 */
export async function measurePlotSignature(
  plot: MultiPolygon,
  image: ImagerySummary,
  tiles: TilePixelReader,
): Promise<EpochSignature | undefined> {
  const grid = placeGrid(plot, image);
  if (grid === undefined) return undefined;
  const pixels = await readWindow(grid, image, tiles);
  const whole = maskPolygon(plot, grid);
  const inner = erodeMask(whole, grid.width);
  const mask = count(inner) >= fewestPixels ? inner : whole;
  for (let at = 0; at < mask.length; at++) if (pixels[4 * at + 3] !== 255) mask[at] = 0;
  return count(mask) < fewestPixels ? undefined : measure(pixels, mask, grid.width);
}

interface LevelGrid extends PixelGrid {
  readonly zoom: number;
  readonly left: number;
  readonly top: number;
}

function placeGrid(plot: MultiPolygon, image: ImagerySummary): LevelGrid | undefined {
  const bounds = computeBounds(plot);
  if (bounds === undefined) return undefined;
  const { resolutions, tileOrigin } = image;
  const unitsPerMeter = (resolutions.at(-1) as number) / image.resolutionMeters;
  const fine = resolutions.findIndex(
    (resolution) => resolution <= wantedMetersPerPixel * unitsPerMeter * 1.001,
  );
  for (let zoom = fine < 0 ? resolutions.length - 1 : fine; zoom >= 0; zoom--) {
    const unitsPerPixel = resolutions[zoom] as number;
    const left = Math.floor((bounds.minX - tileOrigin[0]) / unitsPerPixel) - 1;
    const top = Math.floor((tileOrigin[1] - bounds.maxY) / unitsPerPixel) - 1;
    const width = Math.ceil((bounds.maxX - tileOrigin[0]) / unitsPerPixel) + 1 - left;
    const height = Math.ceil((tileOrigin[1] - bounds.minY) / unitsPerPixel) + 1 - top;
    if (width * height > mostPixels && zoom > 0) continue;
    const minX = tileOrigin[0] + left * unitsPerPixel;
    return { zoom, left, top, width, height, minX, maxY: tileOrigin[1] - top * unitsPerPixel, unitsPerPixel };
  }
  return undefined;
}

async function readWindow(
  grid: LevelGrid,
  image: ImagerySummary,
  tiles: TilePixelReader,
): Promise<Uint8Array> {
  const { tileSize } = image;
  const { zoom, left, top, width, height } = grid;
  const window = new Uint8Array(width * height * 4);
  for (let row = Math.max(0, Math.floor(top / tileSize)); row * tileSize < top + height; row++) {
    for (let column = Math.max(0, Math.floor(left / tileSize)); column * tileSize < left + width; column++) {
      const tile = await tiles.read(zoom, column, row);
      if (tile === null) continue;
      const from = Math.max(left, column * tileSize);
      const end = Math.min(left + width, (column + 1) * tileSize);
      const last = Math.min(top + height, (row + 1) * tileSize);
      for (let y = Math.max(top, row * tileSize); y < last; y++) {
        const source = ((y - row * tileSize) * tileSize + from - column * tileSize) * 4;
        window.set(tile.subarray(source, source + (end - from) * 4), ((y - top) * width + from - left) * 4);
      }
    }
  }
  return window;
}

function count(mask: Uint8Array): number {
  return mask.reduce((sum, inside) => sum + inside, 0);
}

function measure(pixels: Uint8Array, mask: Uint8Array, width: number): EpochSignature {
  const light = new Float64Array(mask.length);
  const brightness = new Running();
  const greenness = new Running();
  const warmth = new Running();
  for (let at = 0; at < mask.length; at++) {
    const red = pixels[4 * at] as number;
    const green = pixels[4 * at + 1] as number;
    const blue = pixels[4 * at + 2] as number;
    const sum = red + green + blue + 1;
    light[at] = 0.299 * red + 0.587 * green + 0.114 * blue;
    if (mask[at] === 0) continue;
    brightness.add(light[at] as number);
    greenness.add((255 * (2 * green - red - blue)) / sum);
    warmth.add((255 * (red - blue)) / sum);
  }
  let dark = 0;
  let bright = 0;
  for (let at = 0; at < mask.length; at++) {
    if (mask[at] === 0) continue;
    if ((light[at] as number) < brightness.mean() - 20) dark++;
    if ((light[at] as number) > brightness.mean() + 20) bright++;
  }
  const roughness = [1, 2, 4].map((distance) => measureRoughness(light, mask, width, distance));
  return [
    brightness.mean(),
    greenness.mean(),
    warmth.mean(),
    ...[
      brightness.spread(),
      greenness.spread(),
      ...roughness,
      (100 * dark) / brightness.n,
      (100 * bright) / brightness.n,
    ].map((value) => Math.log1p(value)),
  ];
}

/** Mean difference of light between pixels this far apart, east and south. */
function measureRoughness(light: Float64Array, mask: Uint8Array, width: number, distance: number): number {
  const difference = new Running();
  for (let at = 0; at < mask.length; at++) {
    if (mask[at] === 0) continue;
    const here = light[at] as number;
    const east = at + distance;
    const south = at + distance * width;
    if (mask[east] === 1) difference.add(Math.abs(here - (light[east] as number)));
    if (mask[south] === 1) difference.add(Math.abs(here - (light[south] as number)));
  }
  return difference.n === 0 ? 0 : difference.mean();
}

class Running {
  n = 0;
  private sum = 0;
  private squares = 0;

  add(value: number): void {
    this.n++;
    this.sum += value;
    this.squares += value * value;
  }

  mean(): number {
    return this.sum / this.n;
  }

  spread(): number {
    return Math.sqrt(Math.max(0, this.squares / this.n - this.mean() ** 2));
  }
}

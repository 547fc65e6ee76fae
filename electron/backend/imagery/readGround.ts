import type { ImagerySummary } from '../../../shared/contract/records/imageryRecords.ts';
import type { PackReader } from './createPackReader.ts';
import type { ChipWindow } from './frameChip.ts';
import { createTilePixelReader, type TilePixelReader } from './readTilePixels.ts';

/** Red, green, blue of what lies under an image. */
export type Paper = readonly [number, number, number];

/** Where an image shows nothing, a printed picture of it is this light grey. */
const printedPaper: Paper = [223, 227, 232];

/** Pictures of one screen or page lie on the same tiles: decoded ones are kept as long as the packs are open. */
const decodedTiles = new WeakMap<PackReader, Map<string, TilePixelReader>>();

/** Red, green, blue of a window of one level, row by row from the north; paper where there is no tile. */
export async function readGround(
  packs: PackReader,
  image: ImagerySummary,
  zoom: number,
  window: ChipWindow,
  paper: Paper = printedPaper,
): Promise<Buffer> {
  const { tileSize } = image;
  const tiles = tilesOf(packs, image.id);
  const ground = Buffer.alloc(window.width * window.height * 3, Buffer.from(paper));
  const right = window.left + window.width;
  const bottom = window.top + window.height;
  const places: [column: number, row: number][] = [];
  for (let row = Math.max(0, Math.floor(window.top / tileSize)); row * tileSize < bottom; row++) {
    for (let column = Math.max(0, Math.floor(window.left / tileSize)); column * tileSize < right; column++) {
      places.push([column, row]);
    }
  }
  await Promise.all(
    places.map(async ([column, row]) => {
      const tile = await tiles.read(zoom, column, row);
      if (tile === null) return;
      const left = Math.max(window.left, column * tileSize);
      const end = Math.min(right, (column + 1) * tileSize);
      const last = Math.min(bottom, (row + 1) * tileSize);
      for (let y = Math.max(window.top, row * tileSize); y < last; y++) {
        const source = ((y - row * tileSize) * tileSize + left - column * tileSize) * 4;
        const target = ((y - window.top) * window.width + left - window.left) * 3;
        layOnPaper(tile, source, ground, target, end - left, paper);
      }
    }),
  );
  return ground;
}

/** Copies a run of pixels, blended with the paper as far as they are transparent. */
function layOnPaper(
  tile: Uint8Array,
  from: number,
  ground: Buffer,
  to: number,
  count: number,
  paper: Paper,
): void {
  for (let pixel = 0; pixel < count; pixel++) {
    const source = from + pixel * 4;
    const opacity = (tile[source + 3] as number) / 255;
    for (let band = 0; band < 3; band++) {
      const ink = tile[source + band] as number;
      ground[to + pixel * 3 + band] = opacity === 1 ? ink : blend(ink, paper[band] as number, opacity);
    }
  }
}

function blend(ink: number, under: number, opacity: number): number {
  return Math.round(ink * opacity + under * (1 - opacity));
}

function tilesOf(packs: PackReader, imageId: string): TilePixelReader {
  const readers = decodedTiles.get(packs) ?? new Map<string, TilePixelReader>();
  decodedTiles.set(packs, readers);
  const reader = readers.get(imageId) ?? createTilePixelReader(packs, imageId);
  readers.set(imageId, reader);
  return reader;
}

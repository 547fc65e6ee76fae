import sharp from 'sharp';
import { identifyCrsFromWkt } from '../../../shared/domain/crs/identifyCrsFromWkt.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import { ForeignDatabaseError } from '../storage/geopackage/ForeignDatabase.ts';
import { type ForeignTileLevel, ForeignTiles } from '../storage/geopackage/ForeignTiles.ts';
import type { PixelReader } from './PixelReader.ts';
import type { RasterHeader } from './readRasterHeader.ts';

/** The picture within a tile set: its own extent, cut from the grid of tiles that have something. */
interface TilePicture {
  readonly tileSize: number;
  /** Pixels of the first tile left of the picture and above it. */
  readonly skippedX: number;
  readonly skippedY: number;
  readonly width: number;
  readonly height: number;
  readonly originX: number;
  readonly originY: number;
  readonly pixelWidth: number;
  readonly pixelHeight: number;
}

const channels = 4;
const decodedTogether = 8;
const largestTileSide = 4096;
const largestSide = 2 ** 31;
const mercatorRadius = 6_378_137;
const radiansPerDegree = Math.PI / 180;

/** Size, place and system of the finest level of an MBTiles or GeoPackage tile set. Throws RASTER_UNSUPPORTED. */
export async function readTileSetHeader(file: string): Promise<RasterHeader> {
  const tiles = openTiles(file);
  try {
    const { level } = tiles;
    const { width, height, originX, originY, pixelWidth, pixelHeight } = await measurePicture(file, tiles);
    const { code, wkt } = level.crs;
    return {
      ...{ width, height, bands: channels, bitsPerSample: 8, noData: null, sensor: '' },
      crs: code ?? (wkt === null ? null : (identifyCrsFromWkt(wkt)?.code ?? null)),
      affine: { a: pixelWidth, b: 0, c: originX, d: 0, e: -pixelHeight, f: originY },
      georeference: { originX, originY, pixelWidth, pixelHeight },
    };
  } finally {
    tiles.close();
  }
}

/** Opens the finest level of a tile set for windows: red, green, blue and alpha. Throws RASTER_UNSUPPORTED. */
export async function openTileReader(file: string): Promise<PixelReader> {
  const tiles = openTiles(file);
  try {
    const { tileSize, skippedX, skippedY, width, height } = await measurePicture(file, tiles);
    const { firstColumn, firstRow } = tiles.level;
    return {
      layout: { width, height, bits: 8, sampleFormat: 1, isPlanar: false, byteCounts: [] },
      ...{ bands: channels, bits: 8, alphaBand: channels },
      async *read(window, bands) {
        const left = Math.floor((window.x + skippedX) / tileSize);
        const right = Math.ceil((window.x + window.width + skippedX) / tileSize);
        const top = Math.floor((window.y + skippedY) / tileSize);
        const bottom = Math.ceil((window.y + window.height + skippedY) / tileSize);
        const places = Array.from({ length: (right - left) * (bottom - top) }, (_, i) => ({
          column: left + (i % (right - left)),
          row: top + Math.floor(i / (right - left)),
        }));
        for (let first = 0; first < places.length; first += decodedTogether) {
          const decoded = await Promise.all(
            places.slice(first, first + decodedTogether).map(async ({ column, row }) => ({
              x: column * tileSize - skippedX,
              y: row * tileSize - skippedY,
              values: await decodeTile(
                file,
                readTile(file, tiles, firstColumn + column, firstRow + row),
                tileSize,
              ),
            })),
          );
          for (const { x, y, values } of decoded) {
            yield {
              ...{ x, y, width: tileSize, height: tileSize, isSparse: values === null },
              bands: bands.map((band) => ({
                values: values ?? new Uint8Array(0),
                start: band - 1,
                step: channels,
              })),
            };
          }
        }
      },
      close: async () => tiles.close(),
    };
  } catch (error) {
    tiles.close();
    throw error;
  }
}

function openTiles(file: string): ForeignTiles {
  try {
    return new ForeignTiles(file);
  } catch (error) {
    throw refuse(file, error);
  }
}

function readTile(file: string, tiles: ForeignTiles, column: number, row: number): Uint8Array | undefined {
  try {
    return tiles.readTile(column, row);
  } catch (error) {
    throw refuse(file, error);
  }
}

/** RGBA of a tile; null where there is none. */
async function decodeTile(
  file: string,
  bytes: Uint8Array | undefined,
  tileSize: number,
): Promise<Uint8Array | null> {
  if (bytes === undefined) return null;
  try {
    const image = sharp(bytes, { failOn: 'error', limitInputPixels: largestTileSide ** 2 });
    const raw = image.toColourspace('srgb').ensureAlpha().raw();
    const { data, info } = await raw.toBuffer({ resolveWithObject: true });
    if (info.width === tileSize && info.height === tileSize && info.channels === channels) return data;
  } catch (error) {
    throw refuse(file, error);
  }
  throw new AppError('RASTER_UNSUPPORTED', { file, detail: '各瓦片的大小不同' });
}

async function measurePicture(file: string, tiles: ForeignTiles): Promise<TilePicture> {
  const { level } = tiles;
  const tileSize = await measureTile(file, tiles);
  const pixelWidth = level.tileWidth / tileSize;
  const pixelHeight = level.tileHeight / tileSize;
  const gridX = level.originX + level.firstColumn * level.tileWidth;
  const gridY = level.originY - level.firstRow * level.tileHeight;
  const gridWidth = (level.lastColumn - level.firstColumn + 1) * tileSize;
  const gridHeight = (level.lastRow - level.firstRow + 1) * tileSize;
  if (!(pixelWidth > 0 && pixelHeight > 0 && gridWidth < largestSide && gridHeight < largestSide)) {
    throw new AppError('RASTER_UNSUPPORTED', { file, detail: '瓦片的分辨率或范围不合理' });
  }
  const bounds = boundsInGrid(level);
  const clamp = (value: number, most: number) => Math.min(Math.max(0, Math.round(value)), most);
  const left = bounds === null ? 0 : clamp((bounds.minX - gridX) / pixelWidth, gridWidth);
  const top = bounds === null ? 0 : clamp((gridY - bounds.maxY) / pixelHeight, gridHeight);
  const right = bounds === null ? gridWidth : clamp((bounds.maxX - gridX) / pixelWidth, gridWidth);
  const bottom = bounds === null ? gridHeight : clamp((gridY - bounds.minY) / pixelHeight, gridHeight);
  // an extent that misses the tiles is wrong: the tiles are there
  const isCut = right > left && bottom > top;
  const [skippedX, skippedY] = isCut ? [left, top] : [0, 0];
  return {
    ...{ tileSize, skippedX, skippedY, pixelWidth, pixelHeight },
    width: isCut ? right - left : gridWidth,
    height: isCut ? bottom - top : gridHeight,
    originX: gridX + skippedX * pixelWidth,
    originY: gridY - skippedY * pixelHeight,
  };
}

function boundsInGrid({ kind, bounds }: ForeignTileLevel): ForeignTileLevel['bounds'] {
  if (bounds === null || kind === 'geopackage') return bounds;
  const north = (latitude: number) => mercatorRadius * Math.asinh(Math.tan(latitude * radiansPerDegree));
  return {
    minX: mercatorRadius * bounds.minX * radiansPerDegree,
    maxX: mercatorRadius * bounds.maxX * radiansPerDegree,
    minY: north(bounds.minY),
    maxY: north(bounds.maxY),
  };
}

/** Side of a tile in pixels, from one of them; each is held to it when it is decoded. */
async function measureTile(file: string, tiles: ForeignTiles): Promise<number> {
  try {
    const { width, height } = await sharp(tiles.level.sample).metadata();
    if (width === height && width <= largestTileSide) return width;
  } catch (error) {
    throw refuse(file, error);
  }
  throw new AppError('RASTER_UNSUPPORTED', { file, detail: '瓦片不是正方形' });
}

function refuse(file: string, error: unknown): AppError {
  if (error instanceof ForeignDatabaseError) {
    return new AppError(
      'RASTER_UNSUPPORTED',
      { file, detail: `瓦片库不能读取：${error.message}` },
      { cause: error },
    );
  }
  const [detail] = (error instanceof Error ? error.message : String(error)).split('\n');
  return new AppError('RASTER_UNSUPPORTED', { file, detail: `瓦片无法解码（${detail}）` }, { cause: error });
}

import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { fromFile, type GeoTIFF, type GeoTIFFImage } from 'geotiff';
import { AppError } from '../../../shared/errors/AppError.ts';
import { readSensor } from './readSensor.ts';

/** Where the picture lies: the outer corner of its top-left pixel and the size of a pixel, in CRS units. */
export interface Georeference {
  readonly originX: number;
  readonly originY: number;
  readonly pixelWidth: number;
  readonly pixelHeight: number;
}

/** Corner of a pixel to the ground: x = a·column + b·row + c, y = d·column + e·row + f. */
export interface Affine {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly e: number;
  readonly f: number;
}

export interface RasterHeader {
  readonly width: number;
  readonly height: number;
  readonly bands: number;
  readonly bitsPerSample: number;
  /** EPSG code of the GeoTIFF keys; null where there are none or they are user-defined. */
  readonly crs: string | null;
  /** Any placement the file or its world file states, also a rotated one; null where there is none. */
  readonly affine: Affine | null;
  /** The placement where rows run east and columns south; null where there is none or it is rotated. */
  readonly georeference: Georeference | null;
  readonly noData: number | null;
  /** Satellite and sensor; empty where nothing names them. */
  readonly sensor: string;
}

const largestSide = 2 ** 31;
const largestBlockCount = 5_000_000;
const largestBlockBytes = 256 * 1024 * 1024;
const userDefined = 32_767;
const rasterPixelIsPoint = 2;

/**
 * Reads a TIFF's own header and nothing of its pixels, and refuses sizes that only an attack or a fault declares.
 * The georeference comes from GeoTIFF keys, else from a world file beside it.
 * Throws FILE_NOT_FOUND, RASTER_UNSUPPORTED (not a TIFF, abusive header, spoilt world file).
 */
export async function readRasterHeader(file: string): Promise<RasterHeader> {
  return readTiff(file, (image) => describeTiff(file, image));
}

async function describeTiff(file: string, image: GeoTIFFImage): Promise<RasterHeader> {
  const width = image.getWidth();
  const height = image.getHeight();
  const bands = image.getSamplesPerPixel();
  const bitsPerSample = image.getBitsPerSample();
  assertSaneSize(file, image, width, height);
  const keys = image.getGeoKeys();
  const code = Number(keys?.ProjectedCSTypeGeoKey ?? keys?.GeographicTypeGeoKey ?? userDefined);
  const affine = (await readTiffPlacement(image)) ?? (await readWorldFile(file));
  return {
    width,
    height,
    bands,
    bitsPerSample,
    crs: code > 0 && code < userDefined ? `EPSG:${code}` : null,
    affine,
    georeference: toNorthUp(affine),
    noData: image.getGDALNoData(),
    sensor: await readSensor(file, image),
  };
}

/**
 * Reads from the tags of one picture of a TIFF, the first without a choice; the file is closed again afterwards.
 * Throws FILE_NOT_FOUND, RASTER_UNSUPPORTED, and what `use` throws.
 */
export async function readTiff<Result>(
  file: string,
  use: (image: GeoTIFFImage) => Promise<Result>,
  picture = 0,
): Promise<Result> {
  const tiff = await openTiff(file);
  try {
    return await use(await openPicture(file, tiff, picture));
  } finally {
    await tiff.close();
  }
}

async function openTiff(file: string): Promise<GeoTIFF> {
  try {
    return await fromFile(file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw new AppError('FILE_NOT_FOUND', { file }, { cause: error });
    }
    throw notATiff(file, error);
  }
}

async function openPicture(file: string, tiff: GeoTIFF, picture: number): Promise<GeoTIFFImage> {
  try {
    return await tiff.getImage(picture);
  } catch (error) {
    throw notATiff(file, error);
  }
}

/** Every failure of the parser means that the bytes are no TIFF it understands. */
function notATiff(file: string, cause: unknown): AppError {
  return new AppError(
    'RASTER_UNSUPPORTED',
    { file, detail: '不是有效的 TIFF 文件，或文件已截断' },
    { cause },
  );
}

/** Throws RASTER_UNSUPPORTED for sizes that only an attack or a fault declares. */
export function assertSaneSize(file: string, image: GeoTIFFImage, width: number, height: number): void {
  const blockWidth = image.getTileWidth();
  const blockHeight = image.getTileHeight();
  const blocks = Math.ceil(width / blockWidth) * Math.ceil(height / blockHeight);
  const isPlainStrip = !image.isTiled && Number(image.getFileDirectory().getValue('Compression') ?? 1) === 1;
  // plain strips are read row by row, so one as long as the picture does no harm
  const blockBytes = blockWidth * (isPlainStrip ? 1 : blockHeight) * image.getBytesPerPixel();
  const sane =
    width > 0 &&
    height > 0 &&
    width < largestSide &&
    height < largestSide &&
    blocks < largestBlockCount &&
    blockBytes < largestBlockBytes;
  if (!sane) {
    throw new AppError('RASTER_UNSUPPORTED', {
      file,
      detail: `文件头声明的尺寸不合理（${width}×${height}）`,
    });
  }
}

async function readTiffPlacement(image: GeoTIFFImage): Promise<Affine | null> {
  const directory = image.getFileDirectory();
  const matrix = await directory.loadValue('ModelTransformation');
  if (matrix) {
    const [a = 0, b = 0, , c = 0, d = 0, e = 0, , f = 0] = Array.from(matrix, Number);
    return placeByCorner({ a, b, c, d, e, f }, image);
  }
  const scale = await directory.loadValue('ModelPixelScale');
  const tie = await directory.loadValue('ModelTiepoint');
  if (!scale || !tie) return null;
  const a = Number(scale[0]);
  const e = -Number(scale[1]);
  if (a === 0 || e === 0) return null;
  const c = Number(tie[3]) - Number(tie[0]) * a;
  const f = Number(tie[4]) - Number(tie[1]) * e;
  return placeByCorner({ a, b: 0, c, d: 0, e, f }, image);
}

/** Keys that place pixel centres are moved half a pixel to the corner. */
function placeByCorner(affine: Affine, image: GeoTIFFImage): Affine {
  const isPoint = Number(image.getGeoKeys()?.GTRasterTypeGeoKey) === rasterPixelIsPoint;
  return isPoint ? moveToCorner(affine) : affine;
}

function moveToCorner(affine: Affine): Affine {
  const { a, b, c, d, e, f } = affine;
  return { ...affine, c: c - (a + b) / 2, f: f - (d + e) / 2 };
}

function toNorthUp(affine: Affine | null): Georeference | null {
  if (affine === null || affine.b !== 0 || affine.d !== 0) return null;
  return { originX: affine.c, originY: affine.f, pixelWidth: affine.a, pixelHeight: -affine.e };
}

/** World file beside the picture (.tfw, .tifw, .wld): six lines, the last two place the centre of the first pixel. */
export async function readWorldFile(file: string): Promise<Affine | null> {
  const extension = extname(file);
  const stem = file.slice(0, file.length - extension.length);
  const short = `.${extension.slice(1, 2)}${extension.slice(-1)}w`;
  for (const candidate of [stem + short, stem + short.toUpperCase(), `${file}w`, `${stem}.wld`]) {
    const text = await readTextOrNull(candidate);
    if (text === null) continue;
    const numbers = text.trim().split(/\s+/).map(Number);
    const [a = Number.NaN, d = 0, b = 0, e = Number.NaN, c = Number.NaN, f = Number.NaN] = numbers;
    if (numbers.some(Number.isNaN) || [a, e, c, f].some(Number.isNaN) || a * e === b * d) {
      throw new AppError('RASTER_UNSUPPORTED', { file: candidate, detail: '坐标文件内容不正确' });
    }
    return moveToCorner({ a, b, c, d, e, f });
  }
  return null;
}

async function readTextOrNull(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'latin1');
  } catch {
    // no such world file: the next name is tried
    return null;
  }
}

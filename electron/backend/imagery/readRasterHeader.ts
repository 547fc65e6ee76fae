import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { fromFile, type GeoTIFFImage } from 'geotiff';
import { AppError } from '../../../shared/errors/AppError.ts';

/** Where the picture lies: the outer corner of its top-left pixel and the size of a pixel, in CRS units. */
export interface Georeference {
  readonly originX: number;
  readonly originY: number;
  readonly pixelWidth: number;
  readonly pixelHeight: number;
}

export interface RasterHeader {
  readonly width: number;
  readonly height: number;
  readonly bands: number;
  readonly bitsPerSample: number;
  /** EPSG code of the GeoTIFF keys; null where there are none or they are user-defined. */
  readonly crs: string | null;
  readonly georeference: Georeference | null;
  readonly noData: number | null;
}

const largestSide = 2 ** 31;
const largestBlockCount = 5_000_000;
const largestBlockBytes = 256 * 1024 * 1024;
const userDefined = 32_767;
const rasterPixelIsPoint = 2;

/**
 * Reads a TIFF's own header and nothing of its pixels, and refuses sizes that only an attack or a fault declares.
 * The georeference comes from GeoTIFF keys, else from a world file beside it.
 * Throws FILE_NOT_FOUND, RASTER_UNSUPPORTED (not a TIFF, rotated, abusive header).
 */
export async function readRasterHeader(file: string): Promise<RasterHeader> {
  const image = await openTiff(file);
  const width = image.getWidth();
  const height = image.getHeight();
  const bands = image.getSamplesPerPixel();
  const bitsPerSample = image.getBitsPerSample();
  assertSaneSize(file, image, width, height);
  const keys = image.getGeoKeys();
  const code = Number(keys?.ProjectedCSTypeGeoKey ?? keys?.GeographicTypeGeoKey ?? userDefined);
  return {
    width,
    height,
    bands,
    bitsPerSample,
    crs: code > 0 && code < userDefined ? `EPSG:${code}` : null,
    georeference: (await readTiffPlacement(file, image)) ?? (await readWorldFile(file)),
    noData: image.getGDALNoData(),
  };
}

async function openTiff(file: string): Promise<GeoTIFFImage> {
  try {
    return await (await fromFile(file)).getImage(0);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw new AppError('FILE_NOT_FOUND', { file }, { cause: error });
    }
    // every other failure of the parser means that the bytes are no TIFF it understands
    throw new AppError(
      'RASTER_UNSUPPORTED',
      { file, detail: '不是有效的 TIFF 文件，或文件已截断' },
      { cause: error },
    );
  }
}

function assertSaneSize(file: string, image: GeoTIFFImage, width: number, height: number): void {
  const blockWidth = image.getTileWidth();
  const blockHeight = image.getTileHeight();
  const blocks = Math.ceil(width / blockWidth) * Math.ceil(height / blockHeight);
  const blockBytes = blockWidth * blockHeight * image.getBytesPerPixel();
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

async function readTiffPlacement(file: string, image: GeoTIFFImage): Promise<Georeference | null> {
  const directory = image.getFileDirectory();
  const matrix = await directory.loadValue('ModelTransformation');
  if (matrix) {
    if (Number(matrix[1]) !== 0 || Number(matrix[4]) !== 0) throw rotated(file);
    return placeByCorner(Number(matrix[3]), Number(matrix[7]), Number(matrix[0]), -Number(matrix[5]), image);
  }
  const scale = await directory.loadValue('ModelPixelScale');
  const tie = await directory.loadValue('ModelTiepoint');
  if (!scale || !tie) return null;
  const pixelWidth = Number(scale[0]);
  const pixelHeight = Number(scale[1]);
  return placeByCorner(
    Number(tie[3]) - Number(tie[0]) * pixelWidth,
    Number(tie[4]) + Number(tie[1]) * pixelHeight,
    pixelWidth,
    pixelHeight,
    image,
  );
}

/** Keys that place pixel centres are moved half a pixel to the corner. */
function placeByCorner(
  x: number,
  y: number,
  pixelWidth: number,
  pixelHeight: number,
  image: GeoTIFFImage,
): Georeference {
  const isPoint = Number(image.getGeoKeys()?.GTRasterTypeGeoKey) === rasterPixelIsPoint;
  const shift = isPoint ? 0.5 : 0;
  return { originX: x - shift * pixelWidth, originY: y + shift * pixelHeight, pixelWidth, pixelHeight };
}

/** World file beside the picture (.tfw, .tifw, .wld): six lines, the last two place the centre of the first pixel. */
async function readWorldFile(file: string): Promise<Georeference | null> {
  const extension = extname(file);
  const stem = file.slice(0, file.length - extension.length);
  const short = `.${extension.slice(1, 2)}${extension.slice(-1)}w`;
  for (const candidate of [stem + short, stem + short.toUpperCase(), `${file}w`, `${stem}.wld`]) {
    const text = await readTextOrNull(candidate);
    if (text === null) continue;
    const numbers = text.trim().split(/\s+/).map(Number);
    const [a, d, b, e, c, f] = numbers;
    if (
      a === undefined ||
      e === undefined ||
      c === undefined ||
      f === undefined ||
      numbers.some(Number.isNaN)
    ) {
      throw new AppError('RASTER_UNSUPPORTED', { file: candidate, detail: '坐标文件内容不正确' });
    }
    if (d !== 0 || b !== 0) throw rotated(file);
    return { originX: c - a / 2, originY: f - e / 2, pixelWidth: a, pixelHeight: -e };
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

function rotated(file: string): AppError {
  return new AppError('RASTER_UNSUPPORTED', { file, detail: '影像带旋转，请先重采样为正北方向' });
}

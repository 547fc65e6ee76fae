import { open, readFile, rm } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import sharp from 'sharp';
import { identifyCrsFromWkt } from '../../../shared/domain/crs/identifyCrsFromWkt.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import { readTileSetHeader } from './openTileReader.ts';
import { type RasterHeader, readRasterHeader, readWorldFile } from './readRasterHeader.ts';

export interface PreparedSource {
  readonly kind: 'tiff' | 'tiles';
  /** What to read pixels from: the file itself, or a temporary TIFF of a PNG or JPEG. */
  readonly path: string;
  readonly header: RasterHeader;
  readonly remove: () => Promise<void>;
}

const advice = '请在 QGIS 或 ArcGIS 中另存为 GeoTIFF 后导入';

/**
 * Makes sure that a picture can be read in windows: a TIFF or a tile set (MBTiles, GeoPackage) is taken in place, a PNG or JPEG is written once to
 * `scratch`. Anything else is refused with what to do. Throws FILE_NOT_FOUND, RASTER_UNSUPPORTED.
 */
export async function prepareSource(file: string, scratch: string): Promise<PreparedSource> {
  switch (await recogniseFormat(file)) {
    case 'tiff': {
      const header = await readRasterHeader(file);
      return {
        ...{ kind: 'tiff', path: file },
        header: { ...header, crs: header.crs ?? (await readCrsBeside(file)) },
        remove: async () => {},
      };
    }
    case 'picture': {
      await writePlainTiff(file, scratch);
      const header = await readRasterHeader(scratch);
      const affine = await readWorldFile(file);
      return {
        ...{ kind: 'tiff', path: scratch },
        header: { ...header, affine, georeference: null, crs: await readCrsBeside(file), noData: null },
        remove: () => rm(scratch, { force: true }),
      };
    }
    case 'jp2':
      throw new AppError('RASTER_UNSUPPORTED', { file, detail: `暂不支持 JPEG 2000，${advice}` });
    case 'img':
      throw new AppError('RASTER_UNSUPPORTED', { file, detail: `暂不支持 ERDAS IMG，${advice}` });
    case 'sqlite':
      return {
        ...{ kind: 'tiles', path: file },
        header: await readTileSetHeader(file),
        remove: async () => {},
      };
    default:
      throw new AppError('RASTER_UNSUPPORTED', { file, detail: `不是可识别的影像格式，${advice}` });
  }
}

export type RasterFormat = 'tiff' | 'picture' | 'jp2' | 'img' | 'sqlite' | 'unknown';

const signatures: readonly (readonly [RasterFormat, string])[] = [
  ['tiff', '49492a00'],
  ['tiff', '4d4d002a'],
  ['tiff', '49492b00'],
  ['tiff', '4d4d002b'],
  ['picture', '89504e470d0a1a0a'],
  ['picture', 'ffd8ff'],
  ['jp2', '0000000c6a502020'],
  ['jp2', 'ff4fff51'],
  ['img', Buffer.from('EHFA_HEADER_TAG').toString('hex')],
  ['sqlite', Buffer.from('SQLite format 3\0').toString('hex')],
];

/** What a file is by its first bytes; its name says nothing. Throws FILE_NOT_FOUND, FILE_UNREADABLE. */
export async function recogniseFormat(file: string): Promise<RasterFormat> {
  const start = Buffer.alloc(16);
  try {
    const handle = await open(file, 'r');
    try {
      await handle.read(start, 0, start.length, 0);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      throw new AppError('FILE_NOT_FOUND', { file }, { cause: error });
    throw new AppError(
      'FILE_UNREADABLE',
      { file, detail: (error as NodeJS.ErrnoException).code ?? '' },
      { cause: error },
    );
  }
  const hex = start.toString('hex');
  return signatures.find(([, signature]) => hex.startsWith(signature))?.[0] ?? 'unknown';
}

async function writePlainTiff(file: string, target: string): Promise<void> {
  try {
    await sharp(file, { limitInputPixels: false, sequentialRead: true })
      .toColourspace('srgb')
      .tiff({ compression: 'none', tile: true, tileWidth: 512, tileHeight: 512, bigtiff: true })
      .toFile(target);
  } catch (error) {
    const [detail = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    throw new AppError('RASTER_UNSUPPORTED', { file, detail }, { cause: error });
  }
}

/** The CRS of a .prj file beside a picture; null where there is none we know. */
async function readCrsBeside(file: string): Promise<string | null> {
  const stem = file.slice(0, file.length - extname(file).length);
  for (const candidate of [`${stem}.prj`, `${stem}.PRJ`, `${stem}${extname(basename(file))}.prj`]) {
    try {
      const system = identifyCrsFromWkt(await readFile(candidate, 'utf8'));
      return system?.code ?? null;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') return null;
    }
  }
  return null;
}

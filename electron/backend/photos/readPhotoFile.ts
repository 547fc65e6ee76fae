import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import sharp, { type Metadata } from 'sharp';
import { type CoordinateSystem, findCoordinateSystem } from '../../../shared/domain/crs/coordinateSystem.ts';
import { createTransform } from '../../../shared/domain/crs/createTransform.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import type { NewPhoto } from '../storage/project/photos.ts';
import { parseExif } from './parseExif.ts';

/** Larger than any phone's picture: a file above this is no photo of a plot. */
const mostBytes = 64 * 1024 * 1024;

export interface PhotoFile {
  readonly bytes: Buffer;
  readonly photo: NewPhoto;
}

/** Reads a JPEG with what its camera wrote of place and bearing. Throws FILE_UNREADABLE, FILE_NOT_FOUND. */
export async function readPhotoFile(file: string, crs: CoordinateSystem): Promise<PhotoFile> {
  const bytes = await readBytes(file);
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) {
    throw new AppError('FILE_UNREADABLE', { file, detail: '不是 JPEG 照片' });
  }
  let metadata: Metadata;
  try {
    metadata = await sharp(bytes).metadata();
  } catch (error) {
    throw new AppError('FILE_UNREADABLE', { file, detail: '照片已损坏' }, { cause: error });
  }
  const facts = parseExif(metadata.exif ?? new Uint8Array());
  return {
    bytes,
    photo: {
      sha256: createHash('sha256').update(bytes).digest('hex'),
      name: basename(file),
      ...facts,
      ...placeOnMap(facts, crs),
      width: metadata.width,
      height: metadata.height,
    },
  };
}

async function readBytes(file: string): Promise<Buffer> {
  try {
    const { size } = await stat(file);
    if (size > mostBytes) throw new AppError('FILE_UNREADABLE', { file, detail: '文件超过 64 MB' });
    return await readFile(file);
  } catch (error) {
    if (error instanceof AppError) throw error;
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new AppError('FILE_NOT_FOUND', { file }, { cause: error });
    throw new AppError('FILE_UNREADABLE', { file, detail: code }, { cause: error });
  }
}

/** Step to the north by which grid north is found: short enough to be straight. */
const northStepDegrees = 0.001;

/** Position in the project's system, and the bearing turned by the meridian convergence there. */
function placeOnMap(
  { longitude, latitude, bearing }: Pick<NewPhoto, 'longitude' | 'latitude' | 'bearing'>,
  crs: CoordinateSystem,
): Pick<NewPhoto, 'x' | 'y' | 'mapBearing'> {
  const wgs84 = findCoordinateSystem('EPSG:4326');
  if (longitude === null || latitude === null || wgs84 === undefined)
    return { x: null, y: null, mapBearing: null };
  const transform = createTransform(wgs84, crs);
  const out = new Float64Array(4);
  transform(longitude, latitude, out, 0);
  transform(longitude, latitude + northStepDegrees, out, 2);
  const [x = 0, y = 0, northX = 0, northY = 0] = out;
  if (!Number.isFinite(x) || !Number.isFinite(y)) return { x: null, y: null, mapBearing: null };
  const north = (Math.atan2(northX - x, northY - y) * 180) / Math.PI;
  return { x, y, mapBearing: bearing === null ? null : (bearing + north + 360) % 360 };
}

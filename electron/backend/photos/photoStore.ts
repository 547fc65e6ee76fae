import { createHash } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { AppError } from '../../../shared/errors/AppError.ts';
import { mapWriteError, replaceFile } from '../files/replaceFile.ts';

const thumbnailPixels = 320;
/** A screen shows no more; the file itself stays as the camera made it. */
const fullPixels = 2048;

/** Copies a picture into the project folder under its hash; one that is there already is left as it is. */
export async function keepPhoto(directory: string, sha256: string, bytes: Buffer): Promise<void> {
  const path = pathOf(directory, sha256);
  if (existsSync(path)) return;
  try {
    mkdirSync(dirname(path), { recursive: true });
  } catch (error) {
    throw mapWriteError(error, path);
  }
  await replaceFile(path, (temporaryPath) => writeFile(temporaryPath, bytes));
}

/** The picture, turned the way it was held, as JPEG. Throws PHOTO_FILE_MISSING where the file is gone or changed. */
export async function renderPhoto(
  directory: string,
  photo: { readonly sha256: string; readonly name: string },
  size: 'thumbnail' | 'full',
): Promise<Uint8Array> {
  const missing = (cause?: unknown) => new AppError('PHOTO_FILE_MISSING', { name: photo.name }, { cause });
  let bytes: Buffer;
  try {
    bytes = await readFile(pathOf(directory, photo.sha256));
  } catch (error) {
    throw missing(error);
  }
  if (createHash('sha256').update(bytes).digest('hex') !== photo.sha256) throw missing();
  const edge = size === 'thumbnail' ? thumbnailPixels : fullPixels;
  const picture = sharp(bytes).autoOrient().resize(edge, edge, { fit: 'inside', withoutEnlargement: true });
  return new Uint8Array(await picture.jpeg({ quality: 85 }).toBuffer());
}

/** photos/ab/abcdef….jpg below the project: never a path of the source. */
function pathOf(directory: string, sha256: string): string {
  return join(directory, 'photos', sha256.slice(0, 2), `${sha256}.jpg`);
}

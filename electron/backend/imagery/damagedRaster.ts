import { AppError } from '../../../shared/errors/AppError.ts';

/** What is wrong with a picture, in words for the reader. */
export function damagedRaster(file: string, detail: string, cause?: unknown): AppError {
  return new AppError('RASTER_UNSUPPORTED', { file, detail }, { cause });
}

import sharp, { type Sharp } from 'sharp';
import { AppError } from '../../../shared/errors/AppError.ts';
import type { RasterHeader } from './readRasterHeader.ts';

export const tileSize = 512;
const jpegQuality = 88;
/** Shares of the histogram cut off at both ends when 16-bit values are brought to 8 bits. */
const stretchPercent = { lower: 2, upper: 98 };

// libvips keeps decoded strips in a cache of its own; one pass over the picture never reads them again
sharp.cache(false);

/**
 * Decodes a picture once, top to bottom, into a zip of encoded 512-pixel tiles (level/row/column): libvips
 * streams it, so memory does not grow with the picture. JPEG for opaque pictures, PNG where pixels can be empty.
 * Returns the ending of the tile files. Throws RASTER_UNSUPPORTED.
 */
export async function renderTileArchive(
  file: string,
  header: RasterHeader,
  archive: string,
  bandChoice: readonly number[] | undefined,
): Promise<'jpg' | 'png'> {
  if (header.bands > 4 && bandChoice === undefined) {
    throw new AppError('RASTER_UNSUPPORTED', {
      file,
      detail: `影像有 ${header.bands} 个波段，请用 --bands 选择 3 个波段`,
    });
  }
  try {
    const picture = await openPicture(file, header, bandChoice);
    const transparent = header.noData !== null || header.bands === 2 || (header.bands === 4 && !bandChoice);
    const encoded = transparent
      ? picture.png({ compressionLevel: 6 })
      : picture.jpeg({ quality: jpegQuality, chromaSubsampling: '4:2:0' });
    await encoded
      .tile({
        size: tileSize,
        layout: 'google',
        container: 'zip',
        basename: 'tiles',
        background: '#00000000',
      })
      .toFile(archive);
    return transparent ? 'png' : 'jpg';
  } catch (error) {
    if (error instanceof AppError) throw error;
    // libvips names what it could not decode in one English line; the header was already found sound
    const detail = error instanceof Error ? error.message : String(error);
    throw new AppError('RASTER_UNSUPPORTED', { file, detail }, { cause: error });
  }
}

async function openPicture(
  file: string,
  header: RasterHeader,
  bandChoice: readonly number[] | undefined,
): Promise<Sharp> {
  const open = () => sharp(file, { limitInputPixels: false, sequentialRead: true, pages: 1 });
  let picture = open();
  if (bandChoice !== undefined) {
    const [first, ...rest] = await Promise.all(
      bandChoice.map((band) =>
        open()
          .extractChannel((band - 1) as 0 | 1 | 2 | 3)
          .toColourspace('b-w')
          .raw()
          .toBuffer(),
      ),
    );
    const raw = { width: header.width, height: header.height, channels: 1 as const };
    picture = sharp(first, { raw, limitInputPixels: false });
    if (rest.length > 0) picture = picture.joinChannel(rest, { raw });
    picture = picture.toColourspace('srgb');
  }
  return header.bitsPerSample > 8 ? picture.normalise(stretchPercent).toColourspace('srgb') : picture;
}

import { existsSync } from 'node:fs';
import { fromFile, type GeoTIFFImage } from 'geotiff';
import { openTiffReader, type TiffReader } from './openTiffReader.ts';
import type { PixelWindow } from './PixelReader.ts';
import { assertSaneSize } from './readRasterHeader.ts';

/** Which pixels of a picture hold something, where the file says so apart from its bands. */
export interface Mask {
  /** One byte for each pixel of the window, row by row; 0 where there is no picture. */
  read(window: PixelWindow): Promise<Uint8Array>;
  close(): Promise<void>;
}

const transparencyMask = 4;
const reducedResolution = 1;
/** A mask comes right behind its picture, or behind the overviews; more pictures than this are no overviews. */
const mostPictures = 40;

/**
 * The mask of a TIFF: a picture of one bit within it (TIFF 6.0, NewSubfileType 4), or GDAL's `.msk` beside it; null
 * without one. Throws RASTER_UNSUPPORTED where it cannot be read.
 */
export async function openMask(file: string, size: { width: number; height: number }): Promise<Mask | null> {
  const isSameSize = (image: GeoTIFFImage) =>
    image.getWidth() === size.width && image.getHeight() === size.height;
  const index = await findPicture(file, (image) => {
    const kind = Number(image.getFileDirectory().getValue('NewSubfileType') ?? 0);
    return (kind & transparencyMask) !== 0 && (kind & reducedResolution) === 0 && isSameSize(image);
  });
  if (index !== null) return readMask(await openTiffReader(file, index));
  const beside = `${file}.msk`;
  const besideIndex = existsSync(beside) ? await findPicture(beside, isSameSize) : null;
  return besideIndex === null ? null : readMask(await openTiffReader(beside, besideIndex));
}

async function findPicture(file: string, isWanted: (image: GeoTIFFImage) => boolean): Promise<number | null> {
  const tiff = await fromFile(file);
  try {
    for (let index = 0; index < mostPictures; index++) {
      let image: GeoTIFFImage;
      try {
        image = await tiff.getImage(index);
      } catch {
        // the pictures end here, or what follows is no picture
        return null;
      }
      if (!isWanted(image)) continue;
      assertSaneSize(file, image, image.getWidth(), image.getHeight());
      return index;
    }
    return null;
  } finally {
    await tiff.close();
  }
}

function readMask(reader: TiffReader): Mask {
  return {
    async read(window) {
      const present = new Uint8Array(window.width * window.height);
      for await (const blocks of reader.read(window, [1])) {
        const [band] = blocks.bands;
        if (blocks.isSparse || band === undefined) continue;
        const left = Math.max(window.x, blocks.x);
        const right = Math.min(window.x + window.width, blocks.x + blocks.width);
        const bottom = Math.min(window.y + window.height, blocks.y + blocks.height);
        for (let y = Math.max(window.y, blocks.y); y < bottom; y++) {
          let from = band.start + ((y - blocks.y) * blocks.width + left - blocks.x) * band.step;
          let to = (y - window.y) * window.width + left - window.x;
          for (let x = left; x < right; x++, from += band.step) present[to++] = band.values[from] as number;
        }
      }
      return present;
    },
    close: () => reader.close(),
  };
}

import sharp from 'sharp';
import type { TiffLayout } from './tiffLayout.ts';

const channels = 4;
const markerBytes = 2;

/**
 * Pixel-interleaved bytes of JPEG blocks of four bands (red, green, blue, near infrared as a rule). libvips takes no
 * such TIFF, but each block with the file's common tables is a JPEG of its own. Four bands can only be CMYK to it,
 * which it hands over negative; no colour is converted. Throws what sharp throws on damaged bytes.
 */
export async function decodeFourBandJpeg(
  { blockWidth, blockHeight, decoderTags }: TiffLayout,
  { width, height }: { width: number; height: number },
  blocks: readonly Uint8Array[],
): Promise<Uint8Array> {
  const tables = Uint8Array.from(decoderTags.find(([tag]) => tag === 347)?.[2] ?? []);
  const across = Math.ceil(width / blockWidth);
  const pixels = new Uint8Array(width * height * channels);
  await Promise.all(
    blocks.map(async (block, index) => {
      // the tables end, and the block begins, with a marker that has no place in the middle
      const jpeg =
        tables.length > 0
          ? Buffer.concat([tables.subarray(0, -markerBytes), block.subarray(markerBytes)])
          : block;
      const { data, info } = await sharp(jpeg, { failOn: 'error', limitInputPixels: false })
        .pipelineColourspace('cmyk')
        .toColourspace('cmyk')
        .raw()
        .toBuffer({ resolveWithObject: true });
      if (info.channels !== channels) throw new Error(`${info.channels} bands instead of ${channels}`);
      const left = (index % across) * blockWidth;
      const top = Math.floor(index / across) * blockHeight;
      const columns = Math.min(info.width, width - left);
      for (let row = 0; row < Math.min(info.height, height - top); row++) {
        const source = row * info.width * channels;
        const target = ((top + row) * width + left) * channels;
        for (let i = 0; i < columns * channels; i++) pixels[target + i] = 255 - (data[source + i] as number);
      }
    }),
  );
  return pixels;
}

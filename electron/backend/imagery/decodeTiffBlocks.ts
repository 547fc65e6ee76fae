import { promisify } from 'node:util';
import { zstdDecompress } from 'node:zlib';
import sharp from 'sharp';
import type { AppError } from '../../../shared/errors/AppError.ts';
import { buildSubTiff } from './buildSubTiff.ts';
import { damagedRaster } from './damagedRaster.ts';
import { decodeFourBandJpeg } from './decodeFourBandJpeg.ts';
import { machineIsLittleEndian, readSamples, type Samples, undoPredictor } from './sampleValues.ts';
import { tiffCompressions, tiffPhotometrics } from './tiffCodes.ts';
import type { TiffLayout } from './tiffLayout.ts';

sharp.cache(false);
// tiles are decoded and encoded side by side in the thread pool; threads within one tile only get in the way
sharp.concurrency(1);

/** Values of some blocks that lie side by side, pixel by pixel. */
export interface DecodedValues {
  readonly values: Samples;
  readonly channels: number;
}

/** The bands a pixel has once decoded and whether its samples come out as the very bytes that were stored. */
export interface TiffDecoding {
  readonly keepsBytes: boolean;
  readonly bands: number;
}

/** How the blocks of a picture are decoded. */
export function planDecoding(layout: TiffLayout): TiffDecoding {
  const keepsBytes = isByteReadable(layout);
  return { keepsBytes, bands: keepsBytes || layout.isPlanar ? layout.samples : pictureBands(layout) };
}

/** Decodes blocks that together cover `size` pixels. Throws RASTER_UNSUPPORTED where one is damaged. */
export async function decodeTiffBlocks(
  file: string,
  layout: TiffLayout,
  { width, height }: { readonly width: number; readonly height: number },
  blocks: readonly Uint8Array[],
  keepsBytes: boolean,
): Promise<DecodedValues> {
  const samples = layout.isPlanar ? 1 : layout.samples;
  if (!keepsBytes) return decodePicture(file, layout, { width, height }, blocks);

  const sampleBytes = layout.bits / 8;
  const isLibraryPredictor =
    layout.predictor === 2 &&
    layout.compression !== tiffCompressions.zstd &&
    sampleBytes === 1 &&
    (samples === 1 || samples === 3);
  const wide = isLibraryPredictor ? 1 : sampleBytes * samples;
  let bytes: Uint8Array;
  let { compression } = layout;
  if (compression === tiffCompressions.zstd) {
    // the libvips of sharp is built without ZSTD; Node has it
    blocks = await Promise.all(blocks.map((block) => inflateZstd(file, block)));
    compression = tiffCompressions.plain;
  }
  if (compression === tiffCompressions.plain && !layout.isTiled) {
    bytes = joinNeighbours(blocks);
  } else {
    const declared = isLibraryPredictor ? samples : 1;
    const tiff = buildSubTiff(
      compression,
      layout.littleEndian,
      {
        samples: declared,
        bits: 8,
        photometric: declared === 3 ? tiffPhotometrics.rgb : tiffPhotometrics.blackIsZero,
        predictor: isLibraryPredictor ? 2 : 1,
        sampleFormat: 1,
        extraSamples: [],
        decoderTags: layout.decoderTags.filter(([tag]) => tag === 266),
      },
      {
        width: width * wide,
        height,
        blockWidth: layout.blockWidth * wide,
        blockHeight: layout.blockHeight,
        isTiled: layout.isTiled,
        blocks,
      },
    );
    bytes = (await toRaw(file, tiff, declared === 1 ? 'b-w' : 'srgb')).data;
  }
  if (bytes.byteLength < width * height * samples * sampleBytes)
    throw damagedRaster(file, '数据块比声明的短');
  const hasPredictor =
    layout.predictor > 1 && layout.compression !== tiffCompressions.plain && !isLibraryPredictor;
  if (hasPredictor) {
    // differences restart in every block of a row
    bytes = undoPredictor(bytes, layout, {
      rowPixels: width,
      blockPixels: layout.blockWidth,
      rows: height,
      samples,
    });
  }
  const littleEndian = hasPredictor ? machineIsLittleEndian : layout.littleEndian;
  return { values: readSamples(bytes, layout.bits, layout.sampleFormat, littleEndian), channels: samples };
}

/** Colours that need a colour model (palette, CMYK, Lab, YCbCr, 1 to 4 bits) come out as 8-bit grey or RGB. */
async function decodePicture(
  file: string,
  layout: TiffLayout,
  size: { width: number; height: number },
  blocks: readonly Uint8Array[],
): Promise<DecodedValues> {
  const isPlane = layout.isPlanar;
  if (isFourBandJpeg(layout)) {
    try {
      return { values: await decodeFourBandJpeg(layout, size, blocks), channels: 4 };
    } catch (error) {
      throw undecodable(file, error);
    }
  }
  const tiff = buildSubTiff(
    layout.compression,
    layout.littleEndian,
    {
      samples: isPlane ? 1 : layout.samples,
      bits: layout.bits,
      photometric:
        isPlane || layout.photometric === tiffPhotometrics.mask
          ? tiffPhotometrics.blackIsZero
          : layout.photometric,
      predictor: layout.predictor,
      sampleFormat: layout.sampleFormat,
      extraSamples: isPlane ? [] : Array.from({ length: extraSampleCount(layout) }, () => 0),
      decoderTags: layout.decoderTags,
    },
    { ...size, ...layout, width: size.width, height: size.height, blocks },
  );
  const isGrey = (isPlane || layout.samples === 1) && layout.photometric !== tiffPhotometrics.palette;
  const { data, channels } = await toRaw(file, tiff, isGrey || isPlane ? 'b-w' : 'srgb');
  return { values: data, channels };
}

function extraSampleCount({ samples, photometric }: TiffLayout): number {
  const colours = { 2: 3, 5: 4, 6: 3, 8: 3 }[photometric] ?? 1;
  return Math.max(0, samples - colours);
}

async function toRaw(
  file: string,
  tiff: Buffer,
  space: 'b-w' | 'srgb',
): Promise<{ data: Uint8Array; channels: number }> {
  try {
    const { data, info } = await sharp(tiff, { limitInputPixels: false, failOn: 'error' })
      .toColourspace(space)
      .raw()
      .toBuffer({ resolveWithObject: true });
    return { data, channels: info.channels };
  } catch (error) {
    throw undecodable(file, error);
  }
}

async function inflateZstd(file: string, block: Uint8Array): Promise<Uint8Array> {
  try {
    return await promisify(zstdDecompress)(block, { maxOutputLength: 256 << 20 });
  } catch (error) {
    throw damagedRaster(file, '数据块的 ZSTD 压缩损坏', error);
  }
}

/** One run of bytes: blocks of one piece lie side by side already and are not copied. */
function joinNeighbours(blocks: readonly Uint8Array[]): Uint8Array {
  const [first] = blocks;
  if (first === undefined) return new Uint8Array(0);
  let end = first.byteOffset;
  const isOneRun = blocks.every((block) => {
    const follows = block.buffer === first.buffer && block.byteOffset === end;
    end += block.byteLength;
    return follows;
  });
  if (!isOneRun) return Buffer.concat(blocks);
  return new Uint8Array(first.buffer, first.byteOffset, end - first.byteOffset);
}

function isByteReadable(layout: TiffLayout): boolean {
  const isPlainColour =
    layout.photometric <= tiffPhotometrics.rgb || layout.photometric > tiffPhotometrics.lab + 1;
  return (
    tiffCompressions.ofBytes.has(layout.compression) &&
    [8, 16, 32, 64].includes(layout.bits) &&
    // white-is-zero is rare and of one band: libvips turns it round
    (isPlainColour || layout.samples > 4) &&
    layout.photometric !== tiffPhotometrics.whiteIsZero
  );
}

/** Four bands that libvips takes for CMYK; a picture that is CMYK by its header it turns to RGB. */
function isFourBandJpeg({ compression, isPlanar, samples, photometric }: TiffLayout): boolean {
  return (
    compression === tiffCompressions.jpeg &&
    !isPlanar &&
    samples === 4 &&
    photometric !== tiffPhotometrics.cmyk
  );
}

function pictureBands({ samples, photometric, alphaBand }: TiffLayout): number {
  const { palette, cmyk } = tiffPhotometrics;
  if (photometric === palette || photometric === cmyk) return 3;
  return samples === 2 && alphaBand === null ? 1 : Math.min(samples, 4);
}

/** libvips names what it could not decode in one English line. */
function undecodable(file: string, error: unknown): AppError {
  const [detail] = (error instanceof Error ? error.message : String(error)).split('\n');
  return damagedRaster(file, `数据块无法解码（${detail}）`, error);
}

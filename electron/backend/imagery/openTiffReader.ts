import { type FileHandle, open } from 'node:fs/promises';
import { promisify } from 'node:util';
import { zstdDecompress } from 'node:zlib';
import sharp from 'sharp';
import { AppError } from '../../../shared/errors/AppError.ts';
import { buildSubTiff } from './buildSubTiff.ts';
import { decodeFourBandJpeg } from './decodeFourBandJpeg.ts';
import { readTiff } from './readRasterHeader.ts';
import { machineIsLittleEndian, readSamples, type Samples, undoPredictor } from './sampleValues.ts';
import { readTiffLayout, type TiffLayout } from './tiffLayout.ts';

/** A rectangle of pixels, columns and rows from the top left. */
export interface PixelWindow {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** One band of a decoded rectangle: the value of pixel (column, row) is values[start + (row · width + column) · step]. */
export interface BandValues {
  readonly values: Samples;
  readonly start: number;
  readonly step: number;
}

/** Whole blocks as they were decoded; they may reach over the edge of the picture. */
export interface DecodedBlocks extends PixelWindow {
  readonly bands: readonly BandValues[];
  /** True where the file stores nothing for these blocks. */
  readonly isSparse: boolean;
}

/** Reads a picture window by window, whatever it lies in. */
export interface PixelReader {
  readonly layout: Pick<TiffLayout, 'width' | 'height' | 'bits' | 'sampleFormat' | 'isPlanar' | 'byteCounts'>;
  /** Bands a pixel has once decoded: a palette becomes 3. */
  readonly bands: number;
  readonly bits: number;
  readonly alphaBand: number | null;
  /**
   * The blocks that cover a window, in pieces of a few megabytes, with the bands asked for (from 1). The values of a
   * piece are overwritten by the next.
   */
  read(window: PixelWindow, bands: readonly number[]): AsyncGenerator<DecodedBlocks>;
  close(): Promise<void>;
}

export interface TiffReader extends PixelReader {
  readonly layout: TiffLayout;
}

const pieceBytes = 6 << 20;
const plain = 1;
const jpeg = 7;
/** Compressions that give back the very bytes of the samples: none, LZW, Deflate (two codes), PackBits, ZSTD. */
const zstd = 50_000;
const byteCompressions: ReadonlySet<number> = new Set([plain, 5, 8, 32_946, 32_773, zstd]);
const decodable: ReadonlySet<number> = new Set([...byteCompressions, 2, 3, 4, jpeg, 50_001]);
const photometricNames = {
  ...{ whiteIsZero: 0, blackIsZero: 1, rgb: 2, palette: 3 },
  ...{ mask: 4, cmyk: 5, ycbcr: 6, lab: 8 },
};

sharp.cache(false);
// tiles are decoded and encoded side by side in the thread pool; threads within one tile only get in the way
sharp.concurrency(1);

/**
 * Opens a TIFF for windows: each read fetches and decodes only the blocks it touches, whatever the file's size.
 * `picture` counts the pictures within the file, overviews and masks among them; the first is the one shown.
 * Throws FILE_NOT_FOUND, RASTER_UNSUPPORTED (compression, sample type, damaged block).
 */
export async function openTiffReader(file: string, picture = 0): Promise<TiffReader> {
  const layout = await readTiff(file, (image) => readTiffLayout(file, image), picture);
  if (!decodable.has(layout.compression)) {
    throw new AppError('RASTER_UNSUPPORTED', {
      file,
      detail: `不支持 ${nameCompression(layout.compression)} 压缩，请另存为 LZW、Deflate、JPEG 或不压缩的 GeoTIFF`,
    });
  }
  if (layout.compression === jpeg && !layout.isPlanar && layout.samples > 4) {
    // a JPEG has at most four bands to any decoder we have
    throw new AppError('RASTER_UNSUPPORTED', {
      file,
      detail: `不支持 ${layout.samples} 个波段的 JPEG 压缩，请另存为 3 或 4 个波段，或改用 LZW、Deflate 压缩`,
    });
  }
  const keepsBytes = isByteReadable(layout);
  const handle = await open(file, 'r');
  const spare: ReadMemory[] = [];
  const { size } = await handle.stat();
  const isOneBandPlane = layout.isPlanar || layout.samples === 1;
  const isPalette = layout.photometric === photometricNames.palette;
  const bands = keepsBytes || layout.isPlanar ? layout.samples : pictureBands(layout);
  return {
    layout,
    bands,
    bits: keepsBytes ? layout.bits : 8,
    alphaBand: keepsBytes || !isPalette ? layout.alphaBand : null,
    async *read(window, wanted) {
      const memory = spare.pop() ?? { buffers: [] };
      try {
        for (const piece of planPieces(layout, window)) {
          const planes = layout.isPlanar ? wanted.map((band) => band - 1) : [0];
          const decoded: { values: Samples; channels: number }[] = [];
          let isSparse = false;
          for (const [index, plane] of planes.entries()) {
            const blocks = await fetchBlocks(handle, size, file, layout, piece, plane, (bytes) =>
              takeMemory(memory, index, bytes),
            );
            if (blocks === null) {
              isSparse = true;
              break;
            }
            decoded.push(await decode(file, layout, piece, blocks, keepsBytes, isOneBandPlane));
          }
          const place = placePiece(layout, piece);
          const bandsOf = wanted.map((band, index): BandValues => {
            if (isSparse) return { values: new Uint8Array(0), start: 0, step: 0 };
            const source = decoded[layout.isPlanar ? index : 0] as (typeof decoded)[number];
            return {
              values: source.values,
              start: layout.isPlanar ? 0 : Math.min(band, source.channels) - 1,
              step: source.channels,
            };
          });
          yield { ...place, bands: bandsOf, isSparse };
        }
      } finally {
        spare.push(memory);
      }
    },
    close: () => handle.close(),
  };
}

/** Compressions that are met and that libvips as we have it does not know. */
const compressionNames: Readonly<Record<number, string>> = {
  34712: 'JPEG 2000',
  34887: 'LERC',
  34925: 'LZMA',
  50002: 'JPEG XL',
};

function nameCompression(code: number): string {
  return compressionNames[code] ?? `编号 ${code} 的`;
}

function isByteReadable(layout: TiffLayout): boolean {
  const isPlainColour =
    layout.photometric <= photometricNames.rgb || layout.photometric > photometricNames.lab + 1;
  return (
    byteCompressions.has(layout.compression) &&
    [8, 16, 32, 64].includes(layout.bits) &&
    // white-is-zero is rare and of one band: libvips turns it round
    (isPlainColour || layout.samples > 4) &&
    layout.photometric !== photometricNames.whiteIsZero
  );
}

/** Four bands that libvips takes for CMYK; a picture that is CMYK by its header it turns to RGB. */
function isFourBandJpeg({ compression, isPlanar, samples, photometric }: TiffLayout): boolean {
  return compression === jpeg && !isPlanar && samples === 4 && photometric !== photometricNames.cmyk;
}

function pictureBands({ samples, photometric, alphaBand }: TiffLayout): number {
  const { palette, cmyk } = photometricNames;
  if (photometric === palette || photometric === cmyk) return 3;
  return samples === 2 && alphaBand === null ? 1 : Math.min(samples, 4);
}

interface Piece {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Stored bytes of a piece, one buffer for each plane; taken again, as buffers of megabytes keep the collector busy. */
interface ReadMemory {
  readonly buffers: Buffer[];
}

function takeMemory({ buffers }: ReadMemory, index: number, bytes: number): Buffer {
  const known = buffers[index];
  if (known !== undefined && known.length >= bytes) return known.subarray(0, bytes);
  const made = Buffer.allocUnsafeSlow(bytes);
  buffers[index] = made;
  return made;
}

/** Rows of blocks over the window, as many together as fit a piece. A stored hole never shares a piece with data. */
function* planPieces(layout: TiffLayout, window: PixelWindow): Generator<Piece> {
  const { blockWidth, blockHeight, blocksAcross, blocksDown } = layout;
  const left = Math.floor(window.x / blockWidth);
  const right = Math.min(blocksAcross, Math.ceil((window.x + window.width) / blockWidth));
  const first = Math.floor(window.y / blockHeight);
  const end = Math.min(blocksDown, Math.ceil((window.y + window.height) / blockHeight));
  const pixelBytes = (layout.bits / 8) * (layout.isPlanar ? 1 : layout.samples);
  const rowBytes = (right - left) * blockWidth * blockHeight * pixelBytes;
  const rowsTogether = Math.max(1, Math.floor(pieceBytes / rowBytes));
  for (let top = first; top < end; top += rowsTogether) {
    const bottom = Math.min(end, top + rowsTogether);
    if (!hasHole(layout, { left, right, top, bottom })) {
      yield { left, right, top, bottom };
      continue;
    }
    for (let row = top; row < bottom; row++) {
      for (let column = left; column < right; column++) {
        yield { left: column, right: column + 1, top: row, bottom: row + 1 };
      }
    }
  }
}

function hasHole(layout: TiffLayout, { left, right, top, bottom }: Piece): boolean {
  const planes = layout.isPlanar ? layout.samples : 1;
  for (let plane = 0; plane < planes; plane++) {
    for (let row = top; row < bottom; row++) {
      for (let column = left; column < right; column++) {
        if (layout.byteCounts[indexOf(layout, plane, row, column)] === 0) return true;
      }
    }
  }
  return false;
}

function indexOf(layout: TiffLayout, plane: number, row: number, column: number): number {
  return (plane * layout.blocksDown + row) * layout.blocksAcross + column;
}

function placePiece(layout: TiffLayout, { left, right, top, bottom }: Piece): PixelWindow {
  const { blockWidth, blockHeight, isTiled, height } = layout;
  const rows = (bottom - top) * blockHeight;
  return {
    x: left * blockWidth,
    y: top * blockHeight,
    width: (right - left) * blockWidth,
    height: isTiled ? rows : Math.min(rows, height - top * blockHeight),
  };
}

/** The stored bytes of the blocks of a piece, neighbours in the file with one read; null for a hole. */
async function fetchBlocks(
  handle: FileHandle,
  fileBytes: number,
  file: string,
  layout: TiffLayout,
  { left, right, top, bottom }: Piece,
  plane: number,
  takeBytes: (count: number) => Buffer,
): Promise<Uint8Array[] | null> {
  const places: { offset: number; length: number }[] = [];
  for (let row = top; row < bottom; row++) {
    for (let column = left; column < right; column++) {
      const index = indexOf(layout, plane, row, column);
      const offset = layout.offsets[index] as number;
      const length = layout.byteCounts[index] as number;
      if (length === 0 || offset === 0) return null;
      if (offset + length > fileBytes) throw damaged(file, '文件不完整（数据块超出文件末尾）');
      places.push({ offset, length });
    }
  }
  const blocks: Uint8Array[] = [];
  const memory = takeBytes(places.reduce((sum, { length }) => sum + length, 0));
  let filled = 0;
  for (let first = 0; first < places.length; ) {
    const { offset } = places[first] as (typeof places)[number];
    let end = offset;
    let next = first;
    while (next < places.length && places[next]?.offset === end) end += places[next++]?.length ?? 0;
    const bytes = memory.subarray(filled, filled + end - offset);
    filled += bytes.length;
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, offset);
    if (bytesRead < bytes.length) throw damaged(file, '文件不完整（数据块读不全）');
    for (; first < next; first++) {
      const place = places[first] as (typeof places)[number];
      blocks.push(bytes.subarray(place.offset - offset, place.offset - offset + place.length));
    }
  }
  return blocks;
}

async function decode(
  file: string,
  layout: TiffLayout,
  piece: Piece,
  blocks: readonly Uint8Array[],
  keepsBytes: boolean,
  isOneBandPlane: boolean,
): Promise<{ values: Samples; channels: number }> {
  const { width, height } = placePiece(layout, piece);
  const samples = layout.isPlanar ? 1 : layout.samples;
  if (!keepsBytes) return decodePicture(file, layout, { width, height }, blocks, isOneBandPlane);

  const sampleBytes = layout.bits / 8;
  const isLibraryPredictor =
    layout.predictor === 2 &&
    layout.compression !== zstd &&
    sampleBytes === 1 &&
    (samples === 1 || samples === 3);
  const wide = isLibraryPredictor ? 1 : sampleBytes * samples;
  let bytes: Uint8Array;
  let { compression } = layout;
  if (compression === zstd) {
    // the libvips of sharp is built without ZSTD; Node has it
    blocks = await Promise.all(blocks.map((block) => inflateZstd(file, block)));
    compression = plain;
  }
  if (compression === plain && !layout.isTiled) {
    bytes = joinNeighbours(blocks);
  } else {
    const declared = isLibraryPredictor ? samples : 1;
    const tiff = buildSubTiff(
      compression,
      layout.littleEndian,
      {
        samples: declared,
        bits: 8,
        photometric: declared === 3 ? photometricNames.rgb : photometricNames.blackIsZero,
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
  if (bytes.byteLength < width * height * samples * sampleBytes) throw damaged(file, '数据块比声明的短');
  const hasPredictor = layout.predictor > 1 && layout.compression !== plain && !isLibraryPredictor;
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
  isOneBandPlane: boolean,
): Promise<{ values: Samples; channels: number }> {
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
        isPlane || layout.photometric === photometricNames.mask
          ? photometricNames.blackIsZero
          : layout.photometric,
      predictor: layout.predictor,
      sampleFormat: layout.sampleFormat,
      extraSamples: isPlane ? [] : Array.from({ length: extraSampleCount(layout) }, () => 0),
      decoderTags: layout.decoderTags,
    },
    { ...size, ...layout, width: size.width, height: size.height, blocks },
  );
  const isGrey = isOneBandPlane && layout.photometric !== photometricNames.palette;
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
    throw damaged(file, '数据块的 ZSTD 压缩损坏', error);
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

/** libvips names what it could not decode in one English line. */
function undecodable(file: string, error: unknown): AppError {
  const [detail] = (error instanceof Error ? error.message : String(error)).split('\n');
  return damaged(file, `数据块无法解码（${detail}）`, error);
}

function damaged(file: string, detail: string, cause?: unknown): AppError {
  return new AppError('RASTER_UNSUPPORTED', { file, detail }, { cause });
}

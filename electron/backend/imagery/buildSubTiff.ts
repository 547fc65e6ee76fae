import type { TiffLayout } from './tiffLayout.ts';

/** A run of blocks to be decoded together. */
export interface SubTiffBlocks {
  readonly width: number;
  readonly height: number;
  readonly blockWidth: number;
  readonly blockHeight: number;
  readonly isTiled: boolean;
  /** Compressed bytes, row of blocks after row of blocks. */
  readonly blocks: readonly Uint8Array[];
}

/** How the decoder is told to understand the pixels. */
export interface SubTiffPixels {
  readonly samples: number;
  readonly bits: number;
  readonly photometric: number;
  readonly predictor: number;
  readonly sampleFormat: number;
  readonly extraSamples: readonly number[];
  readonly decoderTags: TiffLayout['decoderTags'];
}

const typeCodes = { byte: 7, short: 3, long: 4 } as const;
const typeBytes = { byte: 1, short: 2, long: 4 } as const;

/**
 * A small TIFF in memory that holds only these blocks, byte for byte as they lie in the large one. libvips decodes
 * it at full speed with any compression it knows, so any window of a picture of any size costs its own blocks only.
 */
export function buildSubTiff(
  compression: number,
  littleEndian: boolean,
  pixels: SubTiffPixels,
  { width, height, blockWidth, blockHeight, isTiled, blocks }: SubTiffBlocks,
): Buffer {
  const headerBytes = 8;
  const offsets: number[] = [];
  let position = headerBytes;
  for (const block of blocks) {
    offsets.push(position);
    position += block.byteLength + (block.byteLength & 1);
  }
  const counts = blocks.map((block) => block.byteLength);
  const tags: (readonly [number, keyof typeof typeCodes, ArrayLike<number>])[] = [
    [256, 'long', [width]],
    [257, 'long', [height]],
    [258, 'short', Array.from({ length: pixels.samples }, () => pixels.bits)],
    [259, 'short', [compression]],
    [262, 'short', [pixels.photometric]],
    [277, 'short', [pixels.samples]],
    [284, 'short', [1]],
    [317, 'short', pixels.predictor === 1 ? [] : [pixels.predictor]],
    [338, 'short', pixels.extraSamples],
    [339, 'short', Array.from({ length: pixels.samples }, () => pixels.sampleFormat)],
    ...pixels.decoderTags,
  ];
  if (isTiled) {
    tags.push([322, 'long', [blockWidth]], [323, 'long', [blockHeight]]);
    tags.push([324, 'long', offsets], [325, 'long', counts]);
  } else {
    tags.push([273, 'long', offsets], [278, 'long', [blockHeight]], [279, 'long', counts]);
  }
  const present = tags.filter(([, , values]) => values.length > 0).sort((one, other) => one[0] - other[0]);
  const extraStart = position + 2 + 12 * present.length + 4;
  const extraBytes = present.reduce((sum, [, type, values]) => {
    const size = typeBytes[type] * values.length;
    return sum + (size > 4 ? size + (size & 1) : 0);
  }, 0);

  const tiff = Buffer.alloc(extraStart + extraBytes);
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  tiff.write(littleEndian ? 'II' : 'MM', 0, 'latin1');
  view.setUint16(2, 42, littleEndian);
  view.setUint32(4, position, littleEndian);
  blocks.forEach((block, index) => {
    tiff.set(block, offsets[index]);
  });
  view.setUint16(position, present.length, littleEndian);
  let extra = extraStart;
  present.forEach(([tag, type, values], index) => {
    const at = position + 2 + 12 * index;
    const size = typeBytes[type] * values.length;
    view.setUint16(at, tag, littleEndian);
    view.setUint16(at + 2, typeCodes[type], littleEndian);
    view.setUint32(at + 4, values.length, littleEndian);
    let target = at + 8;
    if (size > 4) {
      view.setUint32(at + 8, extra, littleEndian);
      target = extra;
      extra += size + (size & 1);
    }
    for (let i = 0; i < values.length; i++) {
      const value = values[i] as number;
      if (type === 'byte') view.setUint8(target + i, value);
      else if (type === 'short') view.setUint16(target + 2 * i, value, littleEndian);
      else view.setUint32(target + 4 * i, value, littleEndian);
    }
  });
  return tiff;
}

import { endianness } from 'node:os';
import type { TiffLayout } from './tiffLayout.ts';

/** Values of samples in the type the file stores them in. */
export type Samples =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | Float32Array
  | Float64Array;

/** Order of bytes in this machine's numbers. */
export const machineIsLittleEndian = endianness() === 'LE';

/** Bytes as samples; turned round where file and machine disagree. Half floats and 64-bit integers are not samples. */
export function readSamples(bytes: Uint8Array, bits: number, format: number, littleEndian: boolean): Samples {
  const size = bits / 8;
  const count = Math.floor(bytes.byteLength / size);
  if (size === 1) return format === 2 ? new Int8Array(bytes.buffer, bytes.byteOffset, count) : bytes;
  const isAligned = bytes.byteOffset % size === 0;
  const isTurned = littleEndian !== machineIsLittleEndian;
  const own = isAligned && !isTurned ? bytes : Uint8Array.from(bytes);
  if (isTurned) turnBytes(own, size);
  const { buffer, byteOffset } = own;
  if (format === 3) {
    return size === 4
      ? new Float32Array(buffer, byteOffset, count)
      : new Float64Array(buffer, byteOffset, count);
  }
  if (size === 2) {
    return format === 2
      ? new Int16Array(buffer, byteOffset, count)
      : new Uint16Array(buffer, byteOffset, count);
  }
  return format === 2
    ? new Int32Array(buffer, byteOffset, count)
    : new Uint32Array(buffer, byteOffset, count);
}

/** Reverses TIFF's horizontal differencing (2) or its floating point form (3); returns bytes in machine order. */
export function undoPredictor(
  bytes: Uint8Array,
  { bits, predictor, littleEndian }: TiffLayout,
  shape: { rowPixels: number; blockPixels: number; rows: number; samples: number },
): Uint8Array {
  const size = bits / 8;
  const { rowPixels, blockPixels, rows, samples } = shape;
  const out = Uint8Array.from(bytes);
  if (predictor === 2) {
    if (littleEndian !== machineIsLittleEndian && size > 1) turnBytes(out, size);
    const values = size === 1 ? out : size === 2 ? new Uint16Array(out.buffer) : new Uint32Array(out.buffer);
    for (let row = 0; row < rows; row++) {
      for (let block = 0; block < rowPixels; block += blockPixels) {
        const start = (row * rowPixels + block) * samples;
        const end = start + Math.min(blockPixels, rowPixels - block) * samples;
        for (let i = start + samples; i < end; i++) {
          values[i] = (values[i] as number) + (values[i - samples] as number);
        }
      }
    }
    return out;
  }
  for (let row = 0; row < rows; row++) {
    for (let block = 0; block < rowPixels; block += blockPixels) {
      const pixels = Math.min(blockPixels, rowPixels - block);
      mergeFloatPlanes(
        bytes,
        out,
        (row * rowPixels + block) * samples * size,
        pixels * samples,
        size,
        samples,
      );
    }
  }
  return out;
}

/** Technical Note 3 of Adobe: bytes of a row sorted by significance, highest first, then differenced. */
function mergeFloatPlanes(
  source: Uint8Array,
  target: Uint8Array,
  start: number,
  count: number,
  size: number,
  samples: number,
): void {
  const row = source.slice(start, start + count * size);
  for (let i = samples; i < row.length; i++) row[i] = (row[i] as number) + (row[i - samples] as number);
  for (let i = 0; i < count; i++) {
    for (let byte = 0; byte < size; byte++) {
      const place = machineIsLittleEndian ? size - 1 - byte : byte;
      target[start + i * size + place] = row[byte * count + i] as number;
    }
  }
}

function turnBytes(bytes: Uint8Array, size: number): void {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength - (bytes.byteLength % size));
  if (size === 2) buffer.swap16();
  else if (size === 4) buffer.swap32();
  else buffer.swap64();
}

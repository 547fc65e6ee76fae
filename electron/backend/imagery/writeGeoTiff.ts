import { type FileHandle, open } from 'node:fs/promises';
import { promisify } from 'node:util';
import { deflate } from 'node:zlib';
import sharp from 'sharp';

const deflateAsync = promisify(deflate);

export interface GeoTiffOptions {
  readonly path: string;
  readonly width: number;
  readonly height: number;
  /** `rgb8`: three interleaved bytes a pixel. `float32`: one number a pixel, as for heights. */
  readonly sample: 'rgb8' | 'float32';
  /** `jpeg` is for rgb8 only: strips of 8-bit YCbCr at quality 88, a fifth of the size of deflate. */
  readonly compression: 'none' | 'deflate' | 'jpeg';
  /** Code of a projected system in metres, such as 4545. */
  readonly epsg: number;
  /** Outer corner of the first pixel and the side of a pixel, in metres of that system. */
  readonly west: number;
  readonly north: number;
  readonly pixelMeters: number;
  readonly noData?: number;
  /** Acquisition time as TIFF has it, for example '2026:03:18 11:24:10'. */
  readonly dateTime?: string;
}

/** Rows per strip; a multiple of 16, as JPEG strips with half chroma need. */
export const GEO_TIFF_STRIP_ROWS = 256;

const JPEG_QUALITY = 88;

/**
 * Writes a striped GeoTIFF from top to bottom. Give each strip of 256 rows (the last one may be shorter) as the raw
 * pixels; only the strip at hand is in memory. `finish` writes the directory; before that the file is not a TIFF.
 */
export async function openGeoTiff(options: GeoTiffOptions): Promise<{
  writeStrip(pixels: Uint8Array | Float32Array): Promise<void>;
  finish(): Promise<void>;
  abort(): Promise<void>;
}> {
  const { width, height } = options;
  if (options.compression === 'jpeg' && options.sample !== 'rgb8') throw new Error('JPEG strips need rgb8');
  const file = await open(options.path, 'w');
  const strips = Math.ceil(height / GEO_TIFF_STRIP_ROWS);
  const offsets: number[] = [];
  const lengths: number[] = [];
  let position = 8;

  return {
    async writeStrip(pixels) {
      const row = offsets.length;
      const rows = Math.min(GEO_TIFF_STRIP_ROWS, height - row * GEO_TIFF_STRIP_ROWS);
      const expected = rows * width * (options.sample === 'rgb8' ? 3 : 1);
      if (rows <= 0 || pixels.length !== expected) throw new Error(`strip ${row}: ${pixels.length} samples`);
      const bytes = await encodeStrip(options, pixels, rows);
      await file.write(bytes, 0, bytes.length, position);
      offsets.push(position);
      lengths.push(bytes.length);
      position += bytes.length + (bytes.length % 2);
    },
    async finish() {
      if (offsets.length !== strips) throw new Error(`${offsets.length} strips written, ${strips} expected`);
      await writeDirectory(file, options, position, offsets, lengths);
      await file.close();
    },
    abort: () => file.close(),
  };
}

async function encodeStrip(
  options: GeoTiffOptions,
  pixels: Uint8Array | Float32Array,
  rows: number,
): Promise<Uint8Array> {
  const bytes = new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength);
  if (options.compression === 'none') return bytes;
  if (options.compression === 'jpeg') {
    return sharp(bytes, { raw: { width: options.width, height: rows, channels: 3 } })
      .jpeg({ quality: JPEG_QUALITY, chromaSubsampling: '4:2:0' })
      .toBuffer();
  }
  if (options.sample === 'float32') return deflateAsync(bytes, { level: 6 });
  const differences = bytes.slice();
  const rowBytes = options.width * 3;
  for (let row = 0; row < rows; row++) {
    const start = row * rowBytes;
    for (let i = start + rowBytes - 1; i >= start + 3; i--) {
      differences[i] = (bytes[i] as number) - (bytes[i - 3] as number);
    }
  }
  return deflateAsync(differences, { level: 6 });
}

type Tag = readonly [
  id: number,
  kind: 'short' | 'long' | 'double' | 'ascii',
  values: readonly number[] | string,
];

const KIND = { ascii: [2, 1], short: [3, 2], long: [4, 4], double: [12, 8] } as const;

function listTags(options: GeoTiffOptions, offsets: readonly number[], lengths: readonly number[]): Tag[] {
  const rgb = options.sample === 'rgb8';
  const jpeg = options.compression === 'jpeg';
  const tags: Tag[] = [
    [256, 'long', [options.width]],
    [257, 'long', [options.height]],
    [258, 'short', rgb ? [8, 8, 8] : [32]],
    [259, 'short', [{ none: 1, deflate: 8, jpeg: 7 }[options.compression]]],
    [262, 'short', [jpeg ? 6 : rgb ? 2 : 1]],
    [273, 'long', offsets],
    [277, 'short', [rgb ? 3 : 1]],
    [278, 'long', [GEO_TIFF_STRIP_ROWS]],
    [279, 'long', lengths],
    [284, 'short', [1]],
  ];
  if (options.dateTime !== undefined) tags.push([306, 'ascii', options.dateTime]);
  if (rgb && options.compression === 'deflate') tags.push([317, 'short', [2]]);
  tags.push([339, 'short', rgb ? [1, 1, 1] : [3]]);
  if (jpeg) tags.push([530, 'short', [2, 2]]);
  tags.push([33550, 'double', [options.pixelMeters, options.pixelMeters, 0]]);
  tags.push([33922, 'double', [0, 0, 0, options.west, options.north, 0]]);
  // GeoKeys: projected model, a pixel is an area, the code of the system, metres (OGC 19-008r4, clause 7).
  tags.push([
    34735,
    'short',
    [1, 1, 0, 4, 1024, 0, 1, 1, 1025, 0, 1, 1, 3072, 0, 1, options.epsg, 3076, 0, 1, 9001],
  ]);
  if (options.noData !== undefined) tags.push([42113, 'ascii', String(options.noData)]);
  return tags;
}

async function writeDirectory(
  file: FileHandle,
  options: GeoTiffOptions,
  position: number,
  offsets: readonly number[],
  lengths: readonly number[],
): Promise<void> {
  const tags = listTags(options, offsets, lengths);
  const directory = Buffer.alloc(2 + 12 * tags.length + 4);
  directory.writeUInt16LE(tags.length, 0);
  const extras: Buffer[] = [];
  let extraPosition = position + directory.length;
  tags.forEach(([id, kind, values], index) => {
    const at = 2 + 12 * index;
    const payload = encodeValues(kind, values);
    const [code, size] = KIND[kind];
    directory.writeUInt16LE(id, at);
    directory.writeUInt16LE(code, at + 2);
    directory.writeUInt32LE(payload.length / size, at + 4);
    if (payload.length <= 4) payload.copy(directory, at + 8);
    else {
      const padded = payload.length % 2 === 0 ? payload : Buffer.concat([payload, Buffer.alloc(1)]);
      directory.writeUInt32LE(extraPosition, at + 8);
      extras.push(padded);
      extraPosition += padded.length;
    }
  });
  const tail = Buffer.concat([directory, ...extras]);
  await file.write(tail, 0, tail.length, position);
  const header = Buffer.alloc(8);
  header.write('II', 0, 'ascii');
  header.writeUInt16LE(42, 2);
  header.writeUInt32LE(position, 4);
  await file.write(header, 0, 8, 0);
}

function encodeValues(kind: Tag[1], values: readonly number[] | string): Buffer {
  if (typeof values === 'string') return Buffer.from(`${values}\0`, 'ascii');
  const [, size] = KIND[kind];
  const bytes = Buffer.alloc(values.length * size);
  values.forEach((value, index) => {
    if (kind === 'short') bytes.writeUInt16LE(value, index * 2);
    else if (kind === 'long') bytes.writeUInt32LE(value, index * 4);
    else bytes.writeDoubleLE(value, index * 8);
  });
  return bytes;
}

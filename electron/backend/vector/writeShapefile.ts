import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { computeBounds, type MultiPolygon, type Ring } from '../../../shared/domain/geometry/multiPolygon.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import { encodeGbk } from './encodeGbk.ts';

/** `name` has at most 10 ASCII characters, `length` counts bytes (254 at most for text): limits of dBASE. */
export interface ShapefileField {
  readonly name: string;
  readonly kind: 'text' | 'number' | 'date';
  readonly length: number;
  readonly decimals?: number;
}

export interface ShapefileOptions {
  /** Path of the .shp; the other files are written beside it. */
  readonly path: string;
  readonly fields: readonly ShapefileField[];
  readonly encoding: 'gbk' | 'utf8';
  /** Content of the .prj; without it none is written, and the reader has to ask. */
  readonly projection?: string;
  /** Whether a .cpg names the encoding (default yes). */
  readonly writeCpg?: boolean;
}

export interface ShapefileResult {
  readonly features: number;
  readonly files: readonly string[];
  /** Texts cut because the column is too narrow, and characters the encoding does not have. */
  readonly cutTexts: number;
  readonly replacedCharacters: number;
}

export type ShapefileValue = string | number | null;

const FLUSH_BYTES = 1 << 20;
const SIZE_LIMIT = 2 ** 31 - 1;

/**
 * Writes a polygon Shapefile feature by feature: memory stays flat however many features come.
 * Shells are stored clockwise and holes counter-clockwise whatever direction they arrive in; null becomes a
 * null shape. Call `finish` once; after `abort` the files are left incomplete for the caller to remove.
 */
export function openShapefile(options: ShapefileOptions): {
  add(geometry: MultiPolygon | null, values: readonly ShapefileValue[]): void;
  finish(): ShapefileResult;
  abort(): void;
} {
  const stem = options.path.replace(/\.shp$/i, '');
  const shp = bufferedFile(`${stem}.shp`, 100);
  const shx = bufferedFile(`${stem}.shx`, 100);
  const headerLength = 33 + 32 * options.fields.length;
  const dbf = bufferedFile(`${stem}.dbf`, headerLength);
  const recordLength = 1 + options.fields.reduce((sum, field) => sum + field.length, 0);
  const record = new Uint8Array(recordLength);
  let features = 0;
  let cutTexts = 0;
  let replacedCharacters = 0;
  const box = [
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ] as [number, number, number, number];

  // Names of towns and classes come again in every row; encoding them once is most of the cost.
  const encoded = new Map<string, ReturnType<typeof encodeGbk>>();
  const encode = (text: string): ReturnType<typeof encodeGbk> => {
    if (options.encoding === 'utf8') return { bytes: Buffer.from(text, 'utf8'), replaced: 0 };
    const known = encoded.get(text);
    if (known !== undefined) return known;
    if (encoded.size > 5000) encoded.clear();
    const fresh = encodeGbk(text);
    encoded.set(text, fresh);
    return fresh;
  };
  const putAscii = (text: string, offset: number, length: number): void => {
    if (text.length > length) cutTexts++;
    for (let i = 0; i < text.length && i < length; i++) record[offset + i] = text.charCodeAt(i);
  };
  const putText = (text: string, offset: number, length: number): void => {
    if (/^[\x20-\x7e]*$/.test(text)) {
      putAscii(text, offset, length);
      return;
    }
    const { bytes: whole, replaced } = encode(text);
    replacedCharacters += replaced;
    let bytes = whole;
    if (bytes.length > length) {
      cutTexts++;
      bytes = bytes.subarray(0, wholeCharacters(bytes, length, options.encoding));
    }
    record.set(bytes, offset);
  };

  return {
    add(geometry, values) {
      const content = encodeShape(geometry, box);
      const entry = Buffer.alloc(8);
      entry.writeInt32BE(shp.position() / 2, 0);
      entry.writeInt32BE((content.length - 8) / 2, 4);
      content.writeInt32BE(features + 1, 0);
      content.writeInt32BE((content.length - 8) / 2, 4);
      shp.write(content);
      shx.write(entry);
      record.fill(0x20);
      let offset = 1;
      options.fields.forEach((field, index) => {
        const value = values[index] ?? null;
        if (value !== null) {
          if (field.kind === 'number') {
            const text = Number(value).toFixed(field.decimals ?? 0);
            putAscii(text.padStart(field.length), offset, field.length);
          } else putText(String(value), offset, field.length);
        }
        offset += field.length;
      });
      dbf.write(record);
      features++;
      if (shp.position() > SIZE_LIMIT || dbf.position() > SIZE_LIMIT) {
        throw new AppError('EXPORT_FORMAT_UNSUPPORTED', { format: 'shp (> 2 GB)', what: options.path });
      }
    },
    finish() {
      dbf.write(Uint8Array.of(0x1a));
      if (features === 0) box.fill(0);
      shp.close(shapeHeader(shp.position(), box));
      shx.close(shapeHeader(shx.position(), box));
      dbf.close(dbfHeader(options, features, headerLength, recordLength));
      const files = ['.shp', '.shx', '.dbf'].map((extension) => stem + extension);
      if (options.projection !== undefined) {
        writeFileSync(`${stem}.prj`, options.projection);
        files.push(`${stem}.prj`);
      }
      if (options.writeCpg !== false) {
        writeFileSync(`${stem}.cpg`, options.encoding === 'gbk' ? 'GBK' : 'UTF-8');
        files.push(`${stem}.cpg`);
      }
      return { features, files, cutTexts, replacedCharacters };
    },
    abort() {
      for (const file of [shp, shx, dbf]) file.close();
    },
  };
}

function bufferedFile(path: string, headerBytes: number) {
  const handle = openSync(path, 'w');
  let chunks: Uint8Array[] = [new Uint8Array(headerBytes)];
  let pending = headerBytes;
  let position = headerBytes;
  const flush = (): void => {
    if (pending > 0) writeSync(handle, Buffer.concat(chunks));
    chunks = [];
    pending = 0;
  };
  return {
    position: () => position,
    write(bytes: Uint8Array): void {
      chunks.push(bytes.slice());
      pending += bytes.length;
      position += bytes.length;
      if (pending >= FLUSH_BYTES) flush();
    },
    close(header?: Uint8Array): void {
      flush();
      if (header !== undefined) writeSync(handle, header, 0, header.length, 0);
      closeSync(handle);
    },
  };
}

function encodeShape(geometry: MultiPolygon | null, box: [number, number, number, number]): Buffer {
  const bounds = geometry === null ? undefined : computeBounds(geometry);
  if (geometry === null || bounds === undefined) return Buffer.alloc(12);
  box[0] = Math.min(box[0], bounds.minX);
  box[1] = Math.min(box[1], bounds.minY);
  box[2] = Math.max(box[2], bounds.maxX);
  box[3] = Math.max(box[3], bounds.maxY);
  const rings = geometry.flatMap((polygon) => polygon.map((ring, index) => directed(ring, index === 0)));
  const points = rings.reduce((sum, ring) => sum + ring.length / 2, 0);
  const content = Buffer.alloc(8 + 44 + 4 * rings.length + 16 * points);
  let offset = content.writeInt32LE(5, 8);
  for (const value of [bounds.minX, bounds.minY, bounds.maxX, bounds.maxY]) {
    offset = content.writeDoubleLE(value, offset);
  }
  offset = content.writeInt32LE(rings.length, offset);
  offset = content.writeInt32LE(points, offset);
  let start = 0;
  for (const ring of rings) {
    offset = content.writeInt32LE(start, offset);
    start += ring.length / 2;
  }
  for (const ring of rings) for (const value of ring) offset = content.writeDoubleLE(value, offset);
  return content;
}

function directed(ring: Ring, clockwise: boolean): Ring {
  let doubled = 0;
  for (let i = 0; i + 3 < ring.length; i += 2) {
    doubled +=
      (ring[i] as number) * (ring[i + 3] as number) - (ring[i + 2] as number) * (ring[i + 1] as number);
  }
  if (doubled < 0 === clockwise || doubled === 0) return ring;
  const turned = new Float64Array(ring.length);
  for (let i = 0; i < ring.length; i += 2) {
    turned[i] = ring[ring.length - 2 - i] as number;
    turned[i + 1] = ring[ring.length - 1 - i] as number;
  }
  return turned;
}

/** The largest cut at or below `length` that does not split a character. */
function wholeCharacters(bytes: Uint8Array, length: number, encoding: 'gbk' | 'utf8'): number {
  if (encoding === 'utf8') {
    let cut = length;
    while (cut > 0 && ((bytes[cut] as number) & 0xc0) === 0x80) cut--;
    return cut;
  }
  let cut = 0;
  while (cut < length) {
    const step = (bytes[cut] as number) < 0x80 ? 1 : 2;
    if (cut + step > length) break;
    cut += step;
  }
  return cut;
}

function shapeHeader(size: number, box: readonly number[]): Buffer {
  const header = Buffer.alloc(100);
  header.writeInt32BE(9994, 0);
  header.writeInt32BE(size / 2, 24);
  header.writeInt32LE(1000, 28);
  header.writeInt32LE(5, 32);
  box.forEach((value, index) => {
    header.writeDoubleLE(value, 36 + 8 * index);
  });
  return header;
}

function dbfHeader(
  options: ShapefileOptions,
  features: number,
  headerLength: number,
  recordLength: number,
): Buffer {
  const header = Buffer.alloc(headerLength);
  header[0] = 3;
  // The "last changed" date is fixed so that the same content always gives the same bytes.
  header[1] = 126;
  header[2] = 1;
  header[3] = 1;
  header.writeUInt32LE(features, 4);
  header.writeUInt16LE(headerLength, 8);
  header.writeUInt16LE(recordLength, 10);
  // Language driver 0x4D means GBK; there is no number for UTF-8, which only the .cpg can tell.
  header[29] = options.encoding === 'gbk' ? 0x4d : 0;
  options.fields.forEach((field, index) => {
    const offset = 32 + 32 * index;
    if (!/^[A-Za-z0-9_]{1,10}$/.test(field.name)) throw new Error(`not a dBASE field name: ${field.name}`);
    header.write(field.name, offset, 'ascii');
    header.write(field.kind === 'text' ? 'C' : field.kind === 'date' ? 'D' : 'N', offset + 11, 'ascii');
    header[offset + 16] = field.length;
    header[offset + 17] = field.decimals ?? 0;
  });
  header[headerLength - 1] = 0x0d;
  return header;
}

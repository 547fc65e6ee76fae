import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeGbk } from '../../electron/backend/vector/encodeGbk.ts';

export interface ShapefileFixture {
  readonly folder: string;
  readonly name?: string;
  /** Rings per record, interleaved x and y; null for a null shape. */
  readonly shapes: readonly (readonly (readonly number[])[] | null)[];
  readonly columns?: readonly { name: string; type: 'C' | 'N' | 'D'; width: number; decimals?: number }[];
  readonly rows?: readonly (readonly string[])[];
  readonly encode?: 'gbk' | 'utf8';
  readonly cpg?: string;
  readonly prj?: string;
  readonly languageDriver?: number;
  readonly shx?: boolean;
}

/** A shapefile byte by byte, so that tests can make what no writer of ours would. Returns the path of the .shp. */
export function writeShapefileFixture(fixture: ShapefileFixture): string {
  const stem = join(fixture.folder, fixture.name ?? 'plots');
  const records = fixture.shapes.map((rings) => encodeShape(rings));
  const header = (bytes: number) => {
    const out = Buffer.alloc(100);
    out.writeInt32BE(9994, 0);
    out.writeInt32BE(bytes / 2, 24);
    out.writeInt32LE(1000, 28);
    out.writeInt32LE(5, 32);
    return out;
  };
  const shp: Buffer[] = [];
  const shx: Buffer[] = [];
  let offset = 100;
  for (const [i, content] of records.entries()) {
    const head = Buffer.alloc(8);
    head.writeInt32BE(i + 1, 0);
    head.writeInt32BE(content.length / 2, 4);
    shp.push(head, content);
    const entry = Buffer.alloc(8);
    entry.writeInt32BE(offset / 2, 0);
    entry.writeInt32BE(content.length / 2, 4);
    shx.push(entry);
    offset += 8 + content.length;
  }
  writeFileSync(`${stem}.shp`, Buffer.concat([header(offset), ...shp]));
  if (fixture.shx !== false) {
    writeFileSync(`${stem}.shx`, Buffer.concat([header(100 + shx.length * 8), ...shx]));
  }
  if (fixture.columns !== undefined) writeFileSync(`${stem}.dbf`, encodeTable(fixture));
  if (fixture.cpg !== undefined) writeFileSync(`${stem}.cpg`, fixture.cpg);
  if (fixture.prj !== undefined) writeFileSync(`${stem}.prj`, fixture.prj);
  return `${stem}.shp`;
}

function encodeShape(rings: readonly (readonly number[])[] | null): Buffer {
  if (rings === null) return Buffer.alloc(4);
  const vertices = rings.reduce((sum, ring) => sum + ring.length / 2, 0);
  const out = Buffer.alloc(44 + rings.length * 4 + vertices * 16);
  out.writeInt32LE(5, 0);
  out.writeInt32LE(rings.length, 36);
  out.writeInt32LE(vertices, 40);
  let vertex = 0;
  for (const [i, ring] of rings.entries()) {
    out.writeInt32LE(vertex, 44 + i * 4);
    for (const [k, value] of ring.entries()) {
      out.writeDoubleLE(value, 44 + rings.length * 4 + vertex * 16 + k * 8);
    }
    vertex += ring.length / 2;
  }
  return out;
}

function encodeTable({
  columns = [],
  rows = [],
  encode = 'utf8',
  languageDriver = 0,
}: ShapefileFixture): Buffer {
  const toBytes = (text: string) => (encode === 'gbk' ? encodeGbk(text).bytes : Buffer.from(text, 'utf8'));
  const header = Buffer.alloc(33 + columns.length * 32);
  const recordBytes = 1 + columns.reduce((sum, { width }) => sum + width, 0);
  header[0] = 3;
  header.writeUInt32LE(rows.length, 4);
  header.writeUInt16LE(header.length, 8);
  header.writeUInt16LE(recordBytes, 10);
  header[29] = languageDriver;
  for (const [i, { name, type, width, decimals = 0 }] of columns.entries()) {
    const at = 32 + i * 32;
    header.set(toBytes(name).subarray(0, 10), at);
    header[at + 11] = type.charCodeAt(0);
    header[at + 16] = width;
    header[at + 17] = decimals;
  }
  header[header.length - 1] = 0x0d;
  const body = Buffer.alloc(rows.length * recordBytes, 0x20);
  for (const [r, row] of rows.entries()) {
    let at = r * recordBytes + 1;
    for (const [i, { width, type }] of columns.entries()) {
      const bytes = toBytes(row[i] ?? '').subarray(0, width);
      body.set(bytes, type === 'N' ? at + width - bytes.length : at);
      at += width;
    }
  }
  return Buffer.concat([header, body, Buffer.from([0x1a])]);
}

/** A square, closed and clockwise as shapefiles want outer rings, in EPSG:4545 metres. */
export function squareRing(x: number, y: number, side: number): number[] {
  return [x, y, x, y + side, x + side, y + side, x + side, y, x, y];
}

import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { ShapefileFieldRecord } from '../../../shared/contract/records/documentRecords.ts';
import { type CoordinateSystem, findCoordinateSystem } from '../../../shared/domain/crs/coordinateSystem.ts';
import { coordinateSystemWkt } from '../../../shared/domain/crs/coordinateSystemWkt.ts';
import type { MultiPolygon } from '../../../shared/domain/geometry/multiPolygon.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import { encodeGbk } from '../vector/encodeGbk.ts';
import { openShapefile, type ShapefileField } from '../vector/writeShapefile.ts';
import { contentOfSheet } from './contentOfSheet.ts';
import { keptShapeDigest } from './keptShapeDigest.ts';
import type { ListProduct } from './listProduct.ts';
import { fullTitle, type ListCell, type ListColumn, type ListTable } from './listTable.ts';
import type { ProductPart } from './productPart.ts';
import { shapeDigest, shapeTitle } from './shapeDigest.ts';

const widestTextBytes = 254;
const numberBytes = 18;

/** The attribute table and the outlines are read back; .shx, .prj and .cpg are sealed by their hash. */
export const shapefileProduct: ListProduct = {
  async write({ table }, directory, name, { encoding }) {
    const files = writeListShapefile(table, join(directory, `${name}.shp`), encoding);
    const attributes = files.filter((file) => file.endsWith('.dbf'));
    return [...attributes, ...files.filter((file) => !file.endsWith('.dbf'))];
  },
  expect({ table }, path) {
    if (extname(path) === '.dbf') return [attributePart(table.columns, table.rows)];
    if (extname(path) !== '.shp') return [];
    return [shapePart(table.rows.map((_row, index) => keptShapeDigest(table.geometryOf(index))))];
  },
  // opened by its .shp, a Shapefile shows the areas of the .dbf beside it
  count: ({ table }, path) => (['.dbf', '.shp'].includes(extname(path)) ? [contentOfSheet(table)] : []),
  async read(path, { encoding, columns }) {
    if (extname(path) === '.dbf') return [attributePart(columns, await readDbf(path, encoding))];
    return extname(path) === '.shp' ? [shapePart(readShapeDigests(await readFile(path)))] : [];
  },
};

function attributePart(
  columns: readonly Pick<ListColumn, 'title' | 'group'>[],
  rows: ProductPart['rows'],
): ProductPart {
  return { name: '', kind: 'feature', titles: columns.map(fullTitle), rows };
}

function shapePart(digests: readonly string[]): ProductPart {
  return { name: '', kind: 'feature', titles: [shapeTitle], rows: digests.map((digest) => [digest]) };
}

/** Fingerprints of the outlines of a .shp; rings are not sorted into polygons, so their number stands for both. */
function readShapeDigests(bytes: Buffer): string[] {
  const digests: string[] = [];
  for (let place = 100; place < bytes.length; ) {
    const length = bytes.readInt32BE(place + 4) * 2;
    digests.push(shapeDigest(readRings(bytes, place + 8)));
    place += 8 + length;
  }
  return digests;
}

function readRings(bytes: Buffer, start: number): MultiPolygon {
  if (bytes.readInt32LE(start) !== 5) return [];
  const parts = bytes.readInt32LE(start + 36);
  const points = bytes.readInt32LE(start + 40);
  const firstPoint = start + 44 + 4 * parts;
  const starts = Array.from({ length: parts }, (_, part) => bytes.readInt32LE(start + 44 + 4 * part));
  const rings = starts.map((first, part) => {
    const next = starts[part + 1] ?? points;
    return Float64Array.from({ length: (next - first) * 2 }, (_, value) =>
      bytes.readDoubleLE(firstPoint + first * 16 + value * 8),
    );
  });
  return [rings];
}

/** Writes .shp, .shx, .dbf, .prj and .cpg; returns their paths. Text columns are as wide as their longest value. */
export function writeListShapefile(
  table: ListTable,
  path: string,
  encoding: 'gbk' | 'utf8',
): readonly string[] {
  const projection = coordinateSystemWkt(findCoordinateSystem(table.crsCode) as CoordinateSystem);
  const shapefile = openShapefile({
    path,
    encoding,
    fields: table.columns.map((column, index) => toField(column, longestText(table, index))),
    projection,
  });
  for (const [index, row] of table.rows.entries()) shapefile.add(table.geometryOf(index), row);
  const { files, cutTexts, replacedCharacters } = shapefile.finish();
  // a cut id or a lost character is worse than no file
  if (cutTexts > 0 || replacedCharacters > 0) {
    throw new AppError('EXPORT_FORMAT_UNSUPPORTED', {
      format: `shp（${encoding}）`,
      what: `${cutTexts} 个超长文本、${replacedCharacters} 个编码中没有的字符`,
    });
  }
  return files;
}

/** The fields a Shapefile of a list will have, with what of it the format cannot hold. */
export function describeShapefileFields(table: ListTable, encoding: 'gbk' | 'utf8'): ShapefileFieldRecord[] {
  return table.columns.map((column, place) => {
    const { name, kind, length } = toField(column, longestText(table, place));
    const texts = table.rows.map((row) => row[place]).filter((cell) => typeof cell === 'string');
    const problem = kind === 'text' ? describeTextProblem(texts, encoding) : '';
    const decimals = column.decimals === 0 ? '' : `，${column.decimals} 位小数`;
    const type = kind === 'text' ? `文本（${length} 字节）` : `数值（${length} 位${decimals}）`;
    return { title: fullTitle(column), name, type, problem };
  });
}

function describeTextProblem(texts: readonly string[], encoding: 'gbk' | 'utf8'): string {
  let tooLong = 0;
  let lost = 0;
  for (const text of texts) {
    const { bytes, replaced } =
      encoding === 'gbk' ? encodeGbk(text) : { bytes: Buffer.from(text, 'utf8'), replaced: 0 };
    if (bytes.length > widestTextBytes) tooLong++;
    lost += replaced;
  }
  const found = [
    tooLong > 0 ? `${tooLong} 个值超过 ${widestTextBytes} 字节` : '',
    lost > 0 ? `${lost} 个字在 GBK 中没有` : '',
  ];
  return found.filter((text) => text !== '').join('，');
}

function toField(column: ListColumn, longest: number): ShapefileField {
  if (column.kind === 'text') {
    // three bytes hold any Chinese character in UTF-8, two in GBK: the wider fits both
    return {
      name: column.fieldName,
      kind: 'text',
      length: Math.min(widestTextBytes, Math.max(1, longest * 3)),
    };
  }
  return { name: column.fieldName, kind: 'number', length: numberBytes, decimals: column.decimals };
}

function longestText(table: ListTable, columnIndex: number): number {
  let longest = 0;
  for (const row of table.rows) {
    const cell = row[columnIndex];
    if (typeof cell === 'string' && cell.length > longest) longest = cell.length;
  }
  return longest;
}

/** Attribute rows of a .dbf this program wrote: numbers as numbers, blank as null. */
export async function readDbf(path: string, encoding: 'gbk' | 'utf8'): Promise<ListCell[][]> {
  const bytes = await readFile(path);
  const decoder = new TextDecoder(encoding === 'gbk' ? 'gb18030' : 'utf-8');
  const count = bytes.readUInt32LE(4);
  const headerLength = bytes.readUInt16LE(8);
  const recordLength = bytes.readUInt16LE(10);
  const fields: { isText: boolean; offset: number; length: number }[] = [];
  let fieldOffset = 1;
  for (let place = 32; bytes[place] !== 0x0d && place + 32 <= headerLength; place += 32) {
    const length = bytes.readUInt8(place + 16);
    fields.push({ isText: bytes[place + 11] === 0x43, offset: fieldOffset, length });
    fieldOffset += length;
  }
  return Array.from({ length: count }, (_, row) => {
    const start = headerLength + row * recordLength;
    return fields.map(({ isText, offset, length }) => {
      const text = decoder.decode(bytes.subarray(start + offset, start + offset + length)).trimEnd();
      if (text.trim() === '') return null;
      return isText ? text : Number(text);
    });
  });
}

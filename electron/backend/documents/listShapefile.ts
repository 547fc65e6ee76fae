import { readFile } from 'node:fs/promises';
import { type CoordinateSystem, findCoordinateSystem } from '../../../shared/domain/crs/coordinateSystem.ts';
import { coordinateSystemWkt } from '../../../shared/domain/crs/coordinateSystemWkt.ts';
import { openShapefile, type ShapefileField } from '../vector/writeShapefile.ts';
import type { ListCell, ListColumn, ListTable } from './listTable.ts';

const widestTextBytes = 254;
const numberBytes = 18;

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
  return shapefile.finish().files;
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

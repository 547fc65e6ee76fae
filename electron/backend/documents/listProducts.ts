import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CoordinateSystem, findCoordinateSystem } from '../../../shared/domain/crs/coordinateSystem.ts';
import { writeWkb } from '../../../shared/domain/geometry/writeWkb.ts';
import { readGeoPackageRows } from '../storage/geopackage/readGeoPackageRows.ts';
import { writeGeoPackage } from '../storage/geopackage/writeGeoPackage.ts';
import { parseListCsv, renderListCsv } from './csv.ts';
import { parseListGeoJson, renderListGeoJson } from './listGeoJson.ts';
import { readDbf, writeListShapefile } from './listShapefile.ts';
import type { ListCell, ListColumn, ListTable } from './listTable.ts';
import { readListXlsx } from './readListXlsx.ts';
import { writeListXlsx } from './writeListXlsx.ts';

export type ListFormat = 'xlsx' | 'csv' | 'gpkg' | 'geojson' | 'shp';

export interface ProductOptions {
  /** Text encoding of the Shapefile; the other formats know only UTF-8. */
  readonly encoding: 'gbk' | 'utf8';
  readonly changedAtUtc: string;
}

/** How one format of a list is written and read back. */
export interface ListProduct {
  /** Writes into `directory`; returns all files written, the one to read back first. */
  write(table: ListTable, directory: string, name: string, options: ProductOptions): Promise<string[]>;
  /** The data rows as they stand in the file, in the order of `columns`. */
  read(
    path: string,
    columns: readonly ListColumn[],
    options: Pick<ProductOptions, 'encoding'>,
  ): Promise<ListCell[][]>;
}

const listTable = 'list';

export const listProducts: Readonly<Record<ListFormat, ListProduct>> = {
  xlsx: {
    async write(table, directory, name) {
      const path = join(directory, `${name}.xlsx`);
      await writeListXlsx(table, path);
      return [path];
    },
    read: async (path) => (await readListXlsx(path)).rows,
  },

  csv: {
    async write(table, directory, name) {
      const path = join(directory, `${name}.csv`);
      await writeFile(path, renderListCsv(table));
      return [path];
    },
    async read(path, columns) {
      const rows = parseListCsv(await readFile(path, 'utf8')).slice(1, -1);
      return rows.map((row) => columns.map((column, place) => toCell(row[place] ?? '', column)));
    },
  },

  gpkg: {
    async write(table, directory, name, { changedAtUtc }) {
      const path = join(directory, `${name}.gpkg`);
      await writeGeoPackage(path, [
        {
          table: listTable,
          title: table.title,
          crs: findCoordinateSystem(table.crsCode) as CoordinateSystem,
          geometryType: 'MULTIPOLYGON',
          changedAtUtc,
          fields: table.columns.map((column) => ({ name: column.fieldName, type: fieldTypes[column.kind] })),
          features: iterateFeatures(table),
        },
      ]);
      return [path];
    },
    read: async (path, columns) => readGeoPackageRows(path, listTable, fieldNames(columns)) as ListCell[][],
  },

  geojson: {
    async write(table, directory, name) {
      const path = join(directory, `${name}.geojson`);
      await writeFile(path, renderListGeoJson(table));
      return [path];
    },
    read: async (path, columns) => parseListGeoJson(await readFile(path, 'utf8'), fieldNames(columns)),
  },

  shp: {
    async write(table, directory, name, { encoding }) {
      const files = writeListShapefile(table, join(directory, `${name}.shp`), encoding);
      const attributes = files.filter((file) => file.endsWith('.dbf'));
      return [...attributes, ...files.filter((file) => !file.endsWith('.dbf'))];
    },
    read: (path, _columns, { encoding }) => readDbf(path, encoding),
  },
};

const fieldTypes = { text: 'text', integer: 'integer', area: 'real' } as const;

function* iterateFeatures(table: ListTable) {
  for (const [index, row] of table.rows.entries()) {
    yield { fid: index + 1, wkb: writeWkb(table.geometryOf(index)), attributes: row };
  }
}

function fieldNames(columns: readonly ListColumn[]): string[] {
  return columns.map((column) => column.fieldName);
}

function toCell(text: string, column: ListColumn): ListCell {
  if (text === '') return null;
  return column.kind === 'text' ? text : Number(text);
}

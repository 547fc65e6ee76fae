import { join } from 'node:path';
import { type CoordinateSystem, findCoordinateSystem } from '../../../shared/domain/crs/coordinateSystem.ts';
import { parseWkb } from '../../../shared/domain/geometry/parseWkb.ts';
import { writeWkb } from '../../../shared/domain/geometry/writeWkb.ts';
import { readGeoPackageOutlines, readGeoPackageRows } from '../storage/geopackage/readGeoPackageRows.ts';
import { writeGeoPackage } from '../storage/geopackage/writeGeoPackage.ts';
import { featurePart } from './featurePart.ts';
import type { ListProduct } from './listProduct.ts';
import type { ListCell, ListTable } from './listTable.ts';
import { renderPlotQml, renderPlotSld } from './plotLayerStyle.ts';
import { shapeDigest } from './shapeDigest.ts';

const listTable = 'list';
const fieldTypes = {
  text: 'text',
  integer: 'integer',
  count: 'integer',
  area: 'real',
  rate: 'real',
} as const;

/** The list as a GeoPackage with the style QGIS opens it in. */
export const geoPackageProduct: ListProduct = {
  async write({ table }, directory, name, { changedAtUtc }) {
    const path = join(directory, `${name}.gpkg`);
    const verdictField = table.columns.find(({ key }) => key === 'eligibility')?.fieldName;
    await writeGeoPackage(path, [
      {
        table: listTable,
        title: table.title,
        crs: findCoordinateSystem(table.crsCode) as CoordinateSystem,
        geometryType: 'MULTIPOLYGON',
        changedAtUtc,
        fields: table.columns.map((column) => ({ name: column.fieldName, type: fieldTypes[column.kind] })),
        features: iterateFeatures(table),
        ...(verdictField === undefined
          ? {}
          : {
              style: {
                name: '核算结论',
                qml: renderPlotQml(verdictField),
                sld: renderPlotSld(verdictField, listTable),
              },
            }),
      },
    ]);
    return [path];
  },
  expect: ({ table }) => [
    featurePart(table.columns, table.rows, (index) => shapeDigest(table.geometryOf(index))),
  ],
  async read(path, { columns }) {
    const names = columns.map(({ fieldName }) => fieldName);
    const rows = readGeoPackageRows(path, listTable, names) as ListCell[][];
    const outlines = readGeoPackageOutlines(path, listTable);
    return [featurePart(columns, rows, (index) => digestOfWkb(outlines[index] ?? null))];
  },
};

function* iterateFeatures(table: ListTable) {
  for (const [index, row] of table.rows.entries()) {
    yield { fid: index + 1, wkb: writeWkb(table.geometryOf(index)), attributes: row };
  }
}

function digestOfWkb(wkb: Uint8Array | null): string {
  const parsed = wkb === null ? undefined : parseWkb(wkb);
  return parsed?.ok === true ? shapeDigest(parsed.value.polygons) : '不是面';
}

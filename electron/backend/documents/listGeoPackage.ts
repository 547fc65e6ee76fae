import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { type CoordinateSystem, findCoordinateSystem } from '../../../shared/domain/crs/coordinateSystem.ts';
import { parseWkb } from '../../../shared/domain/geometry/parseWkb.ts';
import { writeWkb } from '../../../shared/domain/geometry/writeWkb.ts';
import type { LayerStyle } from '../storage/geopackage/layerStyles.ts';
import {
  readGeoPackageOutlines,
  readGeoPackageRows,
  readGeoPackageTables,
} from '../storage/geopackage/readGeoPackageRows.ts';
import { promoteToMultiPolygon } from '../storage/geopackage/wkbBounds.ts';
import { type GeoPackageLayer, writeGeoPackage } from '../storage/geopackage/writeGeoPackage.ts';
import { contentOfSheet } from './contentOfSheet.ts';
import { featurePart } from './featurePart.ts';
import { keptShapeDigest } from './keptShapeDigest.ts';
import { contentOfLayer } from './layers/contentOfLayer.ts';
import { layerKinds } from './layers/layerKinds.ts';
import type { LayerKind, ListLayer } from './layers/listLayer.ts';
import type { ListProduct } from './listProduct.ts';
import type { ListCell, ListTable } from './listTable.ts';
import { describePlotStyle } from './plotLayerStyle.ts';
import type { ProductPart } from './productPart.ts';
import { shapeDigest } from './shapeDigest.ts';
import { renderQml, renderSld, type SymbolStyle } from './symbolStyle.ts';

const listTable = 'list';
const fieldTypes = {
  text: 'text',
  integer: 'integer',
  count: 'integer',
  area: 'real',
  rate: 'real',
} as const;

/** The list as a GeoPackage with the styles QGIS opens it in, and what was frozen beside it as further layers. */
export const geoPackageProduct: ListProduct = {
  async write({ table, snapshot }, directory, name, { changedAtUtc }) {
    const path = join(directory, `${name}.gpkg`);
    const crs = findCoordinateSystem(table.crsCode) as CoordinateSystem;
    const verdictField = table.columns.find(({ key }) => key === 'eligibility')?.fieldName;
    const list: GeoPackageLayer = {
      ...{ table: listTable, title: table.title, crs, geometryType: 'MULTIPOLYGON', changedAtUtc },
      fields: table.columns.map((column) => ({ name: column.fieldName, type: fieldTypes[column.kind] })),
      features: iterateFeatures(table),
      ...(verdictField === undefined
        ? {}
        : {
            style: renderStyle(
              '核算结论',
              describePlotStyle(verdictField, snapshot.verdictColors),
              listTable,
            ),
          }),
    };
    const further = snapshot.layers.map(
      ({ kind, rows, shapes }): GeoPackageLayer => ({
        ...{ table: kind.table, title: kind.title, crs, geometryType: kind.geometryType, changedAtUtc },
        fields: kind.columns.map(({ fieldName, type }) => ({ name: fieldName, type })),
        features: rows.map((row, index) => ({ wkb: shapes[index] as Uint8Array, attributes: row })),
        style: renderStyle(kind.title, kind.style, kind.table),
      }),
    );
    await writeGeoPackage(path, [list, ...further]);
    return [path];
  },
  expect: ({ table, snapshot }) => [
    featurePart(table.columns, table.rows, (index) => keptShapeDigest(table.geometryOf(index))),
    ...snapshot.layers.map(({ kind, rows, shapes }) => layerPart(kind, rows, shapes)),
  ],
  count: ({ table, snapshot }) => [contentOfSheet(table), ...snapshot.layers.map(contentOfLayer)],
  async read(path, { columns }) {
    const names = columns.map(({ fieldName }) => fieldName);
    const rows = readGeoPackageRows(path, listTable, names) as ListCell[][];
    const outlines = readGeoPackageOutlines(path, listTable);
    const tables = new Set(readGeoPackageTables(path));
    return [
      featurePart(columns, rows, (index) => digestOfWkb(outlines[index] ?? null)),
      ...layerKinds.filter(({ table }) => tables.has(table)).map((kind) => readLayer(path, kind)),
    ];
  },
};

function renderStyle(name: string, style: SymbolStyle, table: string): LayerStyle {
  return { name, qml: renderQml(style), sld: renderSld(style, table) };
}

function readLayer(path: string, kind: LayerKind): ProductPart {
  const names = kind.columns.map(({ fieldName }) => fieldName);
  const rows = readGeoPackageRows(path, kind.table, names) as ListCell[][];
  return layerPart(kind, rows, readGeoPackageOutlines(path, kind.table));
}

function layerPart(
  { title, columns }: LayerKind,
  rows: ListLayer['rows'],
  shapes: readonly (Uint8Array | null)[],
): ProductPart {
  const digestOf = (index: number) => digestOfBytes(shapes[index] ?? null);
  return { ...featurePart(columns, rows, digestOf), name: title };
}

/** A fingerprint of the bytes of a shape, which a GeoPackage keeps but for a lone polygon that becomes one of several. */
function digestOfBytes(wkb: Uint8Array | null): string {
  if (wkb === null) return '无图形';
  return createHash('sha256').update(promoteToMultiPolygon(wkb)).digest('hex').slice(0, 16);
}

function* iterateFeatures(table: ListTable) {
  for (const [index, row] of table.rows.entries()) {
    yield { fid: index + 1, wkb: writeWkb(table.geometryOf(index)), attributes: row };
  }
}

function digestOfWkb(wkb: Uint8Array | null): string {
  const parsed = wkb === null ? undefined : parseWkb(wkb);
  return parsed?.ok === true ? shapeDigest(parsed.value.polygons) : '不是面';
}

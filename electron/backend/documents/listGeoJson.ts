import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MultiPolygon } from '../../../shared/domain/geometry/multiPolygon.ts';
import { featurePart } from './featurePart.ts';
import { coordinateDecimals, toDegrees } from './geographicOutline.ts';
import type { ListProduct } from './listProduct.ts';
import type { ListCell, ListTable } from './listTable.ts';
import { shapeDigest } from './shapeDigest.ts';

export const geoJsonProduct: ListProduct = {
  async write({ table }, directory, name) {
    const path = join(directory, `${name}.geojson`);
    await writeFile(path, renderListGeoJson(table));
    return [path];
  },
  expect: ({ table }) => [
    featurePart(table.columns, table.rows, (index) =>
      shapeDigest(toDegrees(table, index), coordinateDecimals),
    ),
  ],
  async read(path, { columns }) {
    const text = await readFile(path, 'utf8');
    const rows = parseListGeoJson(
      text,
      columns.map(({ fieldName }) => fieldName),
    );
    const outlines = parseOutlines(text);
    return [
      featurePart(columns, rows, (index) => shapeDigest(outlines[index] as MultiPolygon, coordinateDecimals)),
    ];
  },
};

/** RFC 7946: longitude and latitude (CGCS2000 taken as coincident with WGS84), outer rings counter-clockwise. */
export function* renderListGeoJson(table: ListTable): Generator<string> {
  yield `{"type":"FeatureCollection","name":${JSON.stringify(table.title)},"features":[\n`;
  for (const [index, row] of table.rows.entries()) {
    const properties = Object.fromEntries(
      table.columns.map((column, place) => [column.fieldName, row[place] ?? null]),
    );
    const coordinates = toDegrees(table, index).map((polygon) =>
      polygon.map((ring, place) => toPositions(ring, place === 0)),
    );
    const feature = { type: 'Feature', properties, geometry: { type: 'MultiPolygon', coordinates } };
    yield `${JSON.stringify(feature)}${index + 1 < table.rows.length ? ',' : ''}\n`;
  }
  yield ']}\n';
}

/** Ring as positions, outer ones counter-clockwise and holes clockwise. */
function toPositions(ring: Float64Array, counterClockwise: boolean): [number, number][] {
  const positions: [number, number][] = [];
  let doubledArea = 0;
  for (let i = 0; i + 1 < ring.length; i += 2) {
    const x = ring[i] as number;
    const y = ring[i + 1] as number;
    positions.push([Number(x.toFixed(coordinateDecimals)), Number(y.toFixed(coordinateDecimals))]);
    if (i + 3 < ring.length) doubledArea += x * (ring[i + 3] as number) - (ring[i + 2] as number) * y;
  }
  return doubledArea > 0 === counterClockwise ? positions : positions.reverse();
}

/** Rows of a list this program wrote as GeoJSON, in the column order of `fieldNames`. */
export function parseListGeoJson(text: string, fieldNames: readonly string[]): ListCell[][] {
  const collection = JSON.parse(text) as { features: { properties: Record<string, ListCell> }[] };
  return collection.features.map((feature) => fieldNames.map((name) => feature.properties[name] ?? null));
}

function parseOutlines(text: string): MultiPolygon[] {
  const collection = JSON.parse(text) as { features: { geometry: { coordinates: number[][][][] } }[] };
  return collection.features.map(({ geometry }) =>
    geometry.coordinates.map((polygon) => polygon.map((ring) => Float64Array.from(ring.flat()))),
  );
}

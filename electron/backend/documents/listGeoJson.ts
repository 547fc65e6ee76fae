import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { contentOfSheet } from './contentOfSheet.ts';
import { featurePart } from './featurePart.ts';
import { toDegrees } from './geographicOutline.ts';
import { fromGeoJson, type GeoJsonGeometry, toGeoJson } from './geoJsonGeometry.ts';
import { keptShapeDigest } from './keptShapeDigest.ts';
import { contentOfLayer } from './layers/contentOfLayer.ts';
import { digestOutline, type LayerOutline, readLayerOutline } from './layers/layerOutline.ts';
import type { ListLayer } from './layers/listLayer.ts';
import { expectTextLayer, findLayerKind, textLayersOf } from './layers/textLayers.ts';
import type { HandUpSource, ListProduct } from './listProduct.ts';
import type { ListCell, ListTable } from './listTable.ts';
import type { ProductPart } from './productPart.ts';
import { readTextPieces } from './readTextPieces.ts';

/** The list, and a file for each layer that stands beside it. */
export const geoJsonProduct: ListProduct = {
  async write({ table, snapshot }, directory, name) {
    const path = join(directory, `${name}.geojson`);
    await writeFile(path, renderListGeoJson(table));
    const paths = [path];
    for (const layer of textLayersOf(snapshot)) {
      const further = join(directory, `${name}_${layer.kind.title}.geojson`);
      await writeFile(further, renderLayerGeoJson(layer, table.crsCode));
      paths.push(further);
    }
    return paths;
  },
  expect({ table, snapshot }, path) {
    const layer = layerOf(snapshot, path);
    if (layer !== undefined) return [expectTextLayer(layer, table.crsCode)];
    return [
      featurePart(table.columns, table.rows, (index) =>
        keptShapeDigest(toDegrees(table.geometryOf(index), table.crsCode)),
      ),
    ];
  },
  count({ table, snapshot }, path) {
    const layer = layerOf(snapshot, path);
    return [layer === undefined ? contentOfSheet(table) : contentOfLayer(layer)];
  },
  async read(path, { columns }) {
    const kind = layerKindOf(path);
    const names = (kind?.columns ?? columns).map(({ fieldName }) => fieldName);
    const rows: ListCell[][] = [];
    const digests: string[] = [];
    for await (const { properties, geometry } of readFeatures(path)) {
      rows.push(names.map((name) => properties[name] ?? null));
      digests.push(digestOutline(fromGeoJson(geometry)));
    }
    const part: ProductPart = featurePart(
      kind?.columns ?? columns,
      rows,
      (index) => digests[index] as string,
    );
    return [kind === undefined ? part : { ...part, name: kind.title }];
  },
};

/** RFC 7946: longitude and latitude (CGCS2000 taken as coincident with WGS84), outer rings counter-clockwise. */
export function* renderListGeoJson(table: ListTable): Generator<string> {
  yield* renderCollection(table.title, table.columns, table.rows, (index) => ({
    type: 'MultiPolygon',
    geometry: toDegrees(table.geometryOf(index), table.crsCode),
  }));
}

function* renderLayerGeoJson({ kind, rows, shapes }: ListLayer, crsCode: string): Generator<string> {
  const outlines = shapes.map((wkb) => readLayerOutline(wkb, crsCode));
  yield* renderCollection(kind.title, kind.columns, rows, (index) => outlines[index] as LayerOutline);
}

function* renderCollection(
  title: string,
  columns: readonly { readonly fieldName: string }[],
  rows: ListLayer['rows'],
  outlineOf: (index: number) => LayerOutline,
): Generator<string> {
  yield `{"type":"FeatureCollection","name":${JSON.stringify(title)},"features":[\n`;
  for (const [index, row] of rows.entries()) {
    const properties = Object.fromEntries(
      columns.map(({ fieldName }, place) => [fieldName, row[place] ?? null]),
    );
    const feature = { type: 'Feature', properties, geometry: toGeoJson(outlineOf(index)) };
    yield `${JSON.stringify(feature)}${index + 1 < rows.length ? ',' : ''}\n`;
  }
  yield ']}\n';
}

interface Feature {
  readonly properties: Readonly<Record<string, ListCell>>;
  readonly geometry: GeoJsonGeometry;
}

const ownBeginning = '{"type":"FeatureCollection","name":';

/** Line by line where the file is laid out as this program does it; a county's coordinates are many. */
async function* readFeatures(path: string): AsyncGenerator<Feature> {
  let line = 0;
  for await (const text of readTextPieces(path, '\n')) {
    if (line++ === 0) {
      if (text.startsWith(ownBeginning) && text.endsWith('[')) continue;
      const whole = JSON.parse(await readFile(path, 'utf8')) as { features: Feature[] };
      yield* whole.features;
      return;
    }
    if (text === ']}') return;
    yield JSON.parse(text.endsWith(',') ? text.slice(0, -1) : text) as Feature;
  }
}

/** The frozen layer a file of the product holds; undefined for the list itself. */
function layerOf(snapshot: HandUpSource['snapshot'], path: string): ListLayer | undefined {
  return textLayersOf(snapshot).find(({ kind }) => kind === layerKindOf(path));
}

/** Which layer a file of the product holds; undefined for the list itself. */
function layerKindOf(path: string) {
  return findLayerKind(basename(path, '.geojson').split('_').at(-1) ?? '');
}

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eligibilityVerdicts } from '../../../shared/domain/eligibility/verdict.ts';
import { eligibilityTitles } from '../../../shared/text/eligibility.zh-CN.ts';
import { contentOfSheet } from './contentOfSheet.ts';
import { featurePart } from './featurePart.ts';
import { toDegrees } from './geographicOutline.ts';
import { keptShapeDigest } from './keptShapeDigest.ts';
import { parseKmlGeometry, renderKmlGeometry } from './kmlGeometry.ts';
import { contentOfLayer } from './layers/contentOfLayer.ts';
import { digestOutline, type LayerOutline, readLayerOutline } from './layers/layerOutline.ts';
import type { LayerKind, ListLayer } from './layers/listLayer.ts';
import { findLayerKind, textLayersOf } from './layers/textLayers.ts';
import type { HandUpSource, ListProduct } from './listProduct.ts';
import { fullTitle, type ListCell } from './listTable.ts';
import type { ProductPart } from './productPart.ts';
import { readTextPieces } from './readTextPieces.ts';
import type { VerdictColors } from './verdictColors.ts';
import { escapeXml, unescapeXml } from './xmlText.ts';

/** Markup red, for all that is drawn beside the plots. */
const layerStyle = 'layer';
const layerColor = '#c2185b';

/** KML 2.2 (OGC 07-147r2) for 奥维 and other viewers: a Placemark per plot by verdict, a folder per further layer. */
export const kmlProduct: ListProduct = {
  async write(source, directory, name) {
    const path = join(directory, `${name}.kml`);
    await writeFile(path, renderKml(source));
    return [path];
  },
  expect: ({ table, snapshot }) => [
    namedPart(
      table.columns,
      table.rows.map((row) => [...row.map(showCell(table.columns)), nameOf(table.columns, row) || null]),
      (index) => keptShapeDigest(toDegrees(table.geometryOf(index), table.crsCode)),
    ),
    ...textLayersOf(snapshot).map(({ kind, rows, shapes }) => ({
      ...namedPart(
        kind.columns,
        rows.map((row) => [...row.map(showCell([])), nameOf(kind.columns, row) || null]),
        (index) => digestOutline(readLayerOutline(shapes[index] as Uint8Array, table.crsCode)),
      ),
      name: kind.title,
    })),
  ],
  count: ({ table, snapshot }) => [contentOfSheet(table), ...textLayersOf(snapshot).map(contentOfLayer)],
  async read(path, { columns }) {
    const parts: { kind: LayerKind | undefined; rows: ListCell[][]; digests: string[] }[] = [
      { kind: undefined, rows: [], digests: [] },
    ];
    for await (const text of readTextPieces(path, '</Placemark>')) {
      const [before = '', placemark] = text.split('<Placemark>');
      const folder = /<Folder><name>([^<]*)<\/name>/.exec(before)?.[1];
      if (folder !== undefined)
        parts.push({ kind: findLayerKind(unescapeXml(folder)), rows: [], digests: [] });
      const part = parts.at(-1);
      if (placemark === undefined || part === undefined) continue;
      const values = readValues(placemark);
      const name = detach(unescapeXml(/<name>([^<]*)<\/name>/.exec(placemark)?.[1] ?? ''));
      const cells = (part.kind?.columns ?? columns).map(({ fieldName }) => values.get(fieldName) || null);
      part.rows.push([...cells, name || null]);
      part.digests.push(digestOutline(parseKmlGeometry(placemark)));
    }
    return parts.map(({ kind, rows, digests }) => ({
      ...namedPart(kind?.columns ?? columns, rows, (index) => digests[index] as string),
      name: kind?.title ?? '',
    }));
  },
};

export function* renderKml({ table, snapshot }: HandUpSource): Generator<string> {
  const verdictPlace = table.columns.findIndex(({ key }) => key === 'eligibility');
  const titles = table.columns.map((column) => ({ ...column, title: fullTitle(column) }));
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>${escapeXml(table.title)}</name>${renderStyles(snapshot.verdictColors)}\n`;
  for (const [index, row] of table.rows.entries()) {
    const verdict = eligibilityVerdicts.find((code) => eligibilityTitles[code] === row[verdictPlace]);
    const geometry = toDegrees(table.geometryOf(index), table.crsCode);
    yield renderPlacemark(nameOf(table.columns, row), verdict, titles, row, {
      type: 'MultiPolygon',
      geometry,
    });
  }
  for (const layer of textLayersOf(snapshot)) yield* renderFolder(layer, table.crsCode);
  yield '</Document></kml>\n';
}

function* renderFolder({ kind, rows, shapes }: ListLayer, crsCode: string): Generator<string> {
  yield `<Folder><name>${escapeXml(kind.title)}</name>\n`;
  const columns = kind.columns.map((column) => ({ ...column, decimals: undefined }));
  for (const [index, row] of rows.entries()) {
    const outline = readLayerOutline(shapes[index] as Uint8Array, crsCode);
    yield renderPlacemark(nameOf(kind.columns, row), layerStyle, columns, row, outline);
  }
  yield '</Folder>\n';
}

/** What a viewer shows beside a shape: what was written there, else the number of its plot. */
function nameOf(columns: readonly { readonly fieldName: string }[], row: ListLayer['rows'][number]): string {
  const cellOf = (name: string) => row[columns.findIndex(({ fieldName }) => fieldName === name)];
  return String(cellOf('BZWZ') ?? cellOf('TBBH') ?? '');
}

/** Features with the name a viewer shows as a column of its own, before the outline. */
function namedPart(
  columns: readonly { readonly title: string }[],
  rows: ProductPart['rows'],
  digestOf: (index: number) => string,
): ProductPart {
  return featurePart([...columns, { title: '显示名称' }], rows, digestOf);
}

/** A cell as it is read back: as text, and an empty one as none. */
function showCell(columns: readonly { readonly decimals: number }[]) {
  return (cell: ListCell, place: number): string | null => renderCell(cell, columns[place]?.decimals) || null;
}

function renderPlacemark(
  name: string,
  style: string | undefined,
  columns: readonly {
    readonly fieldName: string;
    readonly title: string;
    readonly decimals: number | undefined;
  }[],
  row: ListLayer['rows'][number],
  outline: LayerOutline,
): string {
  const data = columns.map(
    ({ fieldName, title, decimals }, place) =>
      `<Data name="${fieldName}"><displayName>${escapeXml(title)}</displayName><value>${escapeXml(renderCell(row[place] ?? null, decimals))}</value></Data>`,
  );
  return `<Placemark><name>${escapeXml(name)}</name>${style === undefined ? '' : `<styleUrl>#${style}</styleUrl>`}<ExtendedData>${data.join('')}</ExtendedData>${renderKmlGeometry(outline)}</Placemark>\n`;
}

function readValues(placemark: string): Map<string, string> {
  return new Map(
    [...placemark.matchAll(/<Data name="([^"]*)">[\s\S]*?<value>([\s\S]*?)<\/value><\/Data>/g)].map(
      ([, name = '', value = '']) => [detach(name), detach(unescapeXml(value))],
    ),
  );
}

/** A text cut out of a longer one keeps the whole of it in memory; a copy does not. */
function detach(text: string): string {
  return Buffer.from(text, 'utf16le').toString('utf16le');
}

function renderStyles(colors: VerdictColors): string {
  const styles = eligibilityVerdicts.map((verdict) => renderStyle(verdict, colors[verdict], '59'));
  return [...styles, renderStyle(layerStyle, layerColor, '1a')].join('');
}

function renderStyle(id: string, color: string, fillAlpha: string): string {
  return `<Style id="${id}"><LineStyle><color>${kmlColor(color, 'ff')}</color><width>2</width></LineStyle><PolyStyle><color>${kmlColor(color, fillAlpha)}</color></PolyStyle></Style>`;
}

/** A list's numbers have their decimals; those of a layer are written as they are. */
function renderCell(cell: ListCell, decimals: number | undefined): string {
  if (cell === null) return '';
  return typeof cell === 'number' && decimals !== undefined ? cell.toFixed(decimals) : String(cell);
}

/** '#rrggbb' as KML's aabbggrr. */
function kmlColor(color: string, alpha: string): string {
  return `${alpha}${color.slice(5, 7)}${color.slice(3, 5)}${color.slice(1, 3)}`;
}

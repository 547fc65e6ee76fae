import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eligibilityVerdicts } from '../../../shared/domain/eligibility/verdict.ts';
import { eligibilityTitles } from '../../../shared/text/eligibility.zh-CN.ts';
import { featurePart } from './featurePart.ts';
import { toDegrees } from './geographicOutline.ts';
import { keptShapeDigest } from './keptShapeDigest.ts';
import { parseKmlGeometry, renderKmlGeometry } from './kmlGeometry.ts';
import { digestOutline, type LayerOutline, readLayerOutline } from './layers/layerOutline.ts';
import type { LayerKind, ListLayer } from './layers/listLayer.ts';
import { expectTextLayer, findLayerKind, textLayersOf } from './layers/textLayers.ts';
import type { HandUpSource, ListProduct } from './listProduct.ts';
import { fullTitle, type ListCell } from './listTable.ts';
import { eligibilityColors } from './plotLayerStyle.ts';
import { readTextPieces } from './readTextPieces.ts';
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
    featurePart(
      table.columns,
      table.rows.map((row) =>
        row.map((cell, place) => renderCell(cell, table.columns[place]?.decimals ?? 0) || null),
      ),
      (index) => keptShapeDigest(toDegrees(table.geometryOf(index), table.crsCode)),
    ),
    ...textLayersOf(snapshot).map((layer) =>
      expectTextLayer(layer, table.crsCode, (cell) => (cell === null ? null : String(cell))),
    ),
  ],
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
      part.rows.push((part.kind?.columns ?? columns).map(({ fieldName }) => values.get(fieldName) || null));
      part.digests.push(digestOutline(parseKmlGeometry(placemark)));
    }
    return parts.map(({ kind, rows, digests }) => ({
      ...featurePart(kind?.columns ?? columns, rows, (index) => digests[index] as string),
      name: kind?.title ?? '',
    }));
  },
};

export function* renderKml({ table, snapshot }: HandUpSource): Generator<string> {
  const verdictPlace = table.columns.findIndex(({ key }) => key === 'eligibility');
  const namePlace = table.columns.findIndex(({ key }) => key === 'plotNo');
  const titles = table.columns.map((column) => ({ ...column, title: fullTitle(column) }));
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>${escapeXml(table.title)}</name>${renderStyles()}\n`;
  for (const [index, row] of table.rows.entries()) {
    const verdict = eligibilityVerdicts.find((code) => eligibilityTitles[code] === row[verdictPlace]);
    const geometry = toDegrees(table.geometryOf(index), table.crsCode);
    yield renderPlacemark(String(row[namePlace] ?? ''), verdict, titles, row, {
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
    // what is drawn is named by its own words, else by its plot
    const words = row[kind.columns.findIndex(({ fieldName }) => fieldName === 'BZWZ')] ?? row[0];
    yield renderPlacemark(String(words ?? ''), layerStyle, columns, row, outline);
  }
  yield '</Folder>\n';
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
      ([, name = '', value = '']) => [name, unescapeXml(value)],
    ),
  );
}

function renderStyles(): string {
  const styles = eligibilityVerdicts.map((verdict) => renderStyle(verdict, eligibilityColors[verdict], '59'));
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

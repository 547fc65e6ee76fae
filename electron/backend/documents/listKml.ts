import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eligibilityVerdicts } from '../../../shared/domain/eligibility/verdict.ts';
import type { MultiPolygon, Ring } from '../../../shared/domain/geometry/multiPolygon.ts';
import { orientRings } from '../../../shared/domain/geometry/orientRings.ts';
import { eligibilityTitles } from '../../../shared/text/eligibility.zh-CN.ts';
import { featurePart } from './featurePart.ts';
import { coordinateDecimals, toDegrees } from './geographicOutline.ts';
import type { ListProduct } from './listProduct.ts';
import { fullTitle, type ListCell, type ListTable } from './listTable.ts';
import { eligibilityColors } from './plotLayerStyle.ts';
import { shapeDigest } from './shapeDigest.ts';
import { escapeXml, unescapeXml } from './xmlText.ts';

/** KML 2.2 (OGC 07-147r2) for 奥维 and other viewers: one Placemark per plot, coloured by verdict. */
export const kmlProduct: ListProduct = {
  async write({ table }, directory, name) {
    const path = join(directory, `${name}.kml`);
    await writeFile(path, renderListKml(table));
    return [path];
  },
  expect: ({ table }) => [
    featurePart(
      table.columns,
      table.rows.map((row) =>
        row.map((cell, place) => renderCell(cell, table.columns[place]?.decimals ?? 0) || null),
      ),
      (index) => shapeDigest(toDegrees(table, index), coordinateDecimals),
    ),
  ],
  async read(path, { columns }) {
    const placemarks = parseListKml(await readFile(path, 'utf8'));
    return [
      featurePart(
        columns,
        placemarks.map(({ values }) => columns.map(({ fieldName }) => values.get(fieldName) || null)),
        (index) => shapeDigest(placemarks[index]?.geometry ?? [], coordinateDecimals),
      ),
    ];
  },
};

export function* renderListKml(table: ListTable): Generator<string> {
  const styles = eligibilityVerdicts.map(
    (verdict) =>
      `<Style id="${verdict}"><LineStyle><color>${kmlColor(eligibilityColors[verdict], 'ff')}</color><width>2</width></LineStyle><PolyStyle><color>${kmlColor(eligibilityColors[verdict], '59')}</color></PolyStyle></Style>`,
  );
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>${escapeXml(table.title)}</name>${styles.join('')}\n`;
  const namePlace = table.columns.findIndex(({ key }) => key === 'plotNo');
  const verdictPlace = table.columns.findIndex(({ key }) => key === 'eligibility');
  for (const [index, row] of table.rows.entries()) {
    const verdict = eligibilityVerdicts.find((code) => eligibilityTitles[code] === row[verdictPlace]);
    const data = table.columns.map(
      (column, place) =>
        `<Data name="${column.fieldName}"><displayName>${escapeXml(fullTitle(column))}</displayName><value>${escapeXml(renderCell(row[place] ?? null, column.decimals))}</value></Data>`,
    );
    const polygons = orientRings(toDegrees(table, index), 'counterClockwise').map(
      (polygon) =>
        `<Polygon>${polygon.map((ring, place) => renderRing(ring, place === 0 ? 'outer' : 'inner')).join('')}</Polygon>`,
    );
    yield `<Placemark><name>${escapeXml(String(row[namePlace] ?? ''))}</name>${verdict === undefined ? '' : `<styleUrl>#${verdict}</styleUrl>`}<ExtendedData>${data.join('')}</ExtendedData><MultiGeometry>${polygons.join('')}</MultiGeometry></Placemark>\n`;
  }
  yield '</Document></kml>\n';
}

/** Placemarks of a KML this program wrote: values by field name, outlines in degrees. */
export function parseListKml(
  text: string,
): { readonly values: ReadonlyMap<string, string>; readonly geometry: MultiPolygon }[] {
  return [...text.matchAll(/<Placemark>([\s\S]*?)<\/Placemark>/g)].map(([, body = '']) => ({
    values: new Map(
      [...body.matchAll(/<Data name="([^"]*)">[\s\S]*?<value>([\s\S]*?)<\/value><\/Data>/g)].map(
        ([, name = '', value = '']) => [name, unescapeXml(value)],
      ),
    ),
    geometry: [...body.matchAll(/<Polygon>([\s\S]*?)<\/Polygon>/g)].map(([, polygon = '']) =>
      [...polygon.matchAll(/<coordinates>([\s\S]*?)<\/coordinates>/g)].map(([, ring = '']) =>
        Float64Array.from(
          ring
            .trim()
            .split(/\s+/)
            .flatMap((position) => position.split(',').slice(0, 2).map(Number)),
        ),
      ),
    ),
  }));
}

function renderRing(ring: Ring, side: 'outer' | 'inner'): string {
  const positions: string[] = [];
  for (let i = 0; i + 1 < ring.length; i += 2) {
    const longitude = (ring[i] as number).toFixed(coordinateDecimals);
    positions.push(`${longitude},${(ring[i + 1] as number).toFixed(coordinateDecimals)}`);
  }
  const boundary = `${side}BoundaryIs`;
  return `<${boundary}><LinearRing><coordinates>${positions.join(' ')}</coordinates></LinearRing></${boundary}>`;
}

function renderCell(cell: ListCell, decimals: number): string {
  if (cell === null) return '';
  return typeof cell === 'number' ? cell.toFixed(decimals) : cell;
}

/** '#rrggbb' as KML's aabbggrr. */
function kmlColor(color: string, alpha: string): string {
  return `${alpha}${color.slice(5, 7)}${color.slice(3, 5)}${color.slice(1, 3)}`;
}

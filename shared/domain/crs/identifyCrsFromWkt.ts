import {
  type CoordinateSystem,
  findCoordinateSystem,
  listCoordinateSystems,
  type ProjectedCoordinateSystem,
} from './coordinateSystem.ts';
import { DATUMS, type DatumName } from './datum.ts';
import { parseWkt, type WktNode } from './parseWkt.ts';

const PROJECTED_KEYWORDS: ReadonlySet<string> = new Set(['PROJCS', 'PROJCRS', 'PROJECTEDCRS']);
const GEOGRAPHIC_KEYWORDS: ReadonlySet<string> = new Set([
  'GEOGCS',
  'GEOGCRS',
  'GEODCRS',
  'GEOGRAPHICCRS',
  'GEODETICCRS',
  'BASEGEOGCRS',
  'BASEGEODCRS',
]);
const DATUM_KEYWORDS: ReadonlySet<string> = new Set(['DATUM', 'GEODETICDATUM', 'TRF', 'ENSEMBLE']);
const SPHEROID_KEYWORDS: ReadonlySet<string> = new Set(['SPHEROID', 'ELLIPSOID']);

/** The names GDAL, ESRI and Chinese software give our datums, compared without case and punctuation. */
const DATUM_NAMES: Readonly<Record<DatumName, RegExp>> = {
  CGCS2000: /china2000|cgcs2000|chinageodeticcoordinatesystem2000|2000国家大地坐标系|国家2000/,
  WGS84: /wgs(19)?84|worldgeodeticsystem1984/,
  Xian80: /xian(19)?80|西安(19)?80/,
  Beijing54: /beijing(19)?54|北京(19)?54/,
};

/**
 * The system a WKT1 or WKT2 text describes (a .prj, a GeoPackage definition, GDAL's output), or undefined
 * where it is not one we know or contradicts itself.
 *
 * What the WKT says in figures decides: datum, central meridian, false easting and scale must all match, an
 * EPSG code only confirms them. A code beside other figures (a .prj copied from a neighbouring zone) is a
 * contradiction to ask about, not to resolve. Without a code, 3° and 6° systems that share a central
 * meridian have identical coordinates; the name chooses, else 3°.
 */
export function identifyCrsFromWkt(wkt: string): CoordinateSystem | undefined {
  const root = parseWkt(wkt);
  if (root === undefined) return undefined;
  const projected = findNode(root, PROJECTED_KEYWORDS);
  const geographic = findNode(projected ?? root, GEOGRAPHIC_KEYWORDS);
  if (geographic === undefined || !usesMetresAndDegrees(projected, geographic)) return undefined;

  const coded = findByAuthority(projected ?? geographic);
  const datum = identifyDatum(geographic) ?? coded?.datum;
  if (datum === undefined || (coded !== undefined && coded.datum !== datum)) return undefined;
  if (!usesEllipsoidOf(datum, geographic)) return undefined;

  if (projected === undefined) {
    return coded ?? findCoordinateSystem(`EPSG:${DATUMS[datum].geographicEpsg}`);
  }
  const matches = findByParameters(projected, datum);
  if (coded !== undefined) return matches.find((system) => system.code === coded.code);
  const width = namesSixDegreeZone(projected) ? 6 : 3;
  return matches.find((system) => system.zoneWidthDegrees === width) ?? matches[0];
}

function findByParameters(projected: WktNode, datum: DatumName): ProjectedCoordinateSystem[] {
  const method = findNode(projected, new Set(['PROJECTION', 'METHOD']));
  if (method === undefined || !/^(transversemercator|gausskruger)$/.test(toPlainName(method.values[0])))
    return [];
  const centralMeridian = readParameter(projected, /^(centralmeridian|longitudeof(natural)?origin)$/);
  const falseEasting = readParameter(projected, /^falseeasting$/) ?? 0;
  const falseNorthing = readParameter(projected, /^falsenorthing$/) ?? 0;
  const scaleFactor = readParameter(projected, /^scalefactor(atnaturalorigin)?$/) ?? 1;
  const latitudeOfOrigin = readParameter(projected, /^latitudeof(natural)?origin$/) ?? 0;
  if (centralMeridian === undefined || latitudeOfOrigin !== 0) return [];
  return listCoordinateSystems().filter(
    (system): system is ProjectedCoordinateSystem =>
      system.kind === 'projected' &&
      system.datum === datum &&
      Math.abs(system.centralMeridianDegrees - centralMeridian) < 1e-9 &&
      Math.abs(system.falseEastingMeters - falseEasting) < 1e-6 &&
      Math.abs(system.falseNorthingMeters - falseNorthing) < 1e-6 &&
      Math.abs(system.scaleFactor - scaleFactor) < 1e-12,
  );
}

function findByAuthority(node: WktNode): CoordinateSystem | undefined {
  const authority = node.children.find(({ keyword }) => keyword === 'AUTHORITY' || keyword === 'ID');
  if (authority === undefined || String(authority.values[0]).toUpperCase() !== 'EPSG') return undefined;
  return findCoordinateSystem(`EPSG:${authority.values[1]}`);
}

/** The datum that the names of the geographic system and its datum agree on. */
function identifyDatum(geographic: WktNode): DatumName | undefined {
  const names = [geographic.values[0], findNode(geographic, DATUM_KEYWORDS)?.values[0]].map(toPlainName);
  const datums = (Object.keys(DATUM_NAMES) as DatumName[]).filter((datum) =>
    names.some((name) => DATUM_NAMES[datum].test(name)),
  );
  return datums.length === 1 ? datums[0] : undefined;
}

function usesEllipsoidOf(datum: DatumName, geographic: WktNode): boolean {
  const semiMajorAxis = findNode(geographic, SPHEROID_KEYWORDS)?.values[1];
  return semiMajorAxis === undefined || semiMajorAxis === DATUMS[datum].ellipsoid.semiMajorAxisMeters;
}

function usesMetresAndDegrees(projected: WktNode | undefined, geographic: WktNode): boolean {
  const metres =
    projected?.children.filter(({ keyword }) => keyword === 'UNIT' || keyword === 'LENGTHUNIT') ?? [];
  const degrees = geographic.children.filter(({ keyword }) => keyword === 'UNIT' || keyword === 'ANGLEUNIT');
  return (
    metres.every(({ values }) => values[1] === 1) &&
    degrees.every(({ values }) => Math.abs(Number(values[1]) - Math.PI / 180) < 1e-12)
  );
}

function namesSixDegreeZone(projected: WktNode): boolean {
  const name = toPlainName(projected.values[0]);
  return /gk|gausskruger/.test(name) && !name.includes('3degree');
}

function readParameter(node: WktNode, name: RegExp): number | undefined {
  for (const child of node.children) {
    if (child.keyword === 'PARAMETER' && name.test(toPlainName(child.values[0]))) {
      const value = child.values[1];
      return typeof value === 'number' ? value : undefined;
    }
    const nested = child.keyword === 'CONVERSION' ? readParameter(child, name) : undefined;
    if (nested !== undefined) return nested;
  }
  return undefined;
}

/** The first node with one of these keywords, depth first: the horizontal part of a compound system. */
function findNode(node: WktNode, keywords: ReadonlySet<string>): WktNode | undefined {
  if (keywords.has(node.keyword)) return node;
  for (const child of node.children) {
    const found = findNode(child, keywords);
    if (found !== undefined) return found;
  }
  return undefined;
}

function toPlainName(value: string | number | undefined): string {
  return String(value ?? '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

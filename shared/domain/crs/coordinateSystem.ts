import { DATUMS, type DatumName } from './datum.ts';

interface CoordinateSystemIdentity {
  /** 'EPSG:4545' */
  readonly code: string;
  readonly epsg: number;
  /** Chinese display name, e.g. 'CGCS2000 3° 带 108E'. */
  readonly name: string;
  /** The EPSG registry's name, as written into WKT. */
  readonly epsgName: string;
  readonly datum: DatumName;
  /** For proj4 and OpenLayers: x = east or longitude, y = north or latitude, no datum shift. */
  readonly proj4Definition: string;
  /** False for Xi'an 80 and Beijing 54: recognised, never converted silently. */
  readonly convertible: boolean;
}

/** Longitude and latitude in degrees. */
export interface GeographicCoordinateSystem extends CoordinateSystemIdentity {
  readonly kind: 'geographic';
  readonly centralMeridianDegrees?: undefined;
  readonly zoneNumber?: undefined;
  readonly zoneWidthDegrees?: undefined;
  readonly falseEastingMeters?: undefined;
  readonly falseNorthingMeters?: undefined;
  readonly scaleFactor?: undefined;
}

/** A transverse Mercator zone (Gauss–Krüger or UTM) in metres, latitude of origin 0. */
export interface ProjectedCoordinateSystem extends CoordinateSystemIdentity {
  readonly kind: 'projected';
  readonly centralMeridianDegrees: number;
  /** Zone of this width with this central meridian, whether or not eastings carry it as a prefix. */
  readonly zoneNumber: number;
  readonly zoneWidthDegrees: 3 | 6;
  /** 500 000, or zone × 1 000 000 + 500 000 where eastings carry the zone number. */
  readonly falseEastingMeters: number;
  readonly falseNorthingMeters: number;
  readonly scaleFactor: number;
}

export type CoordinateSystem = GeographicCoordinateSystem | ProjectedCoordinateSystem;

/**
 * The system with this code ('EPSG:4545'), or undefined where it is not one we know.
 * Known: EPSG 4490 and 4326; CGCS2000 3° (4513–4554) and 6° (4491–4512) Gauss–Krüger; WGS84 UTM; and, to be
 * recognised and refused, the geographic, 3° and 6° systems of Xi'an 80 and Beijing 54.
 * Foreign spellings of a code go through parseCrsCode first.
 */
export function findCoordinateSystem(code: string): CoordinateSystem | undefined {
  return registry.get(code);
}

/** Every system we know, in EPSG code order. */
export function listCoordinateSystems(): readonly CoordinateSystem[] {
  return [...registry.values()].sort((a, b) => a.epsg - b.epsg);
}

/**
 * The runs of EPSG codes, [first code, zone width]; each is one zone after another from central meridian
 * 75°E to 135°E. Verified against the EPSG registry (epsg-registry.json beside the unit test).
 */
const GAUSS_KRUGER_RUNS: readonly {
  readonly datum: DatumName;
  readonly width: 3 | 6;
  readonly prefixed: number;
  readonly centralMeridian: number;
}[] = [
  { datum: 'CGCS2000', width: 3, prefixed: 4513, centralMeridian: 4534 },
  { datum: 'CGCS2000', width: 6, prefixed: 4491, centralMeridian: 4502 },
  { datum: 'Xian80', width: 3, prefixed: 2349, centralMeridian: 2370 },
  { datum: 'Xian80', width: 6, prefixed: 2327, centralMeridian: 2338 },
  { datum: 'Beijing54', width: 3, prefixed: 2401, centralMeridian: 2422 },
  { datum: 'Beijing54', width: 6, prefixed: 21413, centralMeridian: 21453 },
];

const registry: ReadonlyMap<string, CoordinateSystem> = new Map(
  [
    ...(Object.keys(DATUMS) as DatumName[]).map(createGeographic),
    ...GAUSS_KRUGER_RUNS.flatMap(createGaussKrugerRun),
    ...createUtmZones(),
  ].map((system) => [system.code, system]),
);

function createGeographic(datum: DatumName): GeographicCoordinateSystem {
  const { label, ellipsoid, geographicEpsg, geographicEpsgName, convertible } = DATUMS[datum];
  return {
    kind: 'geographic',
    code: `EPSG:${geographicEpsg}`,
    epsg: geographicEpsg,
    name: `${label} 经纬度`,
    epsgName: geographicEpsgName,
    datum,
    proj4Definition: `+proj=longlat +a=${ellipsoid.semiMajorAxisMeters} +rf=${ellipsoid.inverseFlattening} +no_defs`,
    convertible,
  };
}

function createGaussKrugerRun(run: (typeof GAUSS_KRUGER_RUNS)[number]): ProjectedCoordinateSystem[] {
  const { datum, width } = run;
  const { label, geographicEpsgName } = DATUMS[datum];
  const family = `${datum === 'CGCS2000' ? datum : geographicEpsgName} / ${width === 3 ? '3-degree ' : ''}Gauss-Kruger`;
  const systems: ProjectedCoordinateSystem[] = [];
  for (let index = 0, meridian = 75; meridian <= 135; index++, meridian += width) {
    const zone = width === 3 ? meridian / 3 : (meridian + 3) / 6;
    const shared = {
      datum,
      centralMeridianDegrees: meridian,
      zoneNumber: zone,
      zoneWidthDegrees: width,
      falseNorthingMeters: 0,
      scaleFactor: 1,
    } as const;
    systems.push(
      createProjected({
        ...shared,
        epsg: run.prefixed + index,
        name: `${label} ${width}° 带 ${zone} 带（${meridian}E）`,
        epsgName: `${family} zone ${zone}`,
        falseEastingMeters: zone * 1_000_000 + 500_000,
      }),
      createProjected({
        ...shared,
        epsg: run.centralMeridian + index,
        name: `${label} ${width}° 带 ${meridian}E`,
        epsgName: `${family} CM ${meridian}E`,
        falseEastingMeters: 500_000,
      }),
    );
  }
  return systems;
}

function createUtmZones(): ProjectedCoordinateSystem[] {
  const systems: ProjectedCoordinateSystem[] = [];
  for (let zone = 1; zone <= 60; zone++) {
    for (const [hemisphere, firstCode, falseNorthingMeters] of [
      ['N', 32600, 0],
      ['S', 32700, 10_000_000],
    ] as const) {
      systems.push(
        createProjected({
          epsg: firstCode + zone,
          name: `WGS84 UTM ${zone}${hemisphere}`,
          epsgName: `WGS 84 / UTM zone ${zone}${hemisphere}`,
          datum: 'WGS84',
          centralMeridianDegrees: zone * 6 - 183,
          zoneNumber: zone,
          zoneWidthDegrees: 6,
          falseEastingMeters: 500_000,
          falseNorthingMeters,
          scaleFactor: 0.9996,
        }),
      );
    }
  }
  return systems;
}

function createProjected(
  parameters: Omit<ProjectedCoordinateSystem, 'kind' | 'code' | 'proj4Definition' | 'convertible'>,
): ProjectedCoordinateSystem {
  const { ellipsoid, convertible } = DATUMS[parameters.datum];
  return {
    ...parameters,
    kind: 'projected',
    code: `EPSG:${parameters.epsg}`,
    proj4Definition:
      `+proj=tmerc +lat_0=0 +lon_0=${parameters.centralMeridianDegrees} +k=${parameters.scaleFactor}` +
      ` +x_0=${parameters.falseEastingMeters} +y_0=${parameters.falseNorthingMeters}` +
      ` +a=${ellipsoid.semiMajorAxisMeters} +rf=${ellipsoid.inverseFlattening} +units=m +no_defs`,
    convertible,
  };
}

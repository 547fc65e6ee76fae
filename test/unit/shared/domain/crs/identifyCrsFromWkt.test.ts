import { describe, expect, it } from 'vitest';
import { identifyCrsFromWkt } from '../../../../../shared/domain/crs/identifyCrsFromWkt.ts';
import samples from './wkt-samples.json' with { type: 'json' };

const identify = (wkt: string) => identifyCrsFromWkt(wkt)?.code;

describe('identifying a coordinate system from WKT', () => {
  it.each(samples.samples)('reads $dialect of $code', ({ code, wkt }) => {
    expect(identify(wkt)).toBe(code);
  });

  it('reads names without an EPSG code, whatever the separators', () => {
    expect(identify(esri({ name: 'CGCS2000_3_Degree_GK_CM_108E' }))).toBe('EPSG:4545');
    expect(identify(esri({ name: 'CGCS2000 / 3-degree Gauss-Kruger CM 108E' }))).toBe('EPSG:4545');
    expect(identify(esri({ name: 'CGCS2000_3_Degree_GK_Zone_36', falseEasting: 36_500_000 }))).toBe(
      'EPSG:4524',
    );
    expect(identify(esri({ name: '自定义投影' }))).toBe('EPSG:4545');
  });

  it('lets the figures decide where the name lies', () => {
    expect(identify(esri({ name: 'CGCS2000_3_Degree_GK_CM_108E', centralMeridian: 111 }))).toBe('EPSG:4546');
  });

  it('tells 3° from 6° by name where the coordinates are the same', () => {
    expect(identify(esri({ name: 'CGCS2000_GK_CM_105E', centralMeridian: 105 }))).toBe('EPSG:4507');
    expect(identify(esri({ name: 'CGCS2000_3_Degree_GK_CM_105E', centralMeridian: 105 }))).toBe('EPSG:4544');
  });

  it('takes the horizontal part of a compound system', () => {
    const vertical = 'VERT_CS["Yellow Sea 1985",VERT_DATUM["Huanghai 1985",2005],UNIT["metre",1]]';
    expect(identify(`COMPD_CS["with heights",${esri({})},${vertical}]`)).toBe('EPSG:4545');
  });

  it.each([
    ['a code that contradicts the figures', esri({ centralMeridian: 111, code: 4545 })],
    ['a code of another datum', esri({ datum: 'D_Xian_1980', geographic: 'GCS_Xian_1980', code: 4545 })],
    ['names that contradict each other', esri({ datum: 'D_Xian_1980' })],
    ['an ellipsoid of another datum', esri({ semiMajorAxis: 6378245 })],
    ['an unknown datum', esri({ datum: 'D_Unknown', geographic: 'GCS_Assumed' })],
    ['New Beijing, which is not Beijing 54', esri({ datum: 'D_New_Beijing', geographic: 'GCS_New_Beijing' })],
    ['a local central meridian', esri({ centralMeridian: 107.5 })],
    ['a local false easting', esri({ falseEasting: 400_000 })],
    ['feet', esri({ unit: 0.3048 })],
    ['another projection', esri({ projection: 'Lambert_Conformal_Conic' })],
    [
      'Web Mercator',
      'PROJCS["WGS 84 / Pseudo-Mercator",GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],UNIT["degree",0.0174532925199433]],PROJECTION["Mercator_1SP"],PARAMETER["central_meridian",0],UNIT["metre",1],AUTHORITY["EPSG","3857"]]',
    ],
    ['a local system', 'LOCAL_CS["site grid",UNIT["metre",1]]'],
    ['text that is not WKT', 'CGCS2000'],
    ['an unfinished bracket', 'GEOGCS["WGS 84",DATUM["WGS_1984"'],
    ['brackets without end', 'A['.repeat(100_000)],
    ['nothing', ''],
  ])('does not name a system for %s', (_, wkt) => {
    expect(identify(wkt)).toBeUndefined();
  });
});

function esri({
  name = 'unnamed',
  geographic = 'GCS_China_Geodetic_Coordinate_System_2000',
  datum = 'D_China_2000',
  semiMajorAxis = 6378137,
  projection = 'Gauss_Kruger',
  centralMeridian = 108,
  falseEasting = 500_000,
  unit = 1,
  code,
}: {
  name?: string;
  geographic?: string;
  datum?: string;
  semiMajorAxis?: number;
  projection?: string;
  centralMeridian?: number;
  falseEasting?: number;
  unit?: number;
  code?: number;
}): string {
  const authority = code === undefined ? '' : `,AUTHORITY["EPSG",${code}]`;
  return (
    `PROJCS["${name}",GEOGCS["${geographic}",DATUM["${datum}",SPHEROID["CGCS2000",${semiMajorAxis}.0,298.257222101]],` +
    `PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["${projection}"],` +
    `PARAMETER["False_Easting",${falseEasting}.0],PARAMETER["False_Northing",0.0],` +
    `PARAMETER["Central_Meridian",${centralMeridian}],PARAMETER["Scale_Factor",1.0],` +
    `PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",${unit}]${authority}]`
  );
}

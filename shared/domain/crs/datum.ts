import {
  CGCS2000_ELLIPSOID,
  type Ellipsoid,
  IAG1975_ELLIPSOID,
  KRASSOWSKY_ELLIPSOID,
  WGS84_ELLIPSOID,
} from './ellipsoid.ts';

export type DatumName = 'CGCS2000' | 'WGS84' | 'Xian80' | 'Beijing54';

export interface Datum {
  /** Name shown to people. */
  readonly label: string;
  readonly ellipsoid: Ellipsoid;
  /** EPSG code of its latitude/longitude system, and the registry's and GDAL's names for WKT. */
  readonly geographicEpsg: number;
  readonly geographicEpsgName: string;
  readonly datumEpsg: number;
  readonly wktDatumName: string;
  readonly ellipsoidEpsg: number;
  /**
   * True for the frames we may convert between. CGCS2000 and WGS84 agree within the accuracy of plot
   * boundaries and are treated as coincident. Xi'an 80 and Beijing 54 lie 50–150 m away and need local,
   * often classified parameters, so nothing here ever shifts them.
   */
  readonly convertible: boolean;
}

export const DATUMS: Readonly<Record<DatumName, Datum>> = {
  CGCS2000: {
    label: 'CGCS2000',
    ellipsoid: CGCS2000_ELLIPSOID,
    geographicEpsg: 4490,
    geographicEpsgName: 'China Geodetic Coordinate System 2000',
    datumEpsg: 1043,
    wktDatumName: 'China_2000',
    ellipsoidEpsg: 1024,
    convertible: true,
  },
  WGS84: {
    label: 'WGS84',
    ellipsoid: WGS84_ELLIPSOID,
    geographicEpsg: 4326,
    geographicEpsgName: 'WGS 84',
    datumEpsg: 6326,
    wktDatumName: 'WGS_1984',
    ellipsoidEpsg: 7030,
    convertible: true,
  },
  Xian80: {
    label: '西安80',
    ellipsoid: IAG1975_ELLIPSOID,
    geographicEpsg: 4610,
    geographicEpsgName: 'Xian 1980',
    datumEpsg: 6610,
    wktDatumName: 'Xian_1980',
    ellipsoidEpsg: 7049,
    convertible: false,
  },
  Beijing54: {
    label: '北京54',
    ellipsoid: KRASSOWSKY_ELLIPSOID,
    geographicEpsg: 4214,
    geographicEpsgName: 'Beijing 1954',
    datumEpsg: 6214,
    wktDatumName: 'Beijing_1954',
    ellipsoidEpsg: 7024,
    convertible: false,
  },
};

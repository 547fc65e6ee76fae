import type { ShapefileField } from '../vector/writeShapefile.ts';

const text = (name: string, length: number): ShapefileField => ({ name, kind: 'text', length });
const number = (name: string, length: number, decimals = 0): ShapefileField => ({
  name,
  kind: 'number',
  length,
  decimals,
});

/** 地类图斑 (domain.md §4.1), in the order bureaus deliver them. */
export const DLTB_FIELDS: readonly ShapefileField[] = [
  text('BSM', 18),
  text('YSDM', 10),
  text('TBYBH', 18),
  text('TBBH', 8),
  text('DLBM', 5),
  text('DLMC', 60),
  text('QSXZ', 2),
  text('QSDWDM', 19),
  text('QSDWMC', 60),
  text('ZLDWDM', 19),
  text('ZLDWMC', 60),
  number('TBMJ', 15, 2),
  text('KCDLBM', 5),
  number('KCXS', 6, 4),
  number('KCMJ', 15, 2),
  number('TBDLMJ', 15, 2),
  text('GDLX', 2),
  text('GDPDJB', 2),
  number('XZDWKD', 5, 1),
  text('ZZSXDM', 6),
  text('ZZSXMC', 20),
  number('GDDB', 2),
  text('FRDBS', 1),
  text('CZCSXM', 4),
  number('SJNF', 4),
  text('BZ', 100),
];

/** The issued outflow plots (domain.md §4.3); class fields before the change carry a leading Y. */
export const PLOT_FIELDS: readonly ShapefileField[] = [
  text('XZQDM', 12),
  text('XZQMC', 60),
  text('JCBH', 19),
  text('TBLX', 6),
  text('QSX', 8),
  text('HSX', 8),
  text('YDLBM', 5),
  text('YDLMC', 60),
  text('DLBM', 5),
  text('DLMC', 60),
  text('ZZSXDM', 6),
  number('LCNF', 4),
  text('SFYN', 2),
  text('SFHX', 2),
  number('MJ', 15, 2),
  text('ZLDWDM', 19),
  text('ZLDWMC', 60),
  text('BZ', 200),
];

type GeoPackageFields = Readonly<Record<string, 'TEXT' | 'REAL' | 'INTEGER'>>;

export const RED_LINE_FIELDS: GeoPackageFields = {
  XZQDM: 'TEXT',
  XZQMC: 'TEXT',
  HXBM: 'TEXT',
  HXMC: 'TEXT',
  HXLX: 'TEXT',
  LXBM: 'TEXT',
  MJ: 'REAL',
  ZRBHDMC: 'TEXT',
  GKCS: 'TEXT',
};
export const RESERVE_FIELDS: GeoPackageFields = {
  BH: 'TEXT',
  BHDMC: 'TEXT',
  BHDJB: 'TEXT',
  BHDLX: 'TEXT',
  GNFQ: 'TEXT',
  MJ: 'REAL',
};
export const WATER_SOURCE_FIELDS: GeoPackageFields = {
  SYDMC: 'TEXT',
  BHQJB: 'TEXT',
  SYDLX: 'TEXT',
  MJ: 'REAL',
};
export const RIVER_FIELDS: GeoPackageFields = {
  HLMC: 'TEXT',
  HDDM: 'TEXT',
  HDJB: 'TEXT',
  GLDW: 'TEXT',
  MJ: 'REAL',
};
export const FOREST_FIELDS: GeoPackageFields = {
  XIANG: 'TEXT',
  CUN: 'TEXT',
  LIN_BAN: 'TEXT',
  XIAO_BAN: 'TEXT',
  DI_LEI: 'TEXT',
  LDGL_LX: 'TEXT',
  LIN_ZHONG: 'TEXT',
  SEN_LIN_LB: 'TEXT',
  SHI_QUAN_D: 'TEXT',
  BH_DJ: 'TEXT',
  XBMJ: 'REAL',
};
export const SLOPE_FIELDS: GeoPackageFields = { BSM: 'TEXT', PDJB: 'TEXT', MJ: 'REAL' };
export const BASIC_FARMLAND_FIELDS: GeoPackageFields = {
  XZQDM: 'TEXT',
  XZQMC: 'TEXT',
  YJJBNTTBBH: 'TEXT',
  TBBH: 'TEXT',
  DLBM: 'TEXT',
  YJJBNTTBMJ: 'REAL',
  YJJBNTMJ: 'REAL',
  GDPDJB: 'TEXT',
};
export const URBAN_GROWTH_FIELDS: GeoPackageFields = {
  XZQDM: 'TEXT',
  XZQMC: 'TEXT',
  GHFQDM: 'TEXT',
  GHFQMC: 'TEXT',
  MJ: 'REAL',
};
export const UNIT_FIELDS: GeoPackageFields = { XZQDM: 'TEXT', XZQMC: 'TEXT', DCMJ: 'REAL' };

import type { ShapefileField } from '../vector/writeShapefile.ts';
import type { SampleLayerFields } from './sampleGeoPackage.ts';

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

export const RED_LINE_FIELDS: SampleLayerFields = {
  XZQDM: 'text',
  XZQMC: 'text',
  HXBM: 'text',
  HXMC: 'text',
  HXLX: 'text',
  LXBM: 'text',
  MJ: 'real',
  ZRBHDMC: 'text',
  GKCS: 'text',
};
export const RESERVE_FIELDS: SampleLayerFields = {
  BH: 'text',
  BHDMC: 'text',
  BHDJB: 'text',
  BHDLX: 'text',
  GNFQ: 'text',
  MJ: 'real',
};
export const WATER_SOURCE_FIELDS: SampleLayerFields = {
  SYDMC: 'text',
  BHQJB: 'text',
  SYDLX: 'text',
  MJ: 'real',
};
export const RIVER_FIELDS: SampleLayerFields = {
  HLMC: 'text',
  HDDM: 'text',
  HDJB: 'text',
  GLDW: 'text',
  MJ: 'real',
};
export const FOREST_FIELDS: SampleLayerFields = {
  XIANG: 'text',
  CUN: 'text',
  LIN_BAN: 'text',
  XIAO_BAN: 'text',
  DI_LEI: 'text',
  LDGL_LX: 'text',
  LIN_ZHONG: 'text',
  SEN_LIN_LB: 'text',
  SHI_QUAN_D: 'text',
  BH_DJ: 'text',
  XBMJ: 'real',
};
export const SLOPE_FIELDS: SampleLayerFields = { BSM: 'text', PDJB: 'text', MJ: 'real' };
export const BASIC_FARMLAND_FIELDS: SampleLayerFields = {
  XZQDM: 'text',
  XZQMC: 'text',
  YJJBNTTBBH: 'text',
  TBBH: 'text',
  DLBM: 'text',
  YJJBNTTBMJ: 'real',
  YJJBNTMJ: 'real',
  GDPDJB: 'text',
};
export const URBAN_GROWTH_FIELDS: SampleLayerFields = {
  XZQDM: 'text',
  XZQMC: 'text',
  GHFQDM: 'text',
  GHFQMC: 'text',
  MJ: 'real',
};
export const UNIT_FIELDS: SampleLayerFields = { XZQDM: 'text', XZQMC: 'text', DCMJ: 'real' };

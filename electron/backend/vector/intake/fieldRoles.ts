import { AppError } from '../../../../shared/errors/AppError.ts';
import type { SourceField, SourceValue } from '../source/VectorSource.ts';

/** What a plot field is for, with the names it goes by in deliveries (domain reference §0.7, §4), best first. */
export const PLOT_ROLES = {
  plotNo: [
    'JCBH',
    '监测编号',
    '监测图斑编号',
    '图斑编号',
    '图斑号',
    'TBBH',
    'TBYBH',
    'BSM',
    '标识码',
    '地块编号',
    'DKBM',
    '编号',
  ],
  townCode: ['XZDM', 'XZQDM', 'ZLDWDM', 'QSDWDM'],
  townName: ['XZMC', '乡镇名称', '乡镇', '镇街', '所在乡镇', 'XIANG', 'XZQMC'],
  villageName: ['CUNMC', 'CMC', '村名称', '村名', '行政村', '村', 'CUN', 'ZLDWMC', 'QSDWMC'],
  landClassCode: ['DLBM', '地类编码', '现状地类编码', '现状地类', 'XZDL', 'HDLBM', 'DL'],
  formerLandClassCode: [
    'YDLBM',
    'QDLBM',
    'BHQDLBM',
    'BHQDL',
    '变化前地类编码',
    '变化前地类',
    '原地类编码',
    '原地类',
  ],
  recordedSquareMeters: ['TBMJ', 'JCMJ', 'MJ', '图斑面积', '监测面积', '面积', 'TBDLMJ'],
  outflowYear: ['LCNF', 'LCND', '流出年份', '流出年度', 'BHNF', '年份', 'ND', 'SJNF'],
  restorationAttribute: ['ZZSXDM', 'GDZZSXDM', '种植属性代码', '种植属性', 'ZZSX'],
} as const satisfies Record<string, readonly string[]>;

export type PlotRole = keyof typeof PLOT_ROLES;

/** Place of the source field for each role; a role the source has no field for is absent. */
export type FieldRoles = ReadonlyMap<PlotRole, number>;

/**
 * Finds the source field of every role: the user's choice, else the first alias there is (upper and lower case are
 * one). Throws DATASET_FIELD_NOT_FOUND for a chosen field that is not there, ARGUMENT_INVALID for a role that is none.
 */
export function mapFieldRoles(
  file: string,
  fields: readonly SourceField[],
  chosen: Readonly<Record<string, string>>,
): FieldRoles {
  const places = new Map(fields.map(({ name }, place) => [name.toUpperCase(), place]));
  const roles = new Map<PlotRole, number>();
  for (const [role, name] of Object.entries(chosen)) {
    const place = places.get(name.toUpperCase());
    if (place === undefined) {
      const known = fields.map((field) => field.name).join('、');
      throw new AppError('DATASET_FIELD_NOT_FOUND', { file, field: name, fields: known });
    }
    roles.set(toRole(role), place);
  }
  for (const role of Object.keys(PLOT_ROLES) as PlotRole[]) {
    if (roles.has(role)) continue;
    for (const alias of PLOT_ROLES[role]) {
      const place = places.get(alias);
      if (place === undefined) continue;
      roles.set(role, place);
      break;
    }
  }
  return roles;
}

/** Other fields that could hold the plot number, for a first choice that turns out not to tell plots apart. */
export function listPlotNumberFields(fields: readonly SourceField[]): number[] {
  return PLOT_ROLES.plotNo
    .map((alias) => fields.findIndex(({ name }) => name.toUpperCase() === alias))
    .filter((place) => place !== -1);
}

/** Named by its role, or by any name the role goes by (`--map TBBH=JCBH`). */
function toRole(name: string): PlotRole {
  for (const role of Object.keys(PLOT_ROLES) as PlotRole[]) {
    const aliases: readonly string[] = PLOT_ROLES[role];
    if (name === role || aliases.includes(name.toUpperCase())) return role;
  }
  const roles = Object.keys(PLOT_ROLES).join('、');
  throw new AppError('ARGUMENT_INVALID', { argument: `map ${name}`, detail: roles });
}

export interface PlotAttributes {
  readonly townCode: string;
  readonly townName: string;
  readonly villageName: string;
  readonly landClassCode: string;
  readonly formerLandClassCode: string;
  readonly restorationAttribute: string;
  readonly outflowYear: number | null;
  /** As recorded, in whatever unit the source uses. */
  readonly recordedArea: number | null;
}

/** Town codes are the first nine digits of any administrative code (6 county + 3 town; domain reference §4.1). */
const TOWN_CODE_LENGTH = 9;

/** The standard attributes of one plot; '' and null where the source says nothing. */
export function readPlotAttributes(
  roles: FieldRoles,
  fields: readonly SourceField[],
  values: readonly SourceValue[],
): PlotAttributes {
  const text = (role: PlotRole): string => {
    const place = roles.get(role);
    return place === undefined ? '' : toText(values[place] ?? null);
  };
  const code = text('townCode');
  const townNameField = fields[roles.get('townName') ?? -1]?.name.toUpperCase();
  // XZQMC names whatever XZQDM is the code of: a county where it has six digits
  const namesCounty = townNameField === 'XZQMC' && code !== '' && code.length < TOWN_CODE_LENGTH;
  const year = Number.parseInt(text('outflowYear').slice(0, 4), 10);
  return {
    townCode: code.length >= TOWN_CODE_LENGTH ? code.slice(0, TOWN_CODE_LENGTH) : '',
    townName: namesCounty ? '' : text('townName'),
    villageName: text('villageName'),
    landClassCode: text('landClassCode'),
    formerLandClassCode: text('formerLandClassCode'),
    restorationAttribute: text('restorationAttribute'),
    outflowYear: year >= 1980 && year <= 2100 ? year : null,
    recordedArea: toArea(text('recordedSquareMeters')),
  };
}

/** A cell as the text a person would type for it. */
export function toText(value: SourceValue): string {
  if (value === null || value instanceof Uint8Array) return '';
  return String(value).trim();
}

function toArea(text: string): number | null {
  if (text === '') return null;
  const value = Number(text.replaceAll(',', ''));
  return Number.isFinite(value) ? value : null;
}

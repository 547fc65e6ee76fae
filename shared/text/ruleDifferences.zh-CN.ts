import type { FieldDifference, RuleDifference } from '../domain/eligibility/diffRuleSets.ts';

const fieldTitles: Readonly<Record<string, string>> = {
  id: '编号',
  version: '版本',
  title: '名称',
  documentNumber: '文号',
  effectiveFrom: '施行日期',
  effectiveTo: '失效日期',
  openWarnings: '有警示未核时',
  code: '规则代码',
  resultCode: '结果代码',
  resultTitle: '结果名称',
  clause: '条款',
  clauseText: '条款原文',
  field: '图斑字段',
  values: '取值',
  anyOf: '筛选条件',
  required: '是否必需',
  perLayer: '逐层计',
  fromRoles: '可用图层类型',
  otherwiseFrom: '备用图层',
  whenFieldMissing: '图层缺字段时',
  effect: '作用',
  outcomes: '结果判定',
  minimumSquareMeters: '最小重叠（平方米）',
  squareMeters: '面积（平方米）',
  widthMeters: '宽度（米）',
  shareOfPlot: '占图斑面积比例',
  position: '扣除次序',
};

const valueTitles: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  required: { true: '必需', false: '非必需' },
  perLayer: { true: '是', false: '否' },
  openWarnings: { note: '只提示', undetermined: '判为待核' },
  whenFieldMissing: { all: '整层计入', undetermined: '判为待核' },
  effect: { info: '说明', warn: '警示', priority: '优先', block: '整块不计' },
};

export const differenceTitles: Readonly<Record<RuleDifference['kind'], string>> = {
  added: '新增',
  removed: '删除',
  changed: '修改',
  moved: '调整次序',
  switchedOff: '停用',
  switchedOn: '启用',
};

/** One difference in plain Chinese: “修改 E01 25度以上坡地”. */
export function titleDifference({ code, title, kind }: RuleDifference): string {
  if (code === null) return `规则集“${title}”`;
  return `${differenceTitles[kind]} ${code} ${title}`;
}

/** “面积（平方米）：400 → 600”. */
export function describeFieldDifference({ field, before, after }: FieldDifference): string {
  const say = (value: string): string =>
    value === '' ? '（空）' : (valueTitles[field]?.[value] ?? describeConditions(value));
  return `${fieldTitles[field] ?? field}：${say(before)} → ${say(after)}`;
}

const operators: Readonly<Record<string, string>> = {
  equals: '等于',
  in: '属于',
  startsWith: '开头为',
  atLeast: '不小于',
  atMost: '不大于',
  notEmpty: '不为空',
};

/** What an operator of a condition is called. */
export function operatorTitle(operator: string): string {
  return operators[operator] ?? operator;
}

interface ConditionLike {
  readonly field: readonly string[];
  readonly operator: string;
  readonly values: readonly (string | number)[];
}

/** A list of conditions in words; any other value as it is. */
function describeConditions(value: string): string {
  if (!value.startsWith('[') && !value.startsWith('{')) return value;
  const parsed = JSON.parse(value) as unknown;
  if (!Array.isArray(parsed)) return value;
  if (parsed.length === 0) return '（无）';
  return parsed.every(isCondition)
    ? parsed.map(describeCondition).join('，或 ')
    : parsed.map(sayPart).join('、');
}

/** “PDJB/PDJBDM 等于 5”. */
export function describeCondition({ field, operator, values }: ConditionLike): string {
  return [field.join('/'), operatorTitle(operator), values.join('、')]
    .filter((part) => part !== '')
    .join(' ');
}

function sayPart(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function isCondition(value: unknown): value is ConditionLike {
  return typeof value === 'object' && value !== null && 'field' in value && 'operator' in value;
}

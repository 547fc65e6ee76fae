import type { PlotRow } from '../../shared/contract/records/plotRecords.ts';
import { formatAsMu, formatSquareMeters } from '../../shared/domain/area/units.ts';
import type { PlotSort } from '../../shared/domain/review/plotSort.ts';
import type { FollowUpField, VerdictScheme } from '../../shared/domain/review/verdictScheme.ts';
import {
  eligibilityLabels,
  restorationAttributeTitles,
  reviewStatusLabels,
} from '../../shared/text/labels.zh-CN.ts';
import { landClassTitle } from '../../shared/text/landClasses.zh-CN.ts';
import { formatDateTime } from '../ui/formatNumber.ts';

/** What of a plot can be changed in the table: its remark, the answer to a question of its verdict, its own record. */
export type EditableField =
  | { readonly kind: 'note' }
  /** Of a plot that was drawn in the sweep: what its own record says. */
  | { readonly kind: 'added'; readonly name: AddedField }
  | { readonly kind: 'answer'; readonly field: FollowUpField };

type AddedField = 'townName' | 'villageName' | 'landClassCode' | 'addedRemark';

export interface TableColumn {
  readonly id: string;
  readonly title: string;
  readonly pixels: number;
  readonly right?: boolean;
  readonly sort?: PlotSort;
  /** As text: what is shown, copied and pasted into a spreadsheet. */
  text(row: PlotRow): string;
  /** What may be changed of this row; null where nothing may. */
  editable?(row: PlotRow): EditableField | null;
}

const columnOf = (
  id: string,
  title: string,
  pixels: number,
  text: (row: PlotRow) => string,
  more: Partial<TableColumn> = {},
): TableColumn => ({ id, title, pixels, text, ...more });

const right = { right: true };
const landClass = (code: string) => (code === '' ? '' : `${code} ${landClassTitle(code)}`);
const mu = (squareMeters: number | null) => (squareMeters === null ? '' : formatAsMu(squareMeters));
const ofAdded = (name: AddedField) => ({
  editable: ({ added, status }: PlotRow): EditableField | null =>
    added && status !== 'locked' && status !== 'rechecking' ? { kind: 'added', name } : null,
});
const isChangeable = ({ status, verdictCode }: PlotRow) => verdictCode !== null && status !== 'locked';

/** All columns of the table under a scheme, in their order: the plot's record, the run, the verdict. */
export function columnsOf(scheme: VerdictScheme | null): readonly TableColumn[] {
  const optionOf = (row: PlotRow) => scheme?.options.find(({ code }) => code === row.verdictCode);
  return [
    columnOf('plotNo', '图斑编号', 168, ({ plotNo }) => plotNo, { sort: 'number' }),
    columnOf('status', '状态', 76, ({ status }) => reviewStatusLabels[status].title, { sort: 'status' }),
    columnOf('verdict', '结论', 100, (row) => optionOf(row)?.title ?? '', { sort: 'verdict' }),
    columnOf('town', '乡镇', 88, ({ townName }) => townName, { sort: 'town', ...ofAdded('townName') }),
    columnOf('village', '村', 88, ({ villageName }) => villageName, {
      sort: 'village',
      ...ofAdded('villageName'),
    }),
    columnOf('landClass', '现状地类', 156, (row) => landClass(row.landClassCode), {
      sort: 'landClass',
      ...ofAdded('landClassCode'),
    }),
    columnOf('formerLandClass', '原地类', 104, (row) => landClass(row.formerLandClassCode)),
    columnOf(
      'restoration',
      '恢复属性',
      84,
      ({ restorationAttribute: code }) => restorationAttributeTitles[code] ?? code,
    ),
    columnOf('outflowYear', '流出年份', 78, ({ outflowYear }) => String(outflowYear ?? ''), {
      ...right,
      sort: 'outflowYear',
    }),
    columnOf('area', '面积（亩）', 88, ({ areaSquareMeters }) => mu(areaSquareMeters), {
      ...right,
      sort: 'area',
    }),
    columnOf('recorded', '台账面积（m²）', 112, (row) => recordedText(row), { ...right, sort: 'recorded' }),
    columnOf('eligibility', '核算', 104, ({ eligibility }) => eligibilityText(eligibility), {
      sort: 'eligibility',
    }),
    columnOf('net', '可恢复（亩）', 96, ({ netMu }) => netMu?.toFixed(2) ?? '', { ...right, sort: 'net' }),
    columnOf('origin', '来源', 84, ({ added }) => (added ? '排查补充' : '导入清单')),
    // a remark of the record, beside the remark of the verdict
    columnOf('addedRemark', '新增图斑备注', 120, ({ addedRemark }) => addedRemark, ofAdded('addedRemark')),
    columnOf('note', '备注', 200, ({ note }) => note, {
      editable: (row) => (isChangeable(row) ? { kind: 'note' } : null),
    }),
    ...questionsOf(scheme).map(({ code, title, fieldOf }) =>
      columnOf(`answer ${code}`, title, 120, (row) => answerText(fieldOf(row.verdictCode), row), {
        editable: (row) => {
          const field = fieldOf(row.verdictCode);
          return field === undefined || !isChangeable(row) ? null : { kind: 'answer', field };
        },
      }),
    ),
    columnOf('assignee', '分派', 84, ({ assignee }) => assignee ?? ''),
    columnOf('flagged', '标记', 54, ({ flagged }) => (flagged ? '⚑' : '')),
    columnOf('reviewer', '审核员', 84, ({ decidedBy }) => decidedBy ?? '', { sort: 'reviewer' }),
    columnOf(
      'decidedAt',
      '判读时间',
      128,
      ({ decidedAtUtc }) => (decidedAtUtc === null ? '' : formatDateTime(decidedAtUtc)),
      { sort: 'decidedAt' },
    ),
  ];
}

/** The questions of all verdicts, each once: verdicts share some. */
function questionsOf(scheme: VerdictScheme | null) {
  const options = scheme?.options ?? [];
  const byCode = Map.groupBy(
    options.flatMap((option) => option.fields.map((field) => ({ verdictCode: option.code, field }))),
    ({ field }) => field.code,
  );
  return [...byCode].map(([code, asked]) => ({
    code,
    title: asked[0]?.field.title ?? code,
    fieldOf: (verdictCode: string | null) => asked.find((one) => one.verdictCode === verdictCode)?.field,
  }));
}

function answerText(field: FollowUpField | undefined, { answers }: PlotRow): string {
  if (field === undefined) return '';
  const answer = answers[field.code] ?? '';
  return field.choices.find(({ code }) => code === answer)?.title ?? answer;
}

function recordedText({ recordedSquareMeters }: PlotRow): string {
  return recordedSquareMeters === null ? '' : formatSquareMeters(recordedSquareMeters);
}

function eligibilityText(eligibility: PlotRow['eligibility']): string {
  return eligibility === null ? '未核算' : eligibilityLabels[eligibility].title;
}

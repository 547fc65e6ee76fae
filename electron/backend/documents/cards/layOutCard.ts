import { eligibilityTitles } from '../../../../shared/text/eligibility.zh-CN.ts';
import { restorationAttributeTitles } from '../../../../shared/text/labels.zh-CN.ts';
import { landClassText } from '../landClassText.ts';
import type { HandUpSource } from '../listProduct.ts';
import type { PlotListRow } from '../plotListSnapshot.ts';

/** One line of text on a card; `x` is its left edge, or its right edge where it is set right. Points from the top left. */
export interface CardText {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly align: 'left' | 'right' | 'center';
}

export interface CardLayout {
  readonly texts: readonly CardText[];
  /** Horizontal and vertical rules: x1, y1, x2, y2. */
  readonly lines: readonly (readonly [number, number, number, number])[];
}

/** A4 upright in points. */
export const cardPage = { width: 595.28, height: 841.89, left: 48, right: 547 } as const;
/** Where the two images stand. */
export const chipFrames = [
  { x: 48, y: 108, size: 244 },
  { x: 303, y: 108, size: 244 },
] as const;

const billTop = 446;
const billLine = 17;
const clauseLine = 11;
const clauseCharacters = 56;
/** Of the lines below the signatures. */
const footCharacters = 62;
const footLines = 4;
/** Above the signatures. */
const billBottom = 690;

/** Everything a card says about row `index` of a list: identity, area bill with clauses, verdicts, signatures. */
export function layOutCard({ snapshot, table }: HandUpSource, index: number): CardLayout {
  const verdictPlace = table.columns.findIndex(({ key }) => key === 'verdict');
  const judged = String(table.rows[index]?.[verdictPlace] ?? '');
  const row = snapshot.rows[index] as PlotListRow;
  const bill = billRows(snapshot, row);
  const tops = startsOf(bill);
  const afterBill = tops.at(-1) as number;
  const { left, right, width } = cardPage;
  const texts: CardText[] = [
    { text: '耕地恢复图斑卡片', x: width / 2, y: 44, size: 18, align: 'center' },
    { text: `图斑编号：${row.plotNo}`, x: left, y: 82, size: 10.5, align: 'left' },
    { text: `第 ${index + 1} 张，共 ${snapshot.rows.length} 张`, x: right, y: 82, size: 9, align: 'right' },
    ...identity(row),
    { text: '面积算账单（亩）', x: left, y: billTop - 4, size: 11, align: 'left' },
    ...bill.flatMap(({ label, clause, value }, place): CardText[] => {
      const y = (tops[place] as number) + 3;
      return [
        { text: label, x: left + 6, y, size: 9.5, align: 'left' },
        { text: value, x: right - 6, y, size: 9.5, align: 'right' },
        ...clause.map(
          (text, line): CardText => ({
            text,
            x: left + 18,
            y: y + 14 + line * clauseLine,
            size: 7.5,
            align: 'left',
          }),
        ),
      ];
    }),
    ...verdict(row, judged, afterBill + 18),
    ...['判读人：', '复核人：', '审核人：', '日期：'].map(
      (text, place): CardText => ({ text, x: left + place * 127, y: 770, size: 10, align: 'left' }),
    ),
    ...['面积为测算面积，以年度国土变更调查结果为准。', ...wrap(`${snapshot.basis}。`, footCharacters)]
      .slice(0, footLines)
      .map((text, line): CardText => ({ text, x: left, y: 797 + line * 11, size: 8, align: 'left' })),
  ];
  return {
    texts,
    lines: [
      ...tops.map((y) => [left, y, right, y] as const),
      ...[left, right].map((x) => [x, billTop + 17, x, afterBill] as const),
      ...[0, 1, 2, 3].map((place) => [left + 42 + place * 127, 783, left + 112 + place * 127, 783] as const),
    ],
  };
}

function identity(row: PlotListRow): CardText[] {
  const pairs: [string, string][] = [
    ['乡镇', row.townName],
    ['村', row.villageName],
    ['流出年份', row.outflowYear === null ? '' : String(row.outflowYear)],
    ['现状地类', landClassText(row.landClassCode)],
    ['原地类', landClassText(row.formerLandClassCode)],
    ['恢复属性', restorationAttributeTitles[row.restorationAttribute] ?? row.restorationAttribute],
  ];
  return pairs.map(([label, value], place) => ({
    text: `${label}：${value || '—'}`,
    x: cardPage.left + (place % 3) * 170,
    y: 386 + Math.floor(place / 3) * 20,
    size: 10,
    align: 'left',
  }));
}

interface BillRow {
  readonly label: string;
  /** The rule's source, in lines. */
  readonly clause: readonly string[];
  readonly value: string;
}

function billRows({ rules, ruleNotes }: HandUpSource['snapshot'], row: PlotListRow): BillRow[] {
  const show = (value: number | null): string => (value === null ? '未算出' : value.toFixed(2));
  const deductions = rules.flatMap(({ code, title }, place): BillRow[] => {
    const taken = row.deductionsMu[place] ?? 0;
    if (taken === 0) return [];
    const note = ruleNotes.find((candidate) => candidate.code === code);
    const source = note === undefined ? '' : `依据：${note.documentNumber} ${note.clause}`.trim();
    return [{ label: `减：${title}`, clause: wrap(source, clauseCharacters), value: `-${show(taken)}` }];
  });
  return [
    { label: '图斑面积', clause: [], value: show(row.grossMu) },
    ...deductions,
    { label: '可恢复净面积', clause: [], value: show(row.netMu) },
  ];
}

/** Upper edges of the rows, and the lower edge of the last one. A bill too long for the card loses clause lines. */
function startsOf(bill: BillRow[]): number[] {
  const measure = (): number[] => {
    const tops = [billTop + 17];
    for (const { clause } of bill) tops.push((tops.at(-1) as number) + billLine + clause.length * clauseLine);
    return tops;
  };
  for (let longest = 3; longest > 0 && (measure().at(-1) as number) > billBottom; longest--) {
    for (const [place, row] of bill.entries()) {
      bill[place] = { ...row, clause: row.clause.slice(0, longest - 1) };
    }
  }
  return measure();
}

function verdict(row: PlotListRow, judged: string, y: number): CardText[] {
  const eligibility = row.eligibility === null ? '未核算' : eligibilityTitles[row.eligibility];
  const note = row.note === '' ? [] : wrap(`备注：${row.note}`, 48).slice(0, 3);
  return [`核算结论：${eligibility}　　判读结论：${judged}`, ...note].map((text, place) => ({
    text,
    x: cardPage.left,
    y: y + place * 18,
    size: 10.5,
    align: 'left' as const,
  }));
}

function wrap(text: string, characters: number): string[] {
  const flat = text.replace(/\s+/g, ' ');
  return Array.from({ length: Math.ceil(flat.length / characters) }, (_, line) =>
    flat.slice(line * characters, (line + 1) * characters),
  );
}

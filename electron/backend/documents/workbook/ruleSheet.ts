import { sumOfRounded } from '../../../../shared/domain/area/totals.ts';
import type { ListCell, ListColumn, ListSheet } from '../listTable.ts';
import type { PlotListSnapshot } from '../plotListSnapshot.ts';

/** 规则说明: every rule with its source and what it took in this list (plots, 亩 as printed). */
export function buildRuleSheet(
  snapshot: Pick<PlotListSnapshot, 'title' | 'basis' | 'rules' | 'ruleNotes' | 'rows'>,
): ListSheet {
  return {
    name: '规则说明',
    title: `${snapshot.title}规则说明`,
    unitLine: `单位：块、亩（互斥归属，每平方米只扣一次）　${snapshot.basis}`,
    columns: [
      text('code', '规则', 8),
      text('title', '名称', 18),
      text('documentNumber', '文号', 20),
      text('clause', '条款', 14),
      text('clauseText', '条款内容', 46),
      text('layers', '数据图层', 20),
      { key: 'plots', title: '扣除块数', fieldName: '', kind: 'integer', decimals: 0, widthCharacters: 10 },
      { key: 'deductedMu', title: '扣除面积', fieldName: '', kind: 'area', decimals: 2, widthCharacters: 12 },
    ],
    rows: snapshot.ruleNotes.map((note) => [
      note.code,
      note.title,
      note.documentNumber || null,
      note.clause || null,
      note.clauseText || null,
      note.layers || null,
      ...deducted(snapshot, note.code),
    ]),
  };
}

function deducted({ rules, rows }: Pick<PlotListSnapshot, 'rules' | 'rows'>, code: string): ListCell[] {
  const place = rules.findIndex((rule) => rule.code === code);
  if (place < 0) return [0, 0];
  const taken = rows.map(({ deductionsMu }) => deductionsMu[place] ?? 0).filter((area) => area > 0);
  return [taken.length, sumOfRounded(taken, 2)];
}

function text(key: string, title: string, widthCharacters: number): ListColumn {
  return { key, title, fieldName: '', kind: 'text', decimals: 0, widthCharacters };
}

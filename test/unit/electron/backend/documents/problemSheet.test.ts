import { describe, expect, it } from 'vitest';
import { buildProblemSheet } from '../../../../../electron/backend/documents/workbook/problemSheet.ts';
import { type LedgerCase, moveLedgerCase } from '../../../../../shared/domain/review/ledgerCase.ts';
import type { LedgerAction } from '../../../../../shared/domain/review/ledgerState.ts';
import { sampleSource } from './sampleSource.ts';

type Move = readonly [
  LedgerAction,
  Partial<Pick<LedgerCase, 'deadline' | 'reason' | 'note'>> & { way?: 'rectified' },
];

/** A case as the program itself would have moved it. */
function moved(...moves: readonly Move[]): LedgerCase {
  let value: LedgerCase | null = null;
  for (const [action, given] of moves) {
    const [source, problemType, assignee] = ['督察', '撂荒', '李家村委会'];
    const move = {
      action,
      ...given,
      source,
      problemType,
      assignee,
      by: '甲',
      atUtc: '2026-11-30T17:00:00.000Z',
    };
    const outcome = moveLedgerCase(value, move);
    if (!outcome.ok) throw new Error(action);
    value = outcome.value;
  }
  return value as LedgerCase;
}

const issue: Move = ['issue', { deadline: '2026-12-20' }];
const prove: Move = ['evidence', { note: '已清除苗木' }];

function cellsOf(ledgerCase: LedgerCase | null): Record<string, unknown> {
  const [row] = sampleSource(['甲']).snapshot.rows;
  if (row === undefined) throw new Error('no row');
  const { columns, rows } = buildProblemSheet({ title: '示例县', rows: [{ ...row, ledgerCase }] }, false);
  return Object.fromEntries(columns.map(({ title }, place) => [title, rows[0]?.[place]]));
}

describe('问题台账', () => {
  it('leaves everything of the 台账 to the town where a plot has no case', () => {
    const { 来源, 整改时限, 整改进展, 销号情况, 台账状态 } = cellsOf(null);
    expect([来源, 整改时限, 整改进展, 销号情况, 台账状态]).toEqual([null, null, null, null, null]);
  });

  it('says of a case that was handed in what the town did', () => {
    expect(cellsOf(moved(issue, prove))).toMatchObject({
      ...{ 台账状态: '已举证', 来源: '督察', 问题类型: '撂荒', 责任主体: '李家村委会' },
      ...{ '整改措施（一案一策）': '已清除苗木', 整改时限: '2026-12-20', 整改进展: '待验收' },
      ...{ 完成时间: null, 验收情况: '未验收', 销号情况: '未销号', 销号方式: null, 责任人: null },
    });
  });

  it('says why a case came back and which round it is in', () => {
    const returned = moved(issue, prove, ['return', { reason: '照片不清' }]);
    expect(cellsOf(returned)).toMatchObject({
      ...{ 台账状态: '退回（第 2 轮）', 整改进展: '整改中', 验收情况: '不通过' },
      ...{ '退回、挂账等理由': '照片不清', '整改措施（一案一策）': null },
    });
  });

  it('says when and how a case was closed, by the day in China', () => {
    expect(cellsOf(moved(issue, prove, ['check', {}], ['close', { way: 'rectified' }]))).toMatchObject({
      ...{ 台账状态: '已销号', 整改进展: '已验收', 完成时间: '2026-12-01' },
      ...{ 验收情况: '通过', 销号情况: '已销号', 销号方式: '现场整改' },
    });
  });

  it('says when there are too many plots for thumbnails', () => {
    const { rows } = sampleSource(['甲']).snapshot;
    expect(buildProblemSheet({ title: '', rows }, true).unitLine).not.toContain('缩略图');
    expect(buildProblemSheet({ title: '', rows }, false).unitLine).toContain('图斑超过 1000 块，不附缩略图');
  });
});

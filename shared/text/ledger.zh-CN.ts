import type { ClosingWay, LedgerAction, LedgerState } from '../domain/review/ledgerState.ts';
import type { Adjudication, SampleFactor, SecondLookState } from '../domain/review/secondLookState.ts';
import type { StateLabel } from './labels.zh-CN.ts';

/** Words of 台账 and 抽查复核; the terms are those of domain.md §1.6 and §4.3. */

export const ledgerStateLabels: Readonly<Record<LedgerState, StateLabel>> = {
  issued: { title: '待整改', glyph: '', color: '#8a97a5' },
  rectifying: { title: '整改中', glyph: '▶', color: '#0072b2' },
  evidenced: { title: '已举证', glyph: '▣', color: '#7a5195' },
  checking: { title: '复核中', glyph: '◐', color: '#0072b2' },
  returned: { title: '退回', glyph: '↩', color: '#b3261e' },
  closed: { title: '已销号', glyph: '✓', color: '#1a7f5a' },
  suspended: { title: '挂账', glyph: '‖', color: '#c77700' },
  transferred: { title: '移送', glyph: '→', color: '#52606d' },
};

export const ledgerActionTitles: Readonly<Record<LedgerAction, string>> = {
  issue: '下发',
  start: '开始整改',
  evidence: '举证',
  check: '受理复核',
  return: '退回',
  close: '销号',
  suspend: '挂账',
  transfer: '移送',
  reopen: '反弹重开',
  extend: '调整时限',
};

export const closingWayTitles: Readonly<Record<ClosingWay, string>> = {
  proven: '举证无问题',
  rectified: '现场整改',
  quotaReduced: '核减占补平衡指标',
  inOutBalanced: '纳入进出平衡',
  other: '其他',
};

export const secondLookLabels: Readonly<Record<SecondLookState, StateLabel>> = {
  open: { title: '待复核', glyph: '', color: '#8a97a5' },
  disputed: { title: '有分歧', glyph: '≠', color: '#b3261e' },
  agreed: { title: '一致', glyph: '✓', color: '#1a7f5a' },
  settled: { title: '已裁定', glyph: '■', color: '#52606d' },
  returned: { title: '已退回', glyph: '↩', color: '#c77700' },
};

export const sampleFactorTitles: Readonly<Record<SampleFactor, string>> = {
  town: '乡镇',
  reviewer: '初判人',
  verdict: '结论',
  threshold: '面积临界',
  dwell: '停留时间',
};

export const adjudicationTitles: Readonly<Record<Adjudication, string>> = {
  first: '采用初判',
  second: '采用复判',
  other: '另判',
  return: '退回重判',
};

/** Fields a move of a case can lack. */
export const ledgerFieldTitles = { deadline: '整改时限', reason: '理由', way: '销号方式' } as const;

const valueTitles: Readonly<Record<string, string>> = {
  near: '面积临界',
  clear: '面积不临界',
  short: '停留过短',
  normal: '停留正常',
  unknown: '无记录',
};

/** 'town=东镇 | dwell=short' as a reader says it: '东镇 · 停留过短'; `verdictTitle` names verdict codes. */
export function describeStratum(stratum: string, verdictTitle: (code: string) => string): string {
  if (stratum === '') return '全部';
  return stratum
    .split(' | ')
    .map((part) => {
      const [factor = '', ...rest] = part.split('=');
      const value = rest.join('=');
      if (factor === 'verdict') return verdictTitle(value);
      return factor === 'threshold' || factor === 'dwell' ? (valueTitles[value] ?? value) : value;
    })
    .join(' · ');
}

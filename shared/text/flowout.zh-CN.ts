import type { findZeroTolerance, TabulatedKind } from '../domain/eligibility/tabulateFlowout.ts';

export const flowoutTitles = {
  nonAgricultural: '非农化',
  orchardForest: '非粮化：林园',
  otherAgricultural: '非粮化：其他农用地',
  unused: '转为未利用地',
  idle: '撂荒（地类未变）',
  unclassified: '本年度无图斑',
} satisfies Record<TabulatedKind, string>;

export const zeroToleranceSentences = {
  all: '2020-07-03 之后的非农化：零容忍。',
  byDate: '2020 年跨 2020-07-03 界线：非农化须按每处占用时间分辨，之后的零容忍。',
  none: '2020-07-03 之前的非农化：按存量问题处理。',
} satisfies Record<ReturnType<typeof findZeroTolerance>, string>;

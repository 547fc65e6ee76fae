/** 待整改 · 整改中 · 已举证 · 复核中 · 退回 · 已销号 · 挂账 · 移送 (domain.md §1.6). */
export const ledgerStates = [
  'issued',
  'rectifying',
  'evidenced',
  'checking',
  'returned',
  'closed',
  'suspended',
  'transferred',
] as const;
export type LedgerState = (typeof ledgerStates)[number];

/** 下发 · 开始整改 · 举证 · 受理复核 · 退回 · 销号 · 挂账 · 移送 · 反弹重开 · 调整时限. */
export const ledgerActions = [
  'issue',
  'start',
  'evidence',
  'check',
  'return',
  'close',
  'suspend',
  'transfer',
  'reopen',
  'extend',
] as const;
export type LedgerAction = (typeof ledgerActions)[number];

/** The five ways in which a province's form lets a plot be settled (domain.md §4.3). */
export const closingWays = ['proven', 'rectified', 'quotaReduced', 'inOutBalanced', 'other'] as const;
export type ClosingWay = (typeof closingWays)[number];

/** States in which somebody still has something to do by the deadline. */
export const pendingLedgerStates = ['issued', 'rectifying', 'evidenced', 'checking', 'returned'] as const;

import type { Mode } from '../session/viewStore.ts';

export const modeTitles: Readonly<Record<Mode, string>> = {
  prepare: '准备',
  review: '判读',
  eligibility: '核算',
  ledger: '台账',
  report: '出件',
};

import type { RecheckOutcome } from '../domain/eligibility/recheckOutcome.ts';

export const recheckTitles = {
  writeOff: '核减',
  partWriteOff: '部分核减',
  restoreOrWriteOff: '恢复或核减',
  keep: '保留',
  undetermined: '未判定',
} satisfies Record<RecheckOutcome, string>;

import type { LedgerTab } from '../session/ledgerStore.ts';

export const ledgerTabTitles: Readonly<Record<LedgerTab, string>> = {
  cases: '台账',
  second: '抽查复核',
  photos: '照片',
  coverage: '查看范围',
};

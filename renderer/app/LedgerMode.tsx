import { type ReactNode, useEffect } from 'react';
import { CaseSection } from '../ledger/CaseSection.tsx';
import { CaseTable } from '../ledger/CaseTable.tsx';
import { LedgerPane } from '../ledger/LedgerPane.tsx';
import { LedgerTabs } from '../ledger/LedgerTabs.tsx';
import { PhotoPane } from '../photos/PhotoPane.tsx';
import { PhotoWall } from '../photos/PhotoWall.tsx';
import { AdjudicationSection } from '../quality/AdjudicationSection.tsx';
import { CoveragePane } from '../quality/CoveragePane.tsx';
import { CoverageTable } from '../quality/CoverageTable.tsx';
import { LookTable } from '../quality/LookTable.tsx';
import { QualityPane } from '../quality/QualityPane.tsx';
import { followQuality } from '../quality/qualityStore.ts';
import { followLedger, type LedgerTab, useLedger } from '../session/ledgerStore.ts';

/** What stands left, under the map and at the top of the right pane, by tab. */
const sides: Readonly<
  Record<LedgerTab, { readonly left: ReactNode; readonly table: ReactNode; readonly right: ReactNode }>
> = {
  cases: { left: <LedgerPane />, table: <CaseTable />, right: <CaseSection /> },
  second: { left: <QualityPane />, table: <LookTable />, right: <AdjudicationSection /> },
  photos: { left: <PhotoPane />, table: <PhotoWall />, right: null },
  coverage: { left: <CoveragePane />, table: <CoverageTable />, right: null },
};

export function LedgerLeft() {
  const tab = useLedger((state) => state.tab);
  return (
    <>
      <LedgerTabs />
      {sides[tab].left}
    </>
  );
}

/** Reads the ledger and the samples for as long as 台账 is on the screen. */
export function LedgerTable() {
  const tab = useLedger((state) => state.tab);
  useEffect(followLedger, []);
  useEffect(followQuality, []);
  return sides[tab].table;
}

export function LedgerRight({ children }: { readonly children: ReactNode }) {
  const tab = useLedger((state) => state.tab);
  return (
    <>
      {sides[tab].right}
      {/* the digits mean the choices above: the verdicts do not show theirs here */}
      <div className="ledger-plot">{children}</div>
    </>
  );
}

import { useTooltip } from '../commands/registry.ts';
import { type LedgerTab, ledgerTabs, setLedger, useLedger } from '../session/ledgerStore.ts';
import { TabBar } from '../ui/TabBar.tsx';
import { ledgerTabTitles } from './ledgerTabTitles.ts';

const tabs = ledgerTabs.map((key) => ({ key, title: <TabTitle tab={key} /> }));

/** The four sides of 台账. */
export function LedgerTabs() {
  const active = useLedger((state) => state.tab);
  return <TabBar label="台账" tabs={tabs} active={active} onChoose={(tab) => setLedger({ tab })} />;
}

function TabTitle({ tab }: { readonly tab: LedgerTab }) {
  const title = ledgerTabTitles[tab];
  return <span title={useTooltip(`ledger.tab.${tab}`, title)}>{title}</span>;
}

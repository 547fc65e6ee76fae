import { useTooltip } from '../commands/registry.ts';
import { type LedgerTab, ledgerTabs, setLedger, useLedger } from '../session/ledgerStore.ts';
import { ledgerTabTitles } from './ledgerTabTitles.ts';

/** The four sides of 台账. */
export function LedgerTabs() {
  return (
    <div className="tabs" role="tablist" aria-label="台账">
      {ledgerTabs.map((tab) => (
        <Tab key={tab} tab={tab} />
      ))}
    </div>
  );
}

function Tab({ tab }: { readonly tab: LedgerTab }) {
  const active = useLedger((state) => state.tab === tab);
  const tooltip = useTooltip(`ledger.tab.${tab}`, ledgerTabTitles[tab]);
  return (
    <button
      type="button"
      role="tab"
      aria-selected={active}
      title={tooltip}
      onClick={() => setLedger({ tab })}
    >
      {ledgerTabTitles[tab]}
    </button>
  );
}

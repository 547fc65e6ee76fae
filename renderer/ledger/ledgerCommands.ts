import { type Command, defineCommand } from '../commands/Command.ts';
import { type LedgerTab, setLedger, useLedger } from '../session/ledgerStore.ts';
import { setView } from '../session/viewStore.ts';
import { stepInTable } from './ledgerActions.ts';
import { ledgerTabTitles } from './ledgerTabTitles.ts';

const group = '台账';
const scope = 'ledger' as const;
const digits = [1, 2, 3, 4, 5, 6] as const;

function openTab(tab: LedgerTab): void {
  setLedger({ tab });
  setView({ mode: 'ledger', focusMode: false });
}

/** What 台账 does by key: its four tabs, its rows, and the choices that are listed with their digits. */
export const ledgerCommands: readonly Command[] = [
  ...(Object.keys(ledgerTabTitles) as LedgerTab[]).map((tab, index) =>
    defineCommand({
      id: `ledger.tab.${tab}`,
      title: `到“${ledgerTabTitles[tab]}”`,
      group,
      keys: [`Ctrl+Alt+Digit${index + 1}`],
      run: () => openTab(tab),
    }),
  ),
  defineCommand({
    id: 'ledger.next',
    title: '下一行',
    group,
    scope,
    keys: ['KeyE', 'PageDown'],
    run: () => stepInTable(1),
  }),
  defineCommand({
    id: 'ledger.previous',
    title: '上一行',
    group,
    scope,
    keys: ['KeyQ', 'PageUp'],
    run: () => stepInTable(-1),
  }),
  ...digits.map((digit) =>
    defineCommand({
      id: `ledger.choice.${digit}`,
      title: `面板所列第 ${digit} 项操作`,
      group,
      scope,
      keys: [`Digit${digit}`],
      disabledReason: () => {
        const { moving, choices } = useLedger.getState();
        if (moving) return '上一步正在保存，请稍候再按。';
        return choices[digit - 1] === undefined ? '此处没有这一项操作。' : null;
      },
      run: () => useLedger.getState().choices[digit - 1]?.run(),
    }),
  ),
];

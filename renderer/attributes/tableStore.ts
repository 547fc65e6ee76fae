import { create } from 'zustand';

const storageKey = 'tianheng.tableHidden';

interface TableState {
  /** Columns the reviewer has taken out, on this machine. */
  readonly hidden: readonly string[];
  /** The cell the keyboard is in: its row in the list and its column. */
  readonly cell: { readonly index: number; readonly columnId: string } | null;
  readonly editing: boolean;
}

function storedHidden(): readonly string[] {
  const stored = localStorage.getItem(storageKey);
  return stored === null ? ['formerLandClass', 'recorded', 'restoration'] : stored.split(',').filter(Boolean);
}

export const useTable = create<TableState>(() => ({ hidden: storedHidden(), cell: null, editing: false }));

export function setHidden(hidden: readonly string[]): void {
  localStorage.setItem(storageKey, hidden.join(','));
  useTable.setState({ hidden });
}

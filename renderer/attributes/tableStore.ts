import { create } from 'zustand';

const storageKey = 'tianheng.tableHidden';

export interface TableCell {
  /** The place of its row in the list. */
  readonly index: number;
  readonly columnId: string;
}

interface TableState {
  /** Columns the reviewer has taken out, on this machine. */
  readonly hidden: readonly string[];
  /** The cell the keyboard is in. */
  readonly cell: TableCell | null;
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

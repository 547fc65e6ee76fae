import { create } from 'zustand';
import { type Mode, setView, useView } from '../session/viewStore.ts';

/** Which page is open, and the section to bring into sight. */
export const useHelp = create<{ readonly pageId: string; readonly section: string }>(() => ({
  pageId: 'start',
  section: '',
}));

export function showHelpPage(pageId: string, section = ''): void {
  useHelp.setState({ pageId, section });
}

const pageOfMode: Readonly<Record<Mode, string>> = {
  prepare: 'prepare',
  review: 'review',
  eligibility: 'eligibility',
  ledger: 'ledger',
  report: 'report',
};

/** F1: the page of what is on the screen. */
export function openHelp(hasProject: boolean): void {
  const { mode, contactSheetOpen } = useView.getState();
  const wall = mode === 'review' && contactSheetOpen;
  showHelpPage(!hasProject ? 'start' : wall ? 'wall' : pageOfMode[mode]);
  setView({ dialog: 'help' });
}

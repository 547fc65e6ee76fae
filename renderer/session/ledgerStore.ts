import { create } from 'zustand';
import type { ReplyOf } from '../../shared/contract/backendApi.ts';
import type {
  LedgerCounts,
  LedgerFilter,
  LedgerPage,
  LedgerTown,
} from '../../shared/contract/records/ledgerRecords.ts';
import { backend } from '../backend/backend.ts';
import { useCurrentPlot } from './currentPlotStore.ts';
import { showFailure } from './toastStore.ts';

/** 台账 · 抽查复核 · 照片 · 查看范围. */
export const ledgerTabs = ['cases', 'second', 'photos', 'coverage'] as const;
export type LedgerTab = (typeof ledgerTabs)[number];

/** Something the digit keys do in the present tab. */
export interface LedgerChoice {
  readonly title: string;
  readonly run: () => void;
}

/** Rows shown of one filter; a county with more cases than this filters them. */
const mostRows = 10_000;

interface LedgerState {
  readonly tab: LedgerTab;
  readonly filter: LedgerFilter;
  readonly page: LedgerPage | null;
  readonly counts: LedgerCounts | null;
  readonly board: readonly LedgerTown[];
  readonly today: string;
  /** Of the current plot. */
  readonly timeline: ReplyOf<'ledger.timeline'> | null;
  /** What 1, 2, 3 … do now. */
  readonly choices: readonly LedgerChoice[];
  /** Plots of the table in its order, for E and Q. */
  readonly order: readonly number[];
}

export const useLedger = create<LedgerState>(() => ({
  tab: 'cases',
  filter: {},
  page: null,
  counts: null,
  board: [],
  today: '',
  timeline: null,
  choices: [],
  order: [],
}));

export function setLedger(change: Partial<LedgerState>): void {
  useLedger.setState(change);
}

/** Merges a change into the filter; a key set to undefined is taken out. */
export function changeLedgerFilter(
  change: {
    [K in keyof LedgerFilter]?: LedgerFilter[K] | undefined;
  },
): void {
  const merged = { ...useLedger.getState().filter, ...change };
  const filter = Object.fromEntries(
    Object.entries(merged).filter(([, value]) => value !== undefined && value !== '' && value !== false),
  );
  useLedger.setState({ filter });
  refreshLedger();
}

let asked = 0;

/** Reads the list, its counts and the board again; an older reply that comes late is dropped. */
export function refreshLedger(): void {
  const mine = ++asked;
  const { filter } = useLedger.getState();
  Promise.all([
    backend.call('ledger.query', { filter, offset: 0, limit: mostRows }),
    backend.call('ledger.counts', {}),
    backend.call('ledger.board', {}),
  ])
    .then(([page, counts, { towns, today }]) => {
      if (mine === asked) useLedger.setState({ page, counts, board: towns, today });
    })
    .catch(showFailure);
}

/** Reads the strip of the current plot again. */
export function refreshTimeline(): void {
  const { plotId } = useCurrentPlot.getState();
  if (plotId === null) {
    useLedger.setState({ timeline: null });
    return;
  }
  backend
    .call('ledger.timeline', { plotId })
    .then((timeline) => {
      if (useCurrentPlot.getState().plotId === plotId) useLedger.setState({ timeline });
    })
    .catch(showFailure);
}

/** Keeps list and strip equal to the project while 台账 is on the screen. Returns how to stop. */
export function followLedger(): () => void {
  const stops = [
    backend.on('project.changed', ({ what }) => {
      if (what === 'coverage') return;
      refreshLedger();
      refreshTimeline();
    }),
    useCurrentPlot.subscribe((state, before) => {
      if (state.plotId !== before.plotId) refreshTimeline();
    }),
  ];
  refreshLedger();
  refreshTimeline();
  return () => {
    for (const stop of stops) stop();
  };
}

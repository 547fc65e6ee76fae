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
  /** Of the current plot; of the one before it until the reply is here. */
  readonly timeline: (ReplyOf<'ledger.timeline'> & { readonly plotId: number }) | null;
  /** True from a step until the pane shows where it led: the digits on the screen no longer say what they would do. */
  readonly moving: boolean;
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
  moving: false,
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

let askedTimelines = 0;

/** Reads the strip of the current plot again; an older reply that comes late is dropped. */
export async function refreshTimeline(): Promise<void> {
  const mine = ++askedTimelines;
  const { plotId } = useCurrentPlot.getState();
  try {
    const timeline =
      plotId === null ? null : { plotId, ...(await backend.call('ledger.timeline', { plotId })) };
    if (mine === askedTimelines) useLedger.setState({ timeline });
  } catch (error) {
    showFailure(error);
  }
}

/** Keeps list and strip equal to the project while 台账 is on the screen. Returns how to stop. */
export function followLedger(): () => void {
  const stops = [
    backend.on('project.changed', ({ what }) => {
      if (what === 'coverage') return;
      refreshLedger();
      void refreshTimeline();
    }),
    useCurrentPlot.subscribe((state, before) => {
      if (state.plotId !== before.plotId) void refreshTimeline();
    }),
  ];
  refreshLedger();
  void refreshTimeline();
  return () => {
    for (const stop of stops) stop();
  };
}

import { create } from 'zustand';
import type {
  LogFacets,
  LogFilter,
  LogPage,
  LogVerification,
} from '../../shared/contract/records/historyRecords.ts';
import { backend } from '../backend/backend.ts';
import { createAnswerOrder } from '../session/answerOrder.ts';
import { showFailure } from '../session/toastStore.ts';

interface LogState {
  readonly filter: LogFilter;
  readonly page: LogPage | null;
  readonly facets: LogFacets | null;
  readonly verifying: boolean;
  readonly verification: LogVerification | null;
}

export const useLog = create<LogState>(() => ({
  filter: {},
  page: null,
  facets: null,
  verifying: false,
  verification: null,
}));

/** As many rows as anyone scrolls through; what is further back is found by the filter. */
const shownRows = 1_000;

const askLog = createAnswerOrder();

/** Reads what the filter lets through; an answer about an older filter is dropped. */
export async function readLog(): Promise<void> {
  const isNewest = askLog();
  const { filter } = useLog.getState();
  const [page, facets] = await Promise.all([
    backend.call('history.log', { filter, offset: 0, limit: shownRows }),
    backend.call('history.facets', {}),
  ]);
  if (useLog.getState().filter === filter && isNewest()) useLog.setState({ page, facets });
}

/** Replaces the filter; fields that are undefined are let go. */
export function filterLog(change: { readonly [Key in keyof LogFilter]: LogFilter[Key] | undefined }): void {
  const merged = { ...useLog.getState().filter, ...change };
  const filter = Object.fromEntries(
    Object.entries(merged).filter(([, value]) => value !== undefined && value !== ''),
  );
  useLog.setState({ filter });
  readLog().catch(showFailure);
}

export function verifyLog(): void {
  useLog.setState({ verifying: true, verification: null });
  backend
    .call('history.verify', {})
    .then((verification) => useLog.setState({ verification }))
    .catch(showFailure)
    .finally(() => useLog.setState({ verifying: false }));
}

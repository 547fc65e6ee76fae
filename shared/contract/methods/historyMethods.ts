import type { WrittenFile } from '../records/documentRecords.ts';
import type {
  LogFacets,
  LogFilter,
  LogPage,
  LogVerification,
  PastMoment,
  PastRequest,
  PlotDifference,
} from '../records/historyRecords.ts';

/** The project as it stood at an earlier moment, and the log that proves it. */
export interface HistoryMethods {
  /**
   * From now on everything that reads tells how the project stood then, and everything that changes is refused
   * (PROJECT_IN_PAST), until history.leave. Throws MOMENT_UNKNOWN.
   */
  'history.enter': (request: PastRequest) => PastMoment;
  'history.leave': (request: Record<never, never>) => Record<never, never>;
  /** The moment that is looked at; null: now. */
  'history.moment': (request: Record<never, never>) => { moment: PastMoment | null };
  /** Plots of which something else was said at the moment looked at than is now. Throws MOMENT_NOT_CHOSEN. */
  'history.differences': (request: { offset: number; limit: number }) => {
    total: number;
    rows: PlotDifference[];
  };
  /** All of them as a table in a folder. */
  'history.exportDifferences': (request: { directory: string; format: 'xlsx' | 'csv' }) => {
    files: WrittenFile[];
  };
  /** Rows of the log, newest first; of the moment looked at where there is one. */
  'history.log': (request: { filter?: LogFilter; offset: number; limit: number }) => LogPage;
  'history.facets': (request: Record<never, never>) => LogFacets;
  /** Recomputes the whole chain of hashes of the log, up to now. */
  'history.verify': (request: Record<never, never>) => LogVerification;
}

import { create } from 'zustand';
import type { PlotRow } from '../../shared/contract/records/plotRecords.ts';
import type { ReviewRecord } from '../../shared/contract/records/reviewRecords.ts';
import { reviewStatuses } from '../../shared/domain/review/reviewStatus.ts';
import { backend } from '../backend/backend.ts';

export type VerdictMark = Pick<PlotRow, 'status' | 'verdictCode'>;

const pageRows = 10_000;

/** The verdict of every judged plot, for the map; kept here because tiles hold shapes only and stay cached. */
export const useVerdictMarks = create<{ readonly marks: ReadonlyMap<number, VerdictMark> }>(() => ({
  marks: new Map(),
}));

export function setVerdictMark(record: ReviewRecord): void {
  const marks = new Map(useVerdictMarks.getState().marks);
  marks.set(record.plotId, { status: record.status, verdictCode: record.verdictCode });
  useVerdictMarks.setState({ marks });
}

/** Reads all verdicts of the project, page by page. */
export async function loadVerdictMarks(): Promise<void> {
  const marks = new Map<number, VerdictMark>();
  for (const status of reviewStatuses) {
    if (status === 'unjudged') continue;
    for (let offset = 0; ; offset += pageRows) {
      const { rows, total } = await backend.call('plot.query', {
        filter: { status },
        offset,
        limit: pageRows,
      });
      for (const row of rows) marks.set(row.plotId, { status: row.status, verdictCode: row.verdictCode });
      if (offset + rows.length >= total || rows.length === 0) break;
    }
  }
  useVerdictMarks.setState({ marks });
}

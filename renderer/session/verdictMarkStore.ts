import { create } from 'zustand';
import type { PlotRow } from '../../shared/contract/records/plotRecords.ts';
import type { ReviewRecord } from '../../shared/contract/records/reviewRecords.ts';
import { reviewStatuses } from '../../shared/domain/review/reviewStatus.ts';
import { backend } from '../backend/backend.ts';

export type VerdictMark = Pick<PlotRow, 'status' | 'verdictCode'>;

const pageRows = 10_000;

interface VerdictMarks {
  /** Always the same map between two readings of the project: a county's verdicts are not copied for one of them. */
  readonly marks: Map<number, VerdictMark>;
  /** Goes up with every change to the marks. */
  readonly changes: number;
}

/** The verdict of every judged plot, for the map; kept here because tiles hold shapes only and stay cached. */
export const useVerdictMarks = create<VerdictMarks>(() => ({ marks: new Map(), changes: 0 }));

export function setVerdictMark(record: ReviewRecord): void {
  const { marks, changes } = useVerdictMarks.getState();
  marks.set(record.plotId, { status: record.status, verdictCode: record.verdictCode });
  useVerdictMarks.setState({ changes: changes + 1 });
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
  useVerdictMarks.setState({ marks, changes: useVerdictMarks.getState().changes + 1 });
}

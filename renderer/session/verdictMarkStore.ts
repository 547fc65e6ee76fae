import { create } from 'zustand';
import type { PlotRow } from '../../shared/contract/records/plotRecords.ts';
import type { VerdictMark as ToldMark } from '../../shared/contract/records/reviewRecords.ts';
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

/** What was told since the newest reading began, which is newer than its pages; null while none goes on. */
let toldMeanwhile: Map<number, VerdictMark> | null = null;

/** Takes over what the backend says stands on plots now. What is known already moves nothing. */
export function setVerdictMarks(told: readonly ToldMark[]): void {
  const { marks, changes } = useVerdictMarks.getState();
  let isNew = false;
  for (const { plotId, status, verdictCode } of told) {
    const mark = { status, verdictCode };
    toldMeanwhile?.set(plotId, mark);
    const known = marks.get(plotId);
    if (known?.status === status && known.verdictCode === verdictCode) continue;
    marks.set(plotId, mark);
    isNew = true;
  }
  if (isNew) useVerdictMarks.setState({ changes: changes + 1 });
}

/** Reads all verdicts of the project, page by page; of two readings at once the one that began later counts. */
export async function loadVerdictMarks(): Promise<void> {
  const told = new Map<number, VerdictMark>();
  toldMeanwhile = told;
  try {
    const marks = await readMarks();
    if (toldMeanwhile !== told) return;
    for (const [plotId, mark] of told) marks.set(plotId, mark);
    useVerdictMarks.setState({ marks, changes: useVerdictMarks.getState().changes + 1 });
  } finally {
    if (toldMeanwhile === told) toldMeanwhile = null;
  }
}

async function readMarks(): Promise<Map<number, VerdictMark>> {
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
  return marks;
}

import type { CallContext, Handlers } from '../../../shared/contract/backendApi.ts';
import type { PlotRow } from '../../../shared/contract/records/plotRecords.ts';
import { type PlotLooks, rankSimilarPlots } from '../../../shared/domain/review/rankSimilarPlots.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import type { BackendContext } from '../backendContext.ts';
import { createPackReader } from '../imagery/createPackReader.ts';
import { measureSignatures, type PlotSignatures } from '../imagery/measureSignatures.ts';
import { readStructureSequence } from '../storage/project/commandLog.ts';
import { listImagery } from '../storage/project/imagery.ts';
import type { OpenProject } from '../storage/project/openProject.ts';
import { getPlotDetail } from '../storage/project/plots.ts';
import { queryPlots } from '../storage/project/queryPlots.ts';

const stage = '比较图斑的前后影像';
const rowsAtOnce = 10_000;

type Signatures = ReadonlyMap<number, PlotSignatures>;

/** 相似图斑: measured once for a state of plots and images, then ranked from memory at each question. */
export function createSimilarHandlers({ session }: BackendContext): Pick<Handlers, 'similar.find'> {
  const signaturesOf = createSignatureCache(() => session.current());
  return {
    async 'similar.find'({ plotId }, call) {
      const project = session.require('查找相似图斑');
      const { plotNo, verdictCode } = getPlotDetail(project.database, plotId);
      if (verdictCode === null) return { plotNo, verdictCode, plots: [] };
      const signatures = await signaturesOf(project, call);
      if (session.current() !== project) throw new AppError('OPERATION_CANCELLED', { operation: stage });
      const rows = new Map(readAllRows(project).map((row) => [row.plotId, row]));
      const ranked = rankSimilarPlots(
        [...rows.values()].flatMap((row) => toLooks(row, signatures)),
        plotId,
      );
      const plots = ranked.flatMap(({ plotId: similar, confidence, preselected }) => {
        const row = rows.get(similar);
        return row === undefined ? [] : [{ row, confidence, preselected }];
      });
      return { plotNo, verdictCode, plots };
    },
  };
}

/** The two newest images are compared; with fewer there is nothing that could have changed. */
function createSignatureCache(
  current: () => OpenProject | null,
): (project: OpenProject, call: CallContext) => Promise<Signatures> {
  let kept: { project: OpenProject; state: number; signatures: Promise<Signatures> } | null = null;
  return (project, call) => {
    const state = readStructureSequence(project.database);
    if (kept?.project !== project || kept.state !== state) {
      const signatures = measure(project, () => current() !== project, call);
      const entry = { project, state, signatures };
      kept = entry;
      // what failed is tried again at the next question
      signatures.catch(() => {
        if (kept === entry) kept = null;
      });
    }
    return kept.signatures;
  };
}

async function measure(
  project: OpenProject,
  isClosed: () => boolean,
  { reportProgress, signal }: CallContext,
): Promise<Signatures> {
  const images = [...listImagery(project.database)].sort((a, b) => a.epoch.localeCompare(b.epoch));
  const [earlier, later] = images.slice(-2);
  if (earlier === undefined || later === undefined) return new Map();
  const packs = createPackReader(project);
  try {
    const signatures = await measureSignatures(project, packs, {
      earlier,
      later,
      onProgress: (done, total) => reportProgress(stage, done, total),
      isCancelled: () => signal.aborted || isClosed(),
    });
    if (signatures === undefined) throw new AppError('OPERATION_CANCELLED', { operation: stage });
    return signatures;
  } finally {
    packs.close();
  }
}

function readAllRows({ database }: OpenProject): readonly PlotRow[] {
  const rows: PlotRow[] = [];
  for (;;) {
    const page = queryPlots(database, {}, rows.length, rowsAtOnce);
    rows.push(...page.rows);
    if (page.rows.length === 0 || rows.length >= page.total) return rows;
  }
}

function toLooks(row: PlotRow, signatures: Signatures): readonly PlotLooks[] {
  const measured = signatures.get(row.plotId);
  // a doubtful plot counts as judged: it has its verdict, and is no example for others
  return measured === undefined ? [] : [{ ...row, ...measured }];
}

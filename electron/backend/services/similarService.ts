import type { Handlers } from '../../../shared/contract/backendApi.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import type { BackendContext } from '../backendContext.ts';
import type { RunningJobs } from '../dispatch.ts';
import type { OpenProject } from '../storage/project/openProject.ts';
import { getPlotDetail, selectPlotRows } from '../storage/project/plots.ts';
import { sql } from '../storage/sqlite/sql.ts';
import { type CountyLooks, createCountyLooks } from './countyLooks.ts';

/** 相似图斑: found from memory while nobody waits for anything else. */
export function createSimilarHandlers(
  { session }: BackendContext,
  jobs: Pick<RunningJobs, 'whenQuiet'>,
): Pick<Handlers, 'similar.find'> {
  let kept: { readonly project: OpenProject; readonly looks: CountyLooks } | null = null;
  const looksOf = (project: OpenProject): CountyLooks => {
    if (kept?.project !== project) kept = { project, looks: createCountyLooks(project, jobs.whenQuiet) };
    return kept.looks;
  };
  return {
    async 'similar.find'({ plotId }, { reportProgress, signal }) {
      const project = session.require('查找相似图斑');
      const { plotNo, verdictCode } = getPlotDetail(project.database, plotId);
      if (verdictCode === null) return { plotNo, verdictCode, plots: [] };
      const isCancelled = () => signal.aborted || session.current() !== project;
      const ranked = await looksOf(project).rank(plotId, { onProgress: reportProgress, isCancelled });
      if (isCancelled()) throw new AppError('OPERATION_CANCELLED', { operation: '查找相似图斑' });
      const ids = ranked.map((one) => one.plotId);
      const found = selectPlotRows(
        project.database,
        sql`SELECT value FROM json_each(${JSON.stringify(ids)}) ORDER BY key`,
      );
      const rows = new Map(found.map((row) => [row.plotId, row]));
      const plots = ranked.flatMap(({ plotId: similar, confidence, preselected }) => {
        const row = rows.get(similar);
        // judged while this was looked for
        return row === undefined || row.verdictCode !== null ? [] : [{ row, confidence, preselected }];
      });
      return { plotNo, verdictCode, plots };
    },
  };
}

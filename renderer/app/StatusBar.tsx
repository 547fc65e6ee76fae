import { isGeographic } from '../map/isGeographic.ts';
import { scaleDenominator, useMap } from '../map/mapStore.ts';
import { roundScale } from '../map/ScaleLine.tsx';
import { paceOf, useReview } from '../review/reviewStore.ts';
import { cancelJob, runningJobs, useJobs } from '../session/jobStore.ts';
import { useProject } from '../session/projectStore.ts';
import { showDock } from '../session/viewStore.ts';
import { formatCount, formatDecimal } from '../ui/formatNumber.ts';
import { ProgressLine } from '../ui/ProgressLine.tsx';

/** How far the work is, where the pointer is, and what runs behind the window. */
export function StatusBar() {
  const project = useProject((state) => state.project);
  const today = useReview((state) => state.today);
  const pace = useReview((state) => paceOf(state.recent));
  if (project === null) return null;
  const { judged, plots } = project.counts;
  return (
    <footer className="status num">
      <span>
        进度 {formatCount(judged)} / {formatCount(plots)}
        {plots > 0 && <ProgressLine label="判读进度" done={judged} total={plots} width={150} />}
      </span>
      <span>
        今日 {formatCount(today)}
        {pace !== null && ` · ${formatDecimal(pace, 0)} 块/分`}
      </span>
      <RunningJob />
      <Pointer degrees={isGeographic(project.crs)} />
      <span title={project.crs}>{project.crsName}</span>
      <JobCount />
    </footer>
  );
}

function Pointer({ degrees }: { readonly degrees: boolean }) {
  const pointer = useMap((state) => state.pointer);
  const metersPerPixel = useMap((state) => state.metersPerPixel);
  const decimals = degrees ? 6 : 2;
  return (
    <>
      <span className="status-push">
        {pointer === null
          ? 'X —　Y —'
          : `X ${formatDecimal(pointer[0], decimals)}　Y ${formatDecimal(pointer[1], decimals)}`}
      </span>
      <span>1:{formatCount(roundScale(scaleDenominator(metersPerPixel)))}</span>
    </>
  );
}

/** The newest running task in the bar itself, so that its progress needs no panel. */
function RunningJob() {
  const job = useJobs((state) => runningJobs(state.jobs)[0]);
  if (job === undefined) return null;
  return (
    <span className="status-job">
      {job.stage}
      <ProgressLine label={job.stage} done={job.done} total={job.total} width={110} />
      <button type="button" className="link" onClick={() => cancelJob(job.jobId)}>
        取消
      </button>
    </span>
  );
}

function JobCount() {
  const count = useJobs((state) => runningJobs(state.jobs).length);
  return (
    <button type="button" className="plain" onClick={() => showDock('jobs')}>
      后台任务 {count}
    </button>
  );
}

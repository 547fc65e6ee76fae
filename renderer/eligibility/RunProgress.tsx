import { cancelJob, runningJobs, useJobs } from '../session/jobStore.ts';
import { ProgressLine } from '../ui/ProgressLine.tsx';

/** The run that is going on, with its cancel. */
export function RunProgress() {
  const job = useJobs((state) =>
    runningJobs(state.jobs).find(({ method }) => method.startsWith('eligibility.')),
  );
  if (job === undefined) return null;
  return (
    <div className="run-progress num">
      <span className="ellipsis">
        {job.stage} {job.total > 0 && `${job.done} / ${job.total}`}
      </span>
      <button type="button" className="link" onClick={() => cancelJob(job.jobId)}>
        取消
      </button>
      <ProgressLine label={job.stage} done={job.done} total={job.total} width="100%" />
    </div>
  );
}

import { cancelJob, runningJobs, useJobs } from '../session/jobStore.ts';
import { ProgressLine } from '../ui/ProgressLine.tsx';

/** The hand-up that is being made, with its cancel: nothing of it is left in the folder then. */
export function ReportProgress() {
  const job = useJobs((state) =>
    runningJobs(state.jobs).find(({ method }) => /^(release|export)\./.test(method)),
  );
  if (job === undefined) return null;
  return (
    <div className="run-progress num" role="status">
      <span className="ellipsis">
        {job.stage} {job.total > 0 && `${Math.floor(job.done)} / ${job.total}`}
      </span>
      <button type="button" className="link" onClick={() => cancelJob(job.jobId)}>
        取消
      </button>
      <ProgressLine label={job.stage} done={job.done} total={job.total} width="100%" />
    </div>
  );
}

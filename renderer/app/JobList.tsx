import { cancelJob, type Job, useJobs } from '../session/jobStore.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ProgressLine } from '../ui/ProgressLine.tsx';

const states: Readonly<Record<Job['state'], string>> = {
  running: '进行中',
  done: '✓ 完成',
  failed: '✕ 失败',
  cancelled: '已取消',
};

/** Work behind the window: never modal, always cancellable. */
export function JobList() {
  const jobs = useJobs((state) => state.jobs);
  if (jobs.length === 0)
    return (
      <EmptyState title="没有后台任务">
        导入、核算和导出在这里显示进度，可随时取消，项目会保持原样。
      </EmptyState>
    );
  return (
    <ul className="job-list num">
      {jobs.map((job) => (
        <li key={job.jobId}>
          <span className={`job-state job-${job.state}`}>{states[job.state]}</span>
          <span className="ellipsis">{job.stage}</span>
          <ProgressLine
            label={job.stage}
            done={job.state === 'done' ? 1 : job.done}
            total={job.state === 'done' ? 1 : Math.max(job.total, job.state === 'running' ? 0 : 1)}
            width={220}
          />
          <span className="job-count">{job.total > 0 ? `${job.done} / ${job.total}` : ''}</span>
          {job.state === 'running' && (
            <button type="button" className="link" onClick={() => cancelJob(job.jobId)}>
              取消
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

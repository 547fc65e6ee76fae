import { create } from 'zustand';
import type { BackendEvents } from '../../shared/contract/backendApi.ts';
import { backend } from '../backend/backend.ts';
import { showFailure } from './toastStore.ts';

export type Job = BackendEvents['job.progress'] & { readonly startedAt: number };

const keptFinishedJobs = 30;

export const useJobs = create<{ readonly jobs: readonly Job[] }>(() => ({ jobs: [] }));

/** Newest first; finished ones stay listed until newer ones push them out. */
export function recordProgress(progress: BackendEvents['job.progress']): void {
  const { jobs } = useJobs.getState();
  const known = jobs.find((job) => job.jobId === progress.jobId);
  const job: Job = { ...progress, startedAt: known?.startedAt ?? Date.now() };
  const others = jobs.filter((other) => other.jobId !== progress.jobId);
  const finished = others.filter((other) => other.state !== 'running').slice(0, keptFinishedJobs);
  const running = others.filter((other) => other.state === 'running');
  useJobs.setState({
    jobs: job.state === 'running' ? [job, ...running, ...finished] : [...running, job, ...finished],
  });
}

export function runningJobs(jobs: readonly Job[]): readonly Job[] {
  return jobs.filter((job) => job.state === 'running');
}

export function cancelJob(jobId: string): void {
  backend.call('job.cancel', { jobId }).catch(showFailure);
}

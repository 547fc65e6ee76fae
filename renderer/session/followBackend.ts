import { backend } from '../backend/backend.ts';
import { reloadCurrentPlot } from './currentPlotStore.ts';
import { recordProgress } from './jobStore.ts';
import { refreshProject } from './projectStore.ts';
import { refreshQueue } from './queueStore.ts';
import { showFailure } from './toastStore.ts';

/** Keeps what the window holds equal to what the backend says has changed. Returns how to stop. */
export function followBackend(): () => void {
  const stops = [
    backend.on('job.progress', recordProgress),
    backend.on('project.changed', ({ what }) => {
      refreshProject().catch(showFailure);
      if (what === 'plots' || what === 'verdicts' || what === 'run' || what === 'project') refreshQueue();
      if (what === 'plots' || what === 'run') reloadCurrentPlot();
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

import { backend } from '../backend/backend.ts';
import { lostMessage } from '../backend/chooseTransport.ts';
import { describeFailure } from '../backend/describeFailure.ts';
import { keyTextOf } from '../commands/registry.ts';
import { reloadCurrentPlot } from './currentPlotStore.ts';
import { recordProgress } from './jobStore.ts';
import { loadPast } from './pastStore.ts';
import { refreshProject } from './projectStore.ts';
import { refreshQueue } from './queueStore.ts';
import { showFailure, showToast } from './toastStore.ts';

/** Keeps what the window holds equal to what the backend says has changed. Returns how to stop. */
export function followBackend(): () => void {
  const stops = [
    backend.on('job.progress', recordProgress),
    backend.on('project.changed', ({ what }) => {
      // the next plot comes first: lists and counts follow once it is asked for
      if (what === 'verdicts') return refreshSoon();
      refreshProject().catch(showFailure);
      if (what === 'project') loadPast().catch(showFailure);
      if (what === 'plots' || what === 'run' || what === 'project') refreshQueue();
      if (what === 'plots' || what === 'run') reloadCurrentPlot();
    }),
  ];
  window.addEventListener('message', tellLoss);
  return () => {
    window.removeEventListener('message', tellLoss);
    for (const stop of stops) stop();
  };
}

const refreshPauseMilliseconds = 300;
let refreshPlanned = false;

/** Many verdicts in a row make one refresh. */
function refreshSoon(): void {
  if (refreshPlanned) return;
  refreshPlanned = true;
  setTimeout(() => {
    refreshPlanned = false;
    refreshProject().catch(showFailure);
    refreshQueue();
  }, refreshPauseMilliseconds);
}

/** A dead backend is said at once, not at the next click; a new one is there as soon as the window loads again. */
function tellLoss(event: MessageEvent): void {
  if (event.source !== window || event.data !== lostMessage) return;
  backend.call('app.info', {}).catch((error: unknown) => {
    const { message, code } = describeFailure(error);
    const action = {
      title: '重新载入窗口',
      key: keyTextOf('window.reload'),
      run: () => window.location.reload(),
    };
    showToast({ kind: 'error', text: message, code, action });
  });
}

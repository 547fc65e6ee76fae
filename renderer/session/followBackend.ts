import type { BackendEvents } from '../../shared/contract/backendApi.ts';
import { backend } from '../backend/backend.ts';
import { lostMessage } from '../backend/chooseTransport.ts';
import { describeFailure } from '../backend/describeFailure.ts';
import { keyTextOf } from '../commands/registry.ts';
import { forgetWarm, reloadCurrentPlot, useCurrentPlot } from './currentPlotStore.ts';
import { recordProgress } from './jobStore.ts';
import { loadPast } from './pastStore.ts';
import { isPictureAwaited, whenDrawn } from './plotDrawn.ts';
import { refreshProject } from './projectStore.ts';
import { noteListChange, refreshAfterVerdicts, refreshQueue } from './queueStore.ts';
import { showFailure, showToast } from './toastStore.ts';
import { loadVerdictMarks, setVerdictMarks } from './verdictMarkStore.ts';
import { inOrder } from './verdictOrder.ts';

/** Keeps what the window holds equal to what the backend says has changed. Returns how to stop. */
export function followBackend(): () => void {
  const stops = [
    backend.on('job.progress', recordProgress),
    backend.on('project.changed', ({ what, plotId, marks }) => {
      if (!besidePlots.includes(what)) {
        noteListChange();
        forgetWarm(plotId);
      }
      // the next plot comes first: lists and counts follow once it is asked for
      if (what === 'verdicts') {
        if (marks === undefined) loadVerdictMarks().catch(showFailure);
        // after the action in hand, whose reply says the same and is compared with what stood before
        else inOrder(async () => setVerdictMarks(marks));
        return refreshSoon(plotId);
      }
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

/** Changes that leave everything known of a plot as it is. */
const besidePlots: readonly BackendEvents['project.changed']['what'][] = [
  'imagery',
  'coverage',
  'photos',
  'ledger',
];

const refreshPauseMilliseconds = 300;
/** The plots that changed since the last refresh, 'any' where nobody said which; null while no refresh is planned. */
let changed: Set<number | 'any'> | null = null;

/** Many verdicts in a row make one refresh. The current plot is read again where it may be one of those that changed. */
function refreshSoon(plotId: number | undefined): void {
  if (changed === null) {
    changed = new Set();
    setTimeout(() => void refreshAfterPicture(), refreshPauseMilliseconds);
  }
  changed.add(plotId ?? 'any');
}

/** A picture that is awaited comes before any list or count. */
async function refreshAfterPicture(): Promise<void> {
  const { plotId } = useCurrentPlot.getState();
  if (plotId !== null && isPictureAwaited(plotId)) await whenDrawn(plotId);
  refresh();
}

function refresh(): void {
  const current = useCurrentPlot.getState().plotId;
  const isConcerned = changed?.has('any') === true || (current !== null && changed?.has(current) === true);
  changed = null;
  refreshProject().catch(showFailure);
  refreshAfterVerdicts();
  if (isConcerned) reloadCurrentPlot();
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

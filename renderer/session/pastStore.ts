import { create } from 'zustand';
import type { PastMoment, PastRequest } from '../../shared/contract/records/historyRecords.ts';
import { backend } from '../backend/backend.ts';
import { createAnswerOrder } from './answerOrder.ts';
import { showFailure } from './toastStore.ts';
import { loadVerdictMarks } from './verdictMarkStore.ts';

interface PastState {
  /** The moment the window shows instead of now; null: now. */
  readonly moment: PastMoment | null;
  /** A moment is being made out of the log, which takes a second or two in a project of 100,000 plots. */
  readonly entering: boolean;
}

export const usePast = create<PastState>(() => ({ moment: null, entering: false }));

// the map has the verdicts of all plots by itself, and no event of the backend makes it read them again
usePast.subscribe((state, before) => {
  if (state.moment !== before.moment) loadVerdictMarks().catch(showFailure);
});

const askMoment = createAnswerOrder();

/** Shows the project as it stood then. True once it does; a moment that is not there is said in a toast. */
export async function enterPast(request: PastRequest): Promise<boolean> {
  usePast.setState({ entering: true });
  const isNewest = askMoment();
  try {
    const moment = await backend.call('history.enter', request);
    if (isNewest()) usePast.setState({ moment });
    return true;
  } catch (error) {
    showFailure(error);
    return false;
  } finally {
    usePast.setState({ entering: false });
  }
}

export function leavePast(): void {
  const isNewest = askMoment();
  backend
    .call('history.leave', {})
    .then(() => {
      if (isNewest()) usePast.setState({ moment: null });
    })
    .catch(showFailure);
}

/** What the backend shows: another window may have gone into the past, or a reload may have come in the middle of it. */
export async function loadPast(): Promise<void> {
  const isNewest = askMoment();
  const { moment } = await backend.call('history.moment', {});
  if (!isNewest()) return;
  const shown = usePast.getState().moment;
  if (shown?.sequence !== moment?.sequence || shown?.atUtc !== moment?.atUtc) usePast.setState({ moment });
}

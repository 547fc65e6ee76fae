import { create } from 'zustand';
import type { ReviewRecord } from '../../shared/contract/records/reviewRecords.ts';
import { forgetWarm } from './currentPlotStore.ts';
import { markSaved } from './projectStore.ts';
import { noteListChange } from './queueStore.ts';
import { showFailure } from './toastStore.ts';
import { setVerdictMarks } from './verdictMarkStore.ts';

/** The verdict on one plot that was given last, by key or click; what goes on from there looks here. */
export const useLastVerdict = create<{ readonly record: ReviewRecord | null }>(() => ({ record: null }));

let lastAction: Promise<void> = Promise.resolve();

/** Verdicts go to the backend one after the other, in the order the keys were pressed, from whichever view. */
export function inOrder(action: () => Promise<void>): void {
  lastAction = lastAction.then(action).catch(showFailure);
}

/** Shows a change that is on the disk: the time of saving, and the plot's mark on map and wall. */
export function settle(record: ReviewRecord): void {
  forgetWarm(record.plotId);
  noteListChange();
  markSaved(record.atUtc);
  setVerdictMarks([record]);
}

import type { RequestOf } from '../../shared/contract/backendApi.ts';
import { ledgerActionTitles } from '../../shared/text/ledger.zh-CN.ts';
import { backend } from '../backend/backend.ts';
import { keyTextOf, runCommandById } from '../commands/registry.ts';
import { selectPlot, useCurrentPlot } from '../session/currentPlotStore.ts';
import { refreshTimeline, setLedger, useLedger } from '../session/ledgerStore.ts';
import { markSaved } from '../session/projectStore.ts';
import { reviewerName } from '../session/reviewerStore.ts';
import { showFailure, showToast } from '../session/toastStore.ts';

type Move = Omit<RequestOf<'ledger.move'>, 'by'>;

/**
 * Moves cases one step; nothing is asked before, everything can be undone after. Tells whether it was done, once the
 * strip of the current plot shows it: a second key pressed meanwhile would act on what is no longer so.
 */
export async function moveCases(move: Move): Promise<boolean> {
  setLedger({ moving: true });
  try {
    const change = await backend.call('ledger.move', { ...move, by: reviewerName() });
    markSaved(change.atUtc);
    const count = 1 + change.others.length;
    showToast({
      kind: 'info',
      text: `${count === 1 ? `图斑 ${change.plotNo}` : `${count} 块`}：${ledgerActionTitles[move.action]}`,
      action: { title: '撤销', key: keyTextOf('review.undo'), run: () => runCommandById('review.undo') },
    });
    await refreshTimeline();
    return true;
  } catch (error) {
    showFailure(error);
    return false;
  } finally {
    setLedger({ moving: false });
  }
}

/** E and Q: the next or previous row of the table on the screen. */
export function stepInTable(step: 1 | -1): void {
  const { order } = useLedger.getState();
  const { plotId } = useCurrentPlot.getState();
  const index = plotId === null ? -1 : order.indexOf(plotId);
  const next = order[index === -1 ? 0 : index + step];
  if (next !== undefined) selectPlot(next, 'keys');
}

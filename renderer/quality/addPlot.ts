import type { OverlapChoice } from '../../shared/contract/records/addedPlotRecords.ts';
import { formatAsMu } from '../../shared/domain/area/units.ts';
import { backend } from '../backend/backend.ts';
import { keyTextOf, runCommandById } from '../commands/registry.ts';
import { useAddition } from '../session/additionStore.ts';
import { createAnswerOrder } from '../session/answerOrder.ts';
import { selectPlot } from '../session/currentPlotStore.ts';
import { layToolDown, takeTool, useDrawing } from '../session/drawingStore.ts';
import { markSaved } from '../session/projectStore.ts';
import { reviewerName } from '../session/reviewerStore.ts';
import { showFailure, showToast } from '../session/toastStore.ts';

const askPreview = createAnswerOrder();

/** Takes up the tool, or lays it down; a drawing that waits for its fields is dropped. */
export function drawPlot(): void {
  dropDrawnPlot();
  if (useDrawing.getState().tool === 'newPlot') {
    layToolDown();
    return;
  }
  takeTool('newPlot', (wkb) => {
    layToolDown();
    const isNewest = askPreview();
    backend
      .call('plot.previewAddition', { wkb })
      .then((preview) => {
        if (isNewest()) useAddition.setState({ drawn: { wkb, preview } });
      })
      .catch(showFailure);
  });
}

export function dropDrawnPlot(): void {
  // also one whose preview is still on its way
  askPreview()();
  useAddition.setState({ drawn: null });
}

interface AdditionFields {
  readonly townName: string;
  readonly villageName: string;
  readonly landClassCode: string;
  readonly remark: string;
  readonly overlaps: OverlapChoice;
}

/** Makes the drawing a plot of the list, and that plot the current one. */
export async function saveDrawnPlot(fields: AdditionFields): Promise<void> {
  const { drawn } = useAddition.getState();
  if (drawn === null) return;
  try {
    const record = await backend.call('plot.add', { wkb: drawn.wkb, ...fields, by: reviewerName() });
    markSaved(record.atUtc);
    dropDrawnPlot();
    selectPlot(record.plotId, 'map');
    showToast({
      kind: 'info',
      text: `已新增图斑 ${record.plotNo}，${formatAsMu(record.squareMeters)} 亩`,
      action: { title: '撤销', key: keyTextOf('review.undo'), run: () => runCommandById('review.undo') },
    });
  } catch (error) {
    showFailure(error);
  }
}

/** Takes an added plot off the list again; undo brings it back. */
export async function removeAddedPlot(plotId: number): Promise<void> {
  try {
    const record = await backend.call('plot.removeAdded', { plotId, by: reviewerName() });
    markSaved(record.atUtc);
    showToast({
      kind: 'info',
      text: `已移除新增图斑 ${record.plotNo}`,
      action: { title: '撤销', key: keyTextOf('review.undo'), run: () => runCommandById('review.undo') },
    });
  } catch (error) {
    showFailure(error);
  }
}

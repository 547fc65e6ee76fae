import type { MarkupKind } from '../../shared/domain/review/markupKind.ts';
import { backend } from '../backend/backend.ts';
import { keyTextOf, runCommandById } from '../commands/registry.ts';
import { useCurrentPlot } from '../session/currentPlotStore.ts';
import { type DrawingTool, layToolDown, takeTool } from '../session/drawingStore.ts';
import { reloadDrawings } from '../session/plotDrawingsStore.ts';
import { markSaved } from '../session/projectStore.ts';
import { reviewerName } from '../session/reviewerStore.ts';
import { showToast } from '../session/toastStore.ts';
import { inOrder } from '../session/verdictOrder.ts';
import { beginText } from './markupStore.ts';
import { forgetMeasure, measure } from './measureStore.ts';

export const toolTitles: Readonly<Record<DrawingTool, string>> = {
  area: '画面',
  line: '画线',
  arrow: '画箭头',
  cloud: '画云线',
  text: '写文字',
  cut: '切分图斑',
  boundary: '拟改边界',
  newPlot: '画新增图斑',
  measureLength: '量长度',
  measureArea: '量面积',
};

interface Saved {
  readonly atUtc: string;
}

const undoOffer = () => ({
  title: '撤销',
  key: keyTextOf('review.undo'),
  run: () => runCommandById('review.undo'),
});

/** A change to what is drawn: after the verdicts before it, on the disk before the toast. */
function change(text: string, act: (plotId: number, by: string) => Promise<Saved>): void {
  const { plotId } = useCurrentPlot.getState();
  if (plotId === null) return;
  inOrder(async () => {
    const { atUtc } = await act(plotId, reviewerName());
    markSaved(atUtc);
    reloadDrawings();
    showToast({ kind: 'info', text, action: undoOffer() });
  });
}

/** The second press of a tool's key lays it down. */
export function take(tool: DrawingTool): void {
  forgetMeasure();
  takeTool(
    tool,
    (wkb) => finish(tool, wkb),
    tool === 'measureLength' || tool === 'measureArea'
      ? (coordinates) => measure(tool === 'measureArea' ? 'area' : 'length', coordinates)
      : null,
  );
}

function finish(tool: DrawingTool, wkb: Uint8Array): void {
  switch (tool) {
    case 'measureLength':
    case 'measureArea':
      // the tool stays in hand: the next click begins the next measurement
      return;
    case 'text':
      layToolDown();
      beginText(wkb);
      return;
    case 'cut':
      layToolDown();
      change('图斑已切分，各部分可分别判读', (plotId, by) =>
        backend.call('parts.cut', { plotId, line: wkb, by }),
      );
      return;
    case 'newPlot':
      // the sweep takes it up and finishes it itself
      layToolDown();
      return;
    case 'boundary':
      layToolDown();
      proposeBoundary(wkb);
      return;
    default:
      layToolDown();
      addMarkup(tool, wkb, '');
  }
}

const markupTitles: Readonly<Record<MarkupKind, string>> = {
  area: '面',
  line: '线',
  arrow: '箭头',
  cloud: '云线',
  text: '文字',
};

export function markupTitle(kind: MarkupKind): string {
  return markupTitles[kind];
}

export function addMarkup(kind: MarkupKind, wkb: Uint8Array, text: string): void {
  change(`已标绘${markupTitles[kind]}`, (plotId, by) =>
    backend.call('markup.add', { plotId, kind, wkb, text, by }),
  );
}

export function changeText(markupId: number, text: string): void {
  change('标绘文字已保存', (plotId, by) => backend.call('markup.change', { plotId, markupId, text, by }));
}

export function removeMarkup(markupId: number): void {
  change('标绘已删除', (plotId, by) => backend.call('markup.remove', { plotId, markupId, by }));
}

export function decidePart(position: number, verdictCode: string | null): void {
  change(`第 ${position} 部分已判`, (plotId, by) =>
    backend.call('parts.decide', { plotId, position, verdictCode, by }),
  );
}

export function clearParts(): void {
  change('已取消切分，图斑恢复为一块', (plotId, by) => backend.call('parts.clear', { plotId, by }));
}

export function clearBoundary(): void {
  change('已撤回拟改边界', (plotId, by) => backend.call('boundary.clear', { plotId, by }));
}

function proposeBoundary(wkb: Uint8Array): void {
  const { plotId } = useCurrentPlot.getState();
  if (plotId === null) return;
  inOrder(async () => {
    const { atUtc, overlaps } = await backend.call('boundary.propose', { plotId, wkb, by: reviewerName() });
    markSaved(atUtc);
    reloadDrawings();
    const remark = overlaps.length === 0 ? '' : `，与 ${overlaps.join('、')} 重叠`;
    showToast({ kind: 'info', text: `已保存拟改边界，来源图形不变${remark}`, action: undoOffer() });
  });
}

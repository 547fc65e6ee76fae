import { flushSync } from 'react-dom';
import { isLargeOffset } from '../../shared/domain/review/epochOffset.ts';
import type { VerdictView } from '../../shared/domain/review/verdictView.ts';
import { backend } from '../backend/backend.ts';
import { activeMap } from '../map/activeMap.ts';
import { comparisons, setMap, useMap } from '../map/mapStore.ts';
import { describeOffset, offsetOfPlot, showOffset } from '../map/offsetStore.ts';
import { captureDisplay, restoreDisplay } from '../map/screenDisplay.ts';
import { useCurrentPlot } from '../session/currentPlotStore.ts';
import { showFailure, showToast } from '../session/toastStore.ts';

let shown = { plotId: -1, since: 0 };
useCurrentPlot.subscribe(({ detail }) => {
  if (detail !== null && detail.plotId !== shown.plotId) {
    shown = { plotId: detail.plotId, since: performance.now() };
  }
});

/** What is on the screen now, for the evidence of a verdict; null where there is no map. */
export function captureView(plotId: number): VerdictView | null {
  const map = activeMap();
  if (map === null) return null;
  const { earlierImageId, laterImageId, comparison, swipe, swipeDirection, fade, front } = useMap.getState();
  const offset = offsetOfPlot(plotId);
  const dwell = shown.plotId === plotId ? performance.now() - shown.since : 0;
  return {
    earlierImageId,
    laterImageId,
    extent: map.extent(),
    comparison,
    swipe,
    swipeDirection,
    fade,
    front,
    offsetX: offset?.eastMeters ?? 0,
    offsetY: offset?.northMeters ?? 0,
    dwellMilliseconds: Math.round(dwell),
    display: captureDisplay(),
  };
}

/** 重放: puts the map back to what was on the screen when the plot's present verdict, or that of a row of the log, was given. */
export function replayView(plotId: number, sequence?: number): void {
  backend
    .call('review.evidence', sequence === undefined ? { plotId } : { plotId, sequence })
    .then(({ evidence }) => {
      if (evidence === null) {
        showToast({ kind: 'info', text: '此结论没有留存画面（可能来自命令行或旧版本）。' });
        return;
      }
      const { view, images, rulesVersion } = evidence;
      const isWall = view.comparison === 'wall';
      // a chip shows one epoch, the other while Space is held: as the map does with a single image
      const comparison = isWall ? 'single' : (comparisons.find((one) => one === view.comparison) ?? 'swipe');
      const { earlierImageId, laterImageId, swipe, swipeDirection, fade, front } = view;
      // 双屏 halves the stage: it has to have its size before the extent is fitted into it
      flushSync(() =>
        setMap({ comparison, earlierImageId, laterImageId, swipe, swipeDirection, fade, front }),
      );
      if (view.display !== undefined) restoreDisplay(view.display);
      const { offsetX: eastMeters, offsetY: northMeters } = view;
      const offset = { eastMeters, northMeters };
      if (earlierImageId !== null && laterImageId !== null)
        showOffset({ plotId, earlierImageId, laterImageId }, offset);
      activeMap()?.fit(view.extent, { marginShare: 0 });
      const epochs = images.map(({ epoch }) => epoch).join(' / ');
      const seconds = (view.dwellMilliseconds / 1_000).toFixed(1);
      const rules = rulesVersion === null ? '未核算' : `口径 ${rulesVersion}`;
      const moved = eastMeters === 0 && northMeters === 0 ? '' : ` · 前时相偏移 ${describeOffset(offset)}`;
      const large = isLargeOffset(offset) ? '（较大）' : '';
      const text = `已重放${isWall ? '缩略图墙上' : '判读时'}的画面：${epochs}${moved}${large} · 停留 ${seconds} 秒 · ${rules}`;
      showToast({ kind: 'info', text });
    })
    .catch(showFailure);
}

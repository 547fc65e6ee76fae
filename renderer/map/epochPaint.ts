import { useCurrentPlot } from '../session/currentPlotStore.ts';
import { displayFilter, useDisplay } from './displayStore.ts';
import type { EpochPaint } from './layers/createImageryLayer.ts';
import type { PaintedPart } from './layers/tracePart.ts';
import { type StageSide, useMap, wholeStageImage } from './mapStore.ts';
import { offsetOfPlot } from './offsetStore.ts';

/** Whether an epoch is painted at all in the present way of comparing, and how strongly. */
export function epochPresence(id: string, side: StageSide): { shown: boolean; opacity: number } {
  const state = useMap.getState();
  const isLater = id === state.laterImageId;
  const isEarlier = id === state.earlierImageId;
  if (!isLater && !isEarlier) return { shown: false, opacity: 1 };
  if (state.earlierImageId === state.laterImageId) return { shown: true, opacity: 1 };
  if (state.comparison === 'dual') return { shown: (side === 'second') === isLater, opacity: 1 };
  const wholeStage = wholeStageImage(state);
  if (wholeStage !== null) return { shown: (wholeStage === 'later') === isLater, opacity: 1 };
  return { shown: true, opacity: state.comparison === 'fade' && isLater ? state.fade : 1 };
}

/** How an epoch is painted at this moment on a map of this size. */
export function epochPaint(id: string, side: StageSide, size: readonly [number, number]): EpochPaint {
  return {
    part: side === 'second' ? null : paintedPart(id, size),
    filter: displayFilter(useDisplay.getState(), id),
    shift: shiftOf(id),
  };
}

/** The images whose pixels are at a place of a map; both where they are blended. */
export function imagesAt(
  side: StageSide,
  size: readonly [number, number],
  [x, y]: readonly [number, number],
): readonly string[] {
  const { earlierImageId, laterImageId } = useMap.getState();
  const shown = [earlierImageId, laterImageId].filter(
    (id): id is string => id !== null && epochPresence(id, side).shown && covers(paintedPart(id, size)),
  );
  const { comparison } = useMap.getState();
  return comparison === 'lens' ? shown.slice(-1) : [...new Set(shown)];

  function covers(part: PaintedPart | null): boolean {
    if (part === null || side === 'second') return true;
    if (part.shape === 'circle') return Math.hypot(x - part.center[0], y - part.center[1]) <= part.radius;
    const [shareX, shareY] = [x / size[0], y / size[1]];
    return shareX >= part.left && shareX <= part.right && shareY >= part.top && shareY <= part.bottom;
  }
}

/** The earlier image is always left of (or above) the curtain, the later one right of (or below) it. */
function paintedPart(id: string, [width, height]: readonly [number, number]): PaintedPart | null {
  const state = useMap.getState();
  if (wholeStageImage(state) !== null || state.earlierImageId === state.laterImageId) return null;
  const first = id === state.earlierImageId;
  if (state.comparison === 'lens') {
    const center = state.pointerPixel ?? ([width / 2, height / 2] as const);
    return first ? null : { shape: 'circle', center, radius: state.lensRadius };
  }
  if (state.comparison !== 'swipe') return null;
  const whole = { shape: 'rectangle', left: 0, top: 0, right: 1, bottom: 1 } as const;
  if (state.swipeDirection === 'vertical')
    return first ? { ...whole, right: state.swipe } : { ...whole, left: state.swipe };
  return first ? { ...whole, bottom: state.swipe } : { ...whole, top: state.swipe };
}

/** The earlier image is laid over the later one by the offset of the current plot, in CSS pixels. */
function shiftOf(id: string): readonly [number, number] {
  const { earlierImageId, laterImageId, metersPerPixel } = useMap.getState();
  if (id !== earlierImageId || earlierImageId === laterImageId) return [0, 0];
  const offset = offsetOfPlot(useCurrentPlot.getState().plotId);
  if (offset === undefined) return [0, 0];
  return [offset.eastMeters / metersPerPixel, -offset.northMeters / metersPerPixel];
}

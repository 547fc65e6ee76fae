import { useSyncExternalStore } from 'react';
import { useView } from '../session/viewStore.ts';

export const railPixels = 52;
export const stripPixels = 44;
export const paneLimits = {
  left: { minimum: 240, maximum: 420 },
  right: { minimum: 320, maximum: 480 },
} as const;

export interface PaneWidths {
  readonly left: number;
  readonly right: number;
  readonly leftCollapsed: boolean;
}

/**
 * Widths of the side panes that leave the map at least half of the window: first the wishes are cut back
 * towards their minima, then the left pane becomes a strip that opens over the map.
 */
export function fitPanes(windowWidth: number, leftWish: number, rightWish: number): PaneWidths {
  const room = Math.floor(windowWidth / 2) - railPixels;
  if (leftWish + rightWish <= room) return { left: leftWish, right: rightWish, leftCollapsed: false };
  const { left, right } = { left: paneLimits.left.minimum, right: paneLimits.right.minimum };
  if (left + right > room)
    return { left, right: Math.max(right, Math.min(rightWish, room - stripPixels)), leftCollapsed: true };
  const spare = room - left - right;
  const wished = leftWish - left + (rightWish - right);
  const leftShare = wished > 0 ? Math.floor((spare * (leftWish - left)) / wished) : 0;
  return { left: left + leftShare, right: right + spare - leftShare, leftCollapsed: false };
}

export function usePaneWidths(): PaneWidths {
  const windowWidth = useSyncExternalStore(followWindow, () => window.innerWidth);
  const { leftWidth, rightWidth } = useView();
  return fitPanes(windowWidth, leftWidth, rightWidth);
}

function followWindow(onChange: () => void): () => void {
  window.addEventListener('resize', onChange);
  return () => window.removeEventListener('resize', onChange);
}

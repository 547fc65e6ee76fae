import { flushSync } from 'react-dom';
import { setView, useView } from '../session/viewStore.ts';

/** Where the keyboard was before it went into the dock. */
let origin: Element | null = null;

/** Opens the dock and takes the keyboard into it; closing it brings the keyboard back to where it was. */
export function toggleDock(): void {
  if (useView.getState().dockOpen) {
    const leaves = document.querySelector('.dock')?.contains(document.activeElement) === true;
    flushSync(() => setView({ dockOpen: false }));
    if (leaves && origin instanceof HTMLElement) origin.focus({ preventScroll: true });
    origin = null;
    return;
  }
  origin = document.activeElement;
  flushSync(() => setView({ dockOpen: true }));
  const dock = document.querySelector('.dock');
  const stop =
    dock?.querySelector('.grid[tabindex]') ?? dock?.querySelector('[role=tab][aria-selected=true]');
  if (stop instanceof HTMLElement) stop.focus({ preventScroll: true });
}

import { setView, useView } from '../session/viewStore.ts';

/** The parts of the window the keyboard walks through, in the order they lie in. */
const panes = ['.header', '.rail', '.pane-left, .strip', '.stage-box', '.dock, .ledger-table', '.pane-right'];
const focusable =
  'button:not([disabled]), a[href], input:not([disabled]), select:not([disabled]), textarea:not([disabled]), [tabindex="0"]';

/** Brings the focus to the first control of the next part of the window; after the last comes the first. */
export function walkPanes(step: 1 | -1): void {
  const stops = panes
    .map((pane) => document.querySelector(pane))
    .filter((pane) => pane !== null)
    .map((pane) => ({ pane, first: [...pane.querySelectorAll<HTMLElement>(focusable)].find(isReachable) }))
    .filter(({ first }) => first !== undefined);
  const at = stops.findIndex(({ pane }) => pane.contains(document.activeElement));
  const next = at < 0 && step < 0 ? stops.length - 1 : (at + step + stops.length) % stops.length;
  stops[next]?.first?.focus();
}

/** The box that searches the list, laid open where the window is narrow. */
export function focusSearch(): void {
  if (document.querySelector('.strip') !== null) setView({ listOpen: true });
  if (useView.getState().mode !== 'review') setView({ mode: 'review' });
  // the list is drawn first
  requestAnimationFrame(() =>
    document.querySelector<HTMLElement>('.filter-text input, input.filter-text')?.focus(),
  );
}

function isReachable(element: HTMLElement): boolean {
  return element.tabIndex >= 0 && element.checkVisibility() && element.closest('[inert]') === null;
}

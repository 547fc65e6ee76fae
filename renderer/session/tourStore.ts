import { create } from 'zustand';

const storageKey = 'tianheng.tour';

/** The step of the tour that is shown; null while it is not. */
export const useTour = create<{ readonly step: number | null }>(() => ({ step: null }));

/** Begins the tour unless it was ended or skipped on this machine before. */
export function offerTour(): void {
  if (localStorage.getItem(storageKey) === null) useTour.setState({ step: 0 });
}

export function showTourStep(step: number): void {
  useTour.setState({ step });
}

/** Ends or skips the tour; it is not offered again, only asked for. */
export function endTour(): void {
  localStorage.setItem(storageKey, 'seen');
  useTour.setState({ step: null });
}

import { create } from 'zustand';
import { describeFailure } from '../backend/describeFailure.ts';

export interface Toast {
  readonly id: number;
  readonly kind: 'info' | 'error';
  readonly text: string;
  readonly code?: string;
  /** Offered beside the text, with the key that does the same. */
  readonly action?: { readonly title: string; readonly key: string; readonly run: () => void };
}

/** Verdicts are never confirmed before, always undoable after: the offer stays this long. */
const toastMilliseconds = 6_000;
let nextId = 1;

export const useToast = create<{ readonly toast: Toast | null }>(() => ({ toast: null }));

/** One toast at a time: a newer one replaces the older, so that fast judging piles nothing up. */
export function showToast(toast: Omit<Toast, 'id'>): void {
  const id = nextId++;
  useToast.setState({ toast: { ...toast, id } });
  setTimeout(
    () => {
      if (useToast.getState().toast?.id === id) useToast.setState({ toast: null });
    },
    toast.kind === 'error' ? toastMilliseconds * 2 : toastMilliseconds,
  );
}

export function dismissToast(): void {
  useToast.setState({ toast: null });
}

export function showFailure(error: unknown): void {
  const failure = describeFailure(error);
  showToast({ kind: 'error', text: failure.message, code: failure.code });
}

import { create } from 'zustand';

const storageKey = 'tianheng.reviewer';

/** Stands with the verdicts of whoever has not said a name yet. */
export const unsigned = '未署名';

/** Who signs verdicts on this machine. */
export const useReviewer = create<{ readonly name: string }>(() => ({
  name: localStorage.getItem(storageKey) ?? unsigned,
}));

export function setReviewer(name: string): void {
  localStorage.setItem(storageKey, name);
  useReviewer.setState({ name });
}

export function reviewerName(): string {
  return useReviewer.getState().name;
}

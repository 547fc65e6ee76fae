import { create } from 'zustand';

const storageKey = 'tianheng.reviewer';

/** Who signs verdicts on this machine. */
export const useReviewer = create<{ readonly name: string }>(() => ({
  name: localStorage.getItem(storageKey) ?? '未署名',
}));

export function setReviewer(name: string): void {
  localStorage.setItem(storageKey, name);
  useReviewer.setState({ name });
}

export function reviewerName(): string {
  return useReviewer.getState().name;
}

import { create } from 'zustand';

/** A place on the map that waits for its text; the list of drawings asks for it. */
export const usePendingText = create<{ readonly wkb: Uint8Array | null }>(() => ({ wkb: null }));

export function beginText(wkb: Uint8Array): void {
  usePendingText.setState({ wkb });
}

export function dropText(): void {
  usePendingText.setState({ wkb: null });
}

import { create } from 'zustand';

interface PieceState {
  /** True while the mode that shows pieces is open. */
  readonly active: boolean;
  readonly shown: boolean;
  /** There are more pieces in view than are drawn. */
  readonly more: boolean;
}

/** Pieces of the whole county on the map. */
export const usePieces = create<PieceState>(() => ({ active: false, shown: true, more: false }));

export function setPieces(change: Partial<PieceState>): void {
  usePieces.setState(change);
}

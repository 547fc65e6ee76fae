import { create } from 'zustand';
import type { AdditionPreview } from '../../shared/contract/records/addedPlotRecords.ts';

/** A plot that was drawn and waits for its town and the reviewer's word; the map shows it meanwhile. */
export interface PlotAddition {
  readonly wkb: Uint8Array;
  readonly preview: AdditionPreview;
}

export const useAddition = create<{ readonly drawn: PlotAddition | null }>(() => ({ drawn: null }));

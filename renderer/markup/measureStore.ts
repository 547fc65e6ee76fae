import { create } from 'zustand';
import { backend } from '../backend/backend.ts';
import { showFailure } from '../session/toastStore.ts';

export type Measurement =
  | { readonly kind: 'length'; readonly meters: number }
  | { readonly kind: 'area'; readonly squareMeters: number; readonly mu: number; readonly method: string };

/** What is being measured, or was measured last; null before there is anything to measure. */
export const useMeasure = create<{ readonly result: Measurement | null }>(() => ({ result: null }));

let asking = false;
let next: { readonly kind: Measurement['kind']; readonly coordinates: readonly number[] } | null = null;
let generation = 0;

export function forgetMeasure(): void {
  generation++;
  next = null;
  useMeasure.setState({ result: null });
}

/** Measures a line or the area inside it (interleaved project coordinates). One question at a time, the newest wins. */
export function measure(kind: Measurement['kind'], coordinates: readonly number[]): void {
  if (coordinates.length < (kind === 'area' ? 6 : 4)) return;
  next = { kind, coordinates };
  if (!asking) void ask();
}

async function ask(): Promise<void> {
  asking = true;
  try {
    while (next !== null) {
      const { kind, coordinates } = next;
      const mine = generation;
      next = null;
      const result = await readMeasurement(kind, [...coordinates]);
      if (mine === generation) useMeasure.setState({ result });
    }
  } catch (error) {
    showFailure(error);
  } finally {
    asking = false;
  }
}

async function readMeasurement(kind: Measurement['kind'], coordinates: number[]): Promise<Measurement> {
  return kind === 'area'
    ? { kind, ...(await backend.call('measure.area', { coordinates })) }
    : { kind, ...(await backend.call('measure.line', { coordinates })) };
}

import type { SourceField, SourceValue } from '../source/VectorSource.ts';
import { listPlotNumberFields, toText } from './fieldRoles.ts';

/** Below this share of distinct values a field numbers plots inside villages only (TBBH, TBYBH), not in the layer. */
const DISTINCT_SHARE = 0.9;

/**
 * Decides which field holds the plot number after all values were seen: the user's, else the first candidate that
 * tells at least nine plots in ten apart. TBBH is unique only within a village (domain reference §4.1), so its place
 * in the list alone does not make it a number; a handful of duplicates does not unmake one.
 */
export class PlotNumberChoice {
  readonly #candidates: readonly number[];
  readonly #values: readonly Set<string>[];
  #count = 0;

  constructor(fields: readonly SourceField[], mapped: number | undefined, isUserMap: boolean) {
    const listed = listPlotNumberFields(fields);
    const isListedFirst = mapped === undefined || mapped === listed[0];
    this.#candidates = isUserMap && !isListedFirst && mapped !== undefined ? [mapped] : listed;
    this.#values = this.#candidates.map(() => new Set());
  }

  add(values: readonly SourceValue[]): void {
    this.#count++;
    for (const [i, place] of this.#candidates.entries()) {
      const text = toText(values[place] ?? null);
      if (text !== '') this.#values[i]?.add(text);
    }
  }

  /** Place of the field; -1 where the source has none. */
  choose(): number {
    const found = this.#candidates.findIndex(
      (_, i) => (this.#values[i]?.size ?? 0) >= this.#count * DISTINCT_SHARE,
    );
    return this.#candidates[Math.max(found, 0)] ?? -1;
  }
}

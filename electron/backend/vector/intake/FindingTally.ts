import type { SourceFinding } from '../source/VectorSource.ts';

const EXAMPLES_KEPT = 5;

/** Counts findings by code and keeps the first few examples of each. */
export class FindingTally {
  readonly #found = new Map<string, { count: number; examples: string[] }>();

  add(code: string, example?: string, count = 1): void {
    const entry = this.#found.get(code) ?? { count: 0, examples: [] };
    entry.count += count;
    if (example !== undefined && entry.examples.length < EXAMPLES_KEPT) entry.examples.push(example);
    this.#found.set(code, entry);
  }

  addAll(findings: readonly SourceFinding[]): void {
    for (const { code, count, examples } of findings) {
      const entry = this.#found.get(code) ?? { count: 0, examples: [] };
      entry.count += count;
      entry.examples.push(...examples.slice(0, EXAMPLES_KEPT - entry.examples.length));
      this.#found.set(code, entry);
    }
  }

  list(): SourceFinding[] {
    return [...this.#found].map(([code, { count, examples }]) => ({ code, count, examples }));
  }
}

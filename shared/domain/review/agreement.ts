/** How two people judged the same plots. */
export interface Agreement {
  readonly count: number;
  /** Verdict codes that occur, in the order given. */
  readonly codes: readonly string[];
  /** counts[i][j]: plots the first reviewer called codes[i] and the second codes[j]. */
  readonly counts: readonly (readonly number[])[];
  /** Share of plots both judged alike; null without plots. */
  readonly observed: number | null;
  /** Share that chance alone would give, from how often each of them uses each verdict. */
  readonly expected: number | null;
  /** Cohen's kappa (Cohen 1960); null where it is not defined: no plots, or only one verdict used by both. */
  readonly kappa: number | null;
}

/** Confusion table and Cohen's kappa of pairs [first, second]; `order` fixes the order of the codes. */
export function computeAgreement(
  pairs: readonly (readonly [string, string])[],
  order: readonly string[] = [],
): Agreement {
  const used = new Set(pairs.flat());
  const codes = [
    ...order.filter((code) => used.has(code)),
    ...[...used].filter((code) => !order.includes(code)),
  ];
  const place = new Map(codes.map((code, index) => [code, index]));
  const counts = codes.map(() => codes.map(() => 0));
  for (const [first, second] of pairs) {
    const row = counts[place.get(first) ?? 0] as number[];
    const column = place.get(second) ?? 0;
    row[column] = (row[column] ?? 0) + 1;
  }
  const count = pairs.length;
  if (count === 0) return { count, codes, counts, observed: null, expected: null, kappa: null };
  let agreed = 0;
  let byChance = 0;
  codes.forEach((_, i) => {
    const first = (counts[i] as number[]).reduce((sum, value) => sum + value, 0);
    const second = counts.reduce((sum, row) => sum + (row[i] ?? 0), 0);
    agreed += counts[i]?.[i] ?? 0;
    byChance += first * second;
  });
  const observed = agreed / count;
  const expected = byChance / count ** 2;
  const kappa = byChance === count ** 2 ? null : (observed - expected) / (1 - expected);
  return { count, codes, counts, observed, expected, kappa };
}

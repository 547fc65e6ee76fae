/** 97.5 % quantile of the normal distribution: two-sided 95 %. */
const z95 = 1.959963984540054;

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * Wilson's score interval (1927) of a proportion seen in `count` draws, 95 %. Holds near 0 and 1, where the
 * textbook ± interval does not. `count` may be an effective size; null without draws.
 */
export function wilsonInterval(proportion: number, count: number): Interval | null {
  if (!(count > 0)) return null;
  const spread = z95 ** 2 / count;
  const middle = proportion + spread / 2;
  const half = z95 * Math.sqrt((proportion * (1 - proportion)) / count + spread / (4 * count));
  return {
    low: proportion === 0 ? 0 : (middle - half) / (1 + spread),
    high: proportion === 1 ? 1 : (middle + half) / (1 + spread),
  };
}

/** One stratum of a sample: plots in it, plots of it that were looked at twice and settled, wrong ones among these. */
export interface StratumResult {
  readonly population: number;
  readonly settled: number;
  readonly wrong: number;
}

export interface ErrorRate {
  readonly settled: number;
  readonly wrong: number;
  /** Strata weighted by their size; null before a plot of the sample is settled. */
  readonly rate: number | null;
  readonly interval: Interval | null;
  /** Plots for which the rate speaks: those of strata with a settled plot. */
  readonly population: number;
}

/**
 * Share of wrong first verdicts, estimated for all plots the sample was drawn from. Strata are sampled at
 * different rates, so each counts by its size; the interval is Wilson's with Kish's effective sample size
 * (Σw)² / Σw², which is the plain count where all weights are equal. No finite-population correction: the
 * interval is rather too wide than too narrow.
 */
export function estimateErrorRate(strata: readonly StratumResult[]): ErrorRate {
  const seen = strata.filter(({ settled }) => settled > 0);
  const total = (pick: (stratum: StratumResult) => number) => seen.reduce((sum, one) => sum + pick(one), 0);
  const settled = total((one) => one.settled);
  const wrong = total((one) => one.wrong);
  const population = total((one) => one.population);
  if (settled === 0) return { settled, wrong, rate: null, interval: null, population };
  const rate = total((one) => (one.population * one.wrong) / one.settled) / population;
  const effective = population ** 2 / total((one) => one.population ** 2 / one.settled);
  return { settled, wrong, rate, interval: wilsonInterval(rate, effective), population };
}

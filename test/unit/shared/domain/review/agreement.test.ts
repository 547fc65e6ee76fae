import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { computeAgreement } from '../../../../../shared/domain/review/agreement.ts';
import { estimateErrorRate, wilsonInterval } from '../../../../../shared/domain/review/errorRate.ts';
import { describeWhenAvailable, hasProgram } from '../../../../support/availability.ts';
import { createRandom } from '../../../../support/createRandom.ts';

/** Pairs of a table whose row is the first reviewer's verdict and whose column the second's. */
function pairsOf(table: readonly (readonly number[])[]): [string, string][] {
  return table.flatMap((row, i) =>
    row.flatMap((count, j) => Array.from({ length: count }, (): [string, string] => [`c${i}`, `c${j}`])),
  );
}

describe('agreement', () => {
  it.each([
    // the two examples of "Cohen's kappa" (Wikipedia): 50 grant proposals read twice; 100 with uneven use
    [
      '50 proposals',
      [
        [20, 5],
        [10, 15],
      ],
      0.4,
    ],
    [
      '100 cases, used evenly',
      [
        [45, 15],
        [25, 15],
      ],
      0.1304,
    ],
    [
      '100 cases, used unevenly',
      [
        [25, 35],
        [5, 35],
      ],
      0.2593,
    ],
    // Fleiss, Levin, Paik: Statistical Methods for Rates and Proportions, table 18.1: two raters, 100 subjects
    [
      'three diagnoses',
      [
        [75, 1, 4],
        [5, 4, 1],
        [0, 0, 10],
      ],
      0.676,
    ],
  ])('gives the published kappa of %s', (_, table, kappa) => {
    expect(computeAgreement(pairsOf(table)).kappa).toBeCloseTo(kappa, kappa === 0.676 ? 3 : 4);
  });

  it('shows who said what, in the order of the scheme', () => {
    const pairs: [string, string][] = [
      ['works', 'ready'],
      ['ready', 'ready'],
      ['ready', 'ready'],
    ];
    const { codes, counts, observed } = computeAgreement(pairs, ['ready', 'unused', 'works']);
    expect(codes).toEqual(['ready', 'works']);
    expect(counts).toEqual([
      [2, 0],
      [1, 0],
    ]);
    expect(observed).toBeCloseTo(2 / 3, 12);
  });

  it('has no kappa without plots, nor where both used one verdict only', () => {
    expect(computeAgreement([]).kappa).toBeNull();
    expect(computeAgreement([['a', 'a']])).toMatchObject({ observed: 1, kappa: null });
  });
});

describe('the interval of a share', () => {
  // Newcombe 1998, Statistics in Medicine 17, table I, method 3 (Wilson, no continuity correction)
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %i in %i is the published one', (wrong, count, low, high) => {
    const interval = wilsonInterval(wrong / count, count);
    expect(interval?.low).toBeCloseTo(low, 4);
    expect(interval?.high).toBeCloseTo(high, 4);
  });

  it('is none without draws, and ends at 0 and 1', () => {
    expect(wilsonInterval(0, 0)).toBeNull();
    expect(wilsonInterval(0, 5)?.low).toBe(0);
    expect(wilsonInterval(1, 5)?.high).toBe(1);
  });
});

describe('the error rate of a stratified sample', () => {
  it('is the plain one where every stratum is sampled at the same rate', () => {
    const { rate, interval } = estimateErrorRate([
      { population: 100, settled: 10, wrong: 1 },
      { population: 300, settled: 30, wrong: 2 },
    ]);
    expect(rate).toBeCloseTo(3 / 40, 12);
    expect(interval).toEqual(wilsonInterval(3 / 40, 40));
  });

  it('weights strata by their size, by hand: 900 plots at 10 % and 100 plots at 50 % make 14 %', () => {
    const { rate, settled, interval } = estimateErrorRate([
      { population: 900, settled: 10, wrong: 1 },
      { population: 100, settled: 10, wrong: 5 },
    ]);
    expect(settled).toBe(20);
    expect(rate).toBeCloseTo(0.14, 12);
    // Kish: (9000 + 1000)² / (10·90² + 10·10²) with weights 90 and 10, so 1000² / 82000 = 12.195
    const expected = wilsonInterval(0.14, 1000 ** 2 / 82_000);
    expect(interval?.low).toBeCloseTo(expected?.low ?? -1, 12);
    expect(interval?.high).toBeCloseTo(expected?.high ?? -1, 12);
  });

  it('says nothing before a plot is settled, and nothing of strata nobody looked at', () => {
    expect(estimateErrorRate([{ population: 9, settled: 0, wrong: 0 }])).toMatchObject({
      rate: null,
      interval: null,
      population: 0,
    });
  });
});

describeWhenAvailable('in Python', { python3: hasProgram('/usr/bin/python3') }, () => {
  it('kappa by exact fractions and the interval as roots of its equation are the same for 60 random tables', () => {
    const random = createRandom(7);
    const tables = Array.from({ length: 60 }, () => {
      const size = 2 + Math.floor(random() * 4);
      return Array.from({ length: size }, () =>
        Array.from({ length: size }, () => Math.floor(random() * 20)),
      );
    });
    // kappa as 1 − Σ disagreement / Σ expected disagreement; Wilson from p² (1 + z²/n) − p (2p̂ + z²/n) + p̂² = 0
    const program = `
import json, sys, math
from fractions import Fraction as F
from statistics import NormalDist
z = NormalDist().inv_cdf(0.975)
out = []
for t in json.load(sys.stdin):
    k = len(t); n = sum(map(sum, t))
    rows = [sum(r) for r in t]; cols = [sum(r[j] for r in t) for j in range(k)]
    d = sum(F(t[i][j], n) for i in range(k) for j in range(k) if i != j)
    e = sum(F(rows[i], n) * F(cols[j], n) for i in range(k) for j in range(k) if i != j)
    p = float(d)
    a, b, c = 1 + z*z/n, -(2*p + z*z/n), p*p
    s = math.sqrt(b*b - 4*a*c)
    out.append([float(1 - d/e), (-b - s)/(2*a), (-b + s)/(2*a)])
print(json.dumps(out))`;
    const { stdout, stderr } = spawnSync('/usr/bin/python3', ['-c', program], {
      input: JSON.stringify(tables),
      encoding: 'utf8',
    });
    if (stdout === '') throw new Error(stderr);
    const expected = JSON.parse(stdout) as [number, number, number][];
    tables.forEach((table, i) => {
      const { kappa, observed, count } = computeAgreement(pairsOf(table));
      const interval = wilsonInterval(1 - (observed ?? 0), count);
      expect(kappa).toBeCloseTo(expected[i]?.[0] ?? Number.NaN, 10);
      expect(interval?.low).toBeCloseTo(expected[i]?.[1] ?? Number.NaN, 10);
      expect(interval?.high).toBeCloseTo(expected[i]?.[2] ?? Number.NaN, 10);
    });
  });
});

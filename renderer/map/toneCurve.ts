import type { BandStatistics } from '../../shared/contract/records/imageryRecords.ts';

/** What each of the 256 stored values of red, green and blue is shown as, 0 to 255. */
export type ToneCurves = readonly [readonly number[], readonly number[], readonly number[]];

/** 2 to 98 % of the pixels spread over the whole range, each colour by itself; null where nothing was counted. */
export function stretchCurves(bands: readonly BandStatistics[]): ToneCurves | null {
  return curvesOf(bands, ({ low, high }) => {
    const span = Math.max(1, high - low);
    return everyValue((value) => ((value - low) / span) * 255);
  });
}

/**
 * Histogram matching (Gonzalez & Woods, Digital Image Processing, 3.3.2): each value becomes the one that as large a
 * share of the other picture's pixels lies below. Null where nothing was counted in one of them.
 */
export function matchCurves(
  from: readonly BandStatistics[],
  to: readonly BandStatistics[],
): ToneCurves | null {
  return curvesOf(from, (band, index) => {
    const target = to[index];
    if (target === undefined) return null;
    const shares = sharesBelow(band.histogram);
    const wanted = sharesBelow(target.histogram);
    let match = 0;
    return everyValue((value) => {
      while (match < 255 && (wanted[match] as number) < (shares[value] as number)) match++;
      return match;
    });
  });
}

/** One set of curves after another. */
export function chainCurves(first: ToneCurves, second: ToneCurves | null): ToneCurves {
  if (second === null) return first;
  const chain = (index: 0 | 1 | 2) => first[index].map((value) => second[index][Math.round(value)] as number);
  return [chain(0), chain(1), chain(2)];
}

function curvesOf(
  bands: readonly BandStatistics[],
  curveOf: (band: BandStatistics, index: number) => number[] | null,
): ToneCurves | null {
  const [red, green, blue] = bands.map(curveOf);
  return red && green && blue ? [red, green, blue] : null;
}

function everyValue(toneOf: (value: number) => number): number[] {
  return Array.from({ length: 256 }, (_, value) => Math.max(0, Math.min(255, toneOf(value))));
}

/** Share of the pixels at or below the middle of each value's own. */
function sharesBelow(histogram: readonly number[]): number[] {
  const total = histogram.reduce((sum, count) => sum + count, 0);
  let sum = 0;
  return histogram.map((count) => {
    sum += count;
    return total === 0 ? 0 : (sum - count / 2) / total;
  });
}

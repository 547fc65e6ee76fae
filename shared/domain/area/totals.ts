import { fromDecimalUnits, toDecimalUnits, toRoundedUnits } from './rounding.ts';

/**
 * The total of a column as a reader adds it up: the sum of the values as they are shown. Exact, and what a
 * ledger's foot line must be where its rows were rounded one by one.
 */
export function sumOfRounded(values: readonly number[], decimals: number): number {
  let units = 0;
  for (const value of values) units += toRoundedUnits(value, decimals);
  return fromDecimalUnits(units, decimals);
}

/**
 * The rounded total of the unrounded values: nearest to the truth, but not always what the shown rows add up
 * to. Pair it with distributeByLargestRemainder where rows and foot must agree.
 */
export function roundedSum(values: readonly number[], decimals: number): number {
  return fromDecimalUnits(toRoundedUnits(sumCompensated(values), decimals), decimals);
}

/**
 * Rounds parts so that what is shown adds up exactly to the total (平差).
 *
 * Rule (largest remainder): each part is cut down to its decimals; the units still missing to the total go,
 * one each, to the parts that lost most; between equal losses the earlier part comes first. The total is the
 * rounded sum of the parts or, where one is given (a plot's registered area), that control total rounded:
 * then the parts are first scaled to it in proportion. No part differs from its (scaled) value by a unit or
 * more, and a part of zero stays zero.
 *
 * Preconditions: finite values, none negative; a control total not negative, and zero where all parts are.
 */
export function distributeByLargestRemainder(
  values: readonly number[],
  decimals: number,
  controlTotal?: number,
): number[] {
  const sum = sumCompensated(values);
  if (values.some((value) => !(value >= 0))) throw new RangeError('cannot distribute a negative part');
  if (controlTotal !== undefined && (controlTotal < 0 || (sum === 0 && controlTotal > 0))) {
    throw new RangeError(`cannot distribute ${controlTotal} over parts that sum to ${sum}`);
  }
  const totalUnits = toRoundedUnits(controlTotal ?? sum, decimals);
  const scale = controlTotal === undefined || sum === 0 ? 1 : fromDecimalUnits(totalUnits, decimals) / sum;
  const exactUnits = values.map((value) => toDecimalUnits(value * scale, decimals));
  const units = exactUnits.map(Math.floor);
  const missing = totalUnits - units.reduce((total, unit) => total + unit, 0);

  const loss = (index: number) =>
    Math.round(((exactUnits[index] as number) - (units[index] as number)) * LOSS_RESOLUTION);
  const byLoss = units.map((_, index) => index).sort((a, b) => loss(b) - loss(a) || a - b);
  for (const index of byLoss.slice(0, missing)) units[index] = (units[index] as number) + 1;
  return units.map((unit) => fromDecimalUnits(unit, decimals));
}

/** Losses are compared in millionths of a unit, so binary noise does not decide between equal ones. */
const LOSS_RESOLUTION = 1e6;

/** Neumaier's sum: the result does not depend on the order of a county's plots within the last shown digit. */
function sumCompensated(values: readonly number[]): number {
  let sum = 0;
  let lost = 0;
  for (const value of values) {
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return sum + lost;
}

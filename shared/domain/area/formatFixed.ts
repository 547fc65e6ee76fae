import { roundHalfAwayFromZero } from './rounding.ts';

/** A value already in its unit, with fixed decimals, rounded half away from zero; never '-0.00'. */
export function formatFixed(value: number, decimals: number): string {
  return roundHalfAwayFromZero(value, decimals).toFixed(decimals);
}

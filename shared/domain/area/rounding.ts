/**
 * Rounds half away from zero on the decimal value. The decimal value is the number written with 15
 * significant digits, which every double can carry, so the noise of binary arithmetic does not decide a tie:
 * 1.005 and 2.675 round up to 1.01 and 2.68 as they do on paper. Precondition: a finite value.
 */
export function roundHalfAwayFromZero(value: number, decimals: number): number {
  return fromDecimalUnits(toRoundedUnits(value, decimals), decimals);
}

/** The value as a whole number of units of 10^−decimals, rounded half away from zero. */
export function toRoundedUnits(value: number, decimals: number): number {
  const units = Math.round(Math.abs(toDecimalUnits(value, decimals)));
  return value < 0 && units > 0 ? -units : units;
}

/** The decimal value counted in units of 10^−decimals, unrounded: 1.15 is 115 hundredths, not 114.99…. */
export function toDecimalUnits(value: number, decimals: number): number {
  if (!Number.isFinite(value)) throw new RangeError(`cannot round ${value}`);
  const [digits, exponent] = value.toExponential(14).split('e');
  return Number(`${digits}e${Number(exponent) + decimals}`);
}

/** The number nearest to a whole number of units of 10^−decimals. */
export function fromDecimalUnits(units: number, decimals: number): number {
  return units / 10 ** decimals;
}

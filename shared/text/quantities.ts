import { formatAsMu, formatSquareMeters as formatComputed } from '../domain/area/units.ts';

const notComputed = '未算出';

/** Square metres as 亩 with two decimals; what could not be computed is said, never 0.00. */
export function formatMu(squareMeters: number | null): string {
  return squareMeters === null ? notComputed : formatAsMu(squareMeters);
}

/** 平方米 with two decimals. */
export function formatSquareMeters(squareMeters: number | null): string {
  return squareMeters === null ? notComputed : formatComputed(squareMeters);
}

import { formatFixed } from '../domain/area/formatFixed.ts';
import { squareMetersToMu } from '../domain/area/units.ts';

const notComputed = '未算出';

/** 亩 with two decimals; what could not be computed is said, never 0.00. */
export function formatMu(squareMeters: number | null): string {
  return squareMeters === null ? notComputed : formatFixed(squareMetersToMu(squareMeters), 2);
}

/** 平方米 with two decimals. */
export function formatSquareMeters(squareMeters: number | null): string {
  return squareMeters === null ? notComputed : formatFixed(squareMeters, 2);
}

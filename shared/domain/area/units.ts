import { formatFixed } from './formatFixed.ts';

/** Decimals that areas are shown with: 亩 2, square metres 2, hectares 4 (domain reference §2.2 and §2.4). */
export const AREA_DECIMALS = { squareMeters: 2, mu: 2, hectares: 4 } as const;

/** 亩 = m² × 0.0015, as ledgers do (1 km² = 1 500 亩), written so that the result is the nearest double. */
export function squareMetersToMu(areaSquareMeters: number): number {
  return (areaSquareMeters * 15) / 10_000;
}

/** 公顷; 1 公顷 = 15 亩. */
export function squareMetersToHectares(areaSquareMeters: number): number {
  return areaSquareMeters / 10_000;
}

/** '50397.19'; no thousands separator, as in ledgers. */
export function formatSquareMeters(areaSquareMeters: number): string {
  return formatFixed(areaSquareMeters, AREA_DECIMALS.squareMeters);
}

/** Takes square metres, gives 亩: '75.60'. */
export function formatAsMu(areaSquareMeters: number): string {
  return formatFixed(squareMetersToMu(areaSquareMeters), AREA_DECIMALS.mu);
}

/** Takes square metres, gives 公顷: '5.0397'. */
export function formatAsHectares(areaSquareMeters: number): string {
  return formatFixed(squareMetersToHectares(areaSquareMeters), AREA_DECIMALS.hectares);
}

import { formatDecimal } from './formatNumber.ts';

/** 1 m² = 0.0015 亩, exactly (domain.md §2). */
const muPerSquareMeter = 0.0015;

/** “3.02”: the unit the reviewer thinks in; null is an area that could not be computed. */
export function formatMu(squareMeters: number | null): string {
  return squareMeters === null ? '—' : formatDecimal(squareMeters * muPerSquareMeter, 2);
}

/** All three units for a hover: “2 013.33 m² · 0.2013 公顷”. */
export function describeArea(squareMeters: number | null): string {
  if (squareMeters === null) return '未计算';
  return `${formatDecimal(squareMeters, 2)} m² · ${formatDecimal(squareMeters / 10_000, 4)} 公顷`;
}

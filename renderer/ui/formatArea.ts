import { formatAsHectares, formatAsMu, formatSquareMeters } from '../../shared/domain/area/units.ts';
import { groupThousands } from './formatNumber.ts';

/** “1 203.02”: the unit the reviewer thinks in; a dash is an area that could not be computed. */
export function formatMu(squareMeters: number | null): string {
  return squareMeters === null ? '—' : groupThousands(formatAsMu(squareMeters));
}

/** 亩 that were rounded where they were computed, so that every place shows the same sum. */
export function formatPrintedMu(mu: number | null): string {
  return mu === null ? '—' : groupThousands(mu.toFixed(2));
}

/** The other two units for a hover: “2 013.33 m² · 0.2013 公顷”. */
export function describeArea(squareMeters: number | null): string {
  if (squareMeters === null) return '未算出';
  return `${groupThousands(formatSquareMeters(squareMeters))} m² · ${formatAsHectares(squareMeters)} 公顷`;
}

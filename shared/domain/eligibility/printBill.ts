import { distributeByLargestRemainder, sumOfRounded } from '../area/totals.ts';
import { squareMetersToMu } from '../area/units.ts';

/** What is printed of a bill: 亩 with two decimals, where gross = net + Σ lines to the last digit. */
export interface PrintedBill {
  readonly grossMu: number;
  readonly netMu: number;
  readonly linesMu: readonly number[];
}

/**
 * Rounds a closed bill (areas in square metres, exclusive lines in order) by the largest-remainder rule: the plot
 * keeps its own rounded area and its parts share it, so no reader can add up to another number.
 */
export function printBill(
  grossSquareMeters: number,
  netSquareMeters: number,
  lineSquareMeters: readonly number[],
): PrintedBill {
  const parts = [netSquareMeters, ...lineSquareMeters].map(squareMetersToMu);
  const [netMu, ...linesMu] = distributeByLargestRemainder(parts, 2, squareMetersToMu(grossSquareMeters));
  return { grossMu: sumOfRounded([netMu as number, ...linesMu], 2), netMu: netMu as number, linesMu };
}

import { formatDecimal } from '../ui/formatNumber.ts';

/** “+1.95”, “−0.40”, “0.00”; a dash where one of the two could not be computed. Both have two decimals. */
export function formatChange(from: number | null, to: number | null): string {
  if (from === null || to === null) return '—';
  const difference = (Math.round(to * 100) - Math.round(from * 100)) / 100;
  return `${difference > 0 ? '+' : ''}${formatDecimal(difference, 2)}`;
}

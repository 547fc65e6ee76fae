import { formatCount } from '../ui/formatNumber.ts';
import { scaleDenominator, useMap } from './mapStore.ts';

const widestPixels = 130;

/** The longest of 1, 2, 5 × 10ⁿ metres that fits, and the scale as a fraction. */
export function ScaleLine() {
  const metersPerPixel = useMap((state) => state.metersPerPixel);
  const meters = roundLength(widestPixels * metersPerPixel);
  const text = meters >= 1_000 ? `${meters / 1_000} km` : `${meters} m`;
  return (
    <div className="scale-line num">
      {text} · 1:{formatCount(roundScale(scaleDenominator(metersPerPixel)))}
      <div style={{ width: meters / metersPerPixel }} />
    </div>
  );
}

function roundLength(meters: number): number {
  const power = 10 ** Math.floor(Math.log10(meters));
  const lead = meters / power;
  return (lead >= 5 ? 5 : lead >= 2 ? 2 : 1) * power;
}

/** Three significant figures: 1:2000 reads as 1:2000, not 1:1999. */
export function roundScale(denominator: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(denominator)) - 2);
  return Math.round(denominator / unit) * unit;
}

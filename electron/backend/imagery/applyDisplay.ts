import type { PictureDisplay } from '../../../shared/domain/review/verdictView.ts';

/** Weights of red, green and blue in the grey that saturation is counted from (Filter Effects 1, feColorMatrix saturate). */
const luminance = [0.213, 0.715, 0.072] as const;

/**
 * Shows pixels (red, green, blue) as the window showed them: the measured curves, gamma, brightness, contrast and
 * saturation, in the order and by the formulas of the CSS filter it lays over an image. Changes them in place.
 */
export function applyDisplay(pixels: Uint8Array, display: PictureDisplay): void {
  const { brightness, contrast, saturation, gamma, tone } = display;
  const curves = [0, 1, 2].map((band) =>
    Float64Array.from({ length: 256 }, (_, value) => {
      const toned = tone === null ? value : readCurve(tone.curves, band, value);
      const bright = limit((toned / 255) ** (1 / gamma) * brightness);
      return limit((bright - 0.5) * contrast + 0.5) * 255;
    }),
  ) as [Float64Array, Float64Array, Float64Array];
  for (let at = 0; at < pixels.length; at += 3) {
    const red = curves[0][pixels[at] as number] as number;
    const green = curves[1][pixels[at + 1] as number] as number;
    const blue = curves[2][pixels[at + 2] as number] as number;
    const grey = (luminance[0] * red + luminance[1] * green + luminance[2] * blue) * (1 - saturation);
    pixels[at] = toByte(grey + saturation * red);
    pixels[at + 1] = toByte(grey + saturation * green);
    pixels[at + 2] = toByte(grey + saturation * blue);
  }
}

/** Two hexadecimal digits for each value, one band after the other. */
function readCurve(curves: string, band: number, value: number): number {
  const at = (band * 256 + value) * 2;
  return Number.parseInt(curves.slice(at, at + 2), 16);
}

const limit = (share: number) => Math.min(1, Math.max(0, share));

const toByte = (value: number) => Math.min(255, Math.max(0, Math.round(value)));

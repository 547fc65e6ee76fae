import { type ComplexSquare, transformFourier } from './transformFourier.ts';

export interface PhaseShift {
  /** Pixels the first square has to be moved right and down to lie on the second. */
  readonly right: number;
  readonly down: number;
  /** 0 to 1: how far the peak stands over the next one, which is elsewhere. Below 0.3 it is a guess. */
  readonly confidence: number;
}

/** Frequencies above this (cycles per pixel, standard deviation) are mostly noise of sensor and compression. */
const frequencyWidth = 0.16;
/** The peak is looked for up to this share of the side. */
const reachShare = 0.2;
/** Steps of the refined peak, in pixels. */
const fineStep = 0.05;
/** The next peak is one farther away than this, in pixels. */
const peakRadius = 4;

/**
 * Shift between two squares of grey values by phase correlation (Kuglin and Hines 1975): the spectra are compared by
 * their phases only, so brightness and contrast do not count. The peak is refined by evaluating the transform between
 * the pixels (Guizar-Sicairos 2008). `weights` (0 to 1) says which pixels count. Null where a square is featureless.
 */
export function phaseCorrelate(
  first: Float64Array,
  second: Float64Array,
  weights: Float64Array,
): PhaseShift | null {
  const side = Math.round(Math.sqrt(weights.length));
  const a = spectrumOf(first, weights, side);
  const b = spectrumOf(second, weights, side);
  if (a === null || b === null) return null;
  const cross = crossPhase(a, b);
  const surface: ComplexSquare = {
    side,
    real: cross.real.slice(),
    imaginary: cross.imaginary.slice(),
  };
  transformFourier(surface, 'inverse');
  const peak = findPeak(surface.real, side);
  const { x, y } = refinePeak(cross, peak);
  return { right: x, down: y, confidence: peakConfidence(surface.real, side, peak) };
}

/** Mean taken away and weighted, so that neither level nor frame is a feature; null where nothing is left. */
function spectrumOf(values: Float64Array, weights: Float64Array, side: number): ComplexSquare | null {
  let sum = 0;
  let weight = 0;
  for (let i = 0; i < values.length; i++) {
    sum += (values[i] as number) * (weights[i] as number);
    weight += weights[i] as number;
  }
  if (weight === 0) return null;
  const mean = sum / weight;
  const real = values.map((value, i) => (value - mean) * (weights[i] as number));
  if (real.every((value) => Math.abs(value) < 1e-9)) return null;
  const square = { side, real, imaginary: new Float64Array(values.length) };
  transformFourier(square, 'forward');
  return square;
}

/** Phase difference of two spectra, low frequencies first: what is left of them is a peak at the shift. */
function crossPhase(a: ComplexSquare, b: ComplexSquare): ComplexSquare {
  const { side } = a;
  const real = new Float64Array(side * side);
  const imaginary = new Float64Array(side * side);
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const i = row * side + column;
      const re =
        (a.real[i] as number) * (b.real[i] as number) +
        (a.imaginary[i] as number) * (b.imaginary[i] as number);
      const im =
        (a.real[i] as number) * (b.imaginary[i] as number) -
        (a.imaginary[i] as number) * (b.real[i] as number);
      const length = Math.hypot(re, im);
      if (length === 0) continue;
      const frequency = Math.hypot(signed(column, side), signed(row, side)) / side;
      const weight = Math.exp(-(frequency ** 2) / (2 * frequencyWidth ** 2)) / length;
      real[i] = re * weight;
      imaginary[i] = im * weight;
    }
  }
  return { side, real, imaginary };
}

interface Peak {
  readonly x: number;
  readonly y: number;
  readonly value: number;
}

function findPeak(surface: Float64Array, side: number): Peak {
  const reach = Math.floor(side * reachShare);
  let peak: Peak = { x: 0, y: 0, value: Number.NEGATIVE_INFINITY };
  for (let y = -reach; y <= reach; y++) {
    for (let x = -reach; x <= reach; x++) {
      const value = surface[wrap(y, side) * side + wrap(x, side)] as number;
      if (value > peak.value) peak = { x, y, value };
    }
  }
  return peak;
}

/** The best of all fine steps within a pixel of the peak, the transform being evaluated there row by row. */
function refinePeak({ side, real, imaginary }: ComplexSquare, peak: Peak): { x: number; y: number } {
  const steps = Array.from({ length: 2 / fineStep + 1 }, (_, k) => k * fineStep - 1);
  // the same for every row of steps
  const waves = steps.map((step) => {
    const x = peak.x + step;
    const angles = Float64Array.from(
      { length: side },
      (_, column) => (2 * Math.PI * signed(column, side) * x) / side,
    );
    return { x, cosines: angles.map(Math.cos), sines: angles.map(Math.sin) };
  });
  let best = { x: peak.x, y: peak.y, value: Number.NEGATIVE_INFINITY };
  for (const stepY of steps) {
    const y = peak.y + stepY;
    const rowReal = new Float64Array(side);
    const rowImaginary = new Float64Array(side);
    for (let row = 0; row < side; row++) {
      const angle = (2 * Math.PI * signed(row, side) * y) / side;
      const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
      for (let column = 0, i = row * side; column < side; column++, i++) {
        const re = real[i] as number;
        const im = imaginary[i] as number;
        rowReal[column] = (rowReal[column] as number) + re * cosine - im * sine;
        rowImaginary[column] = (rowImaginary[column] as number) + re * sine + im * cosine;
      }
    }
    for (const { x, cosines, sines } of waves) {
      let value = 0;
      for (let column = 0; column < side; column++) {
        value +=
          (rowReal[column] as number) * (cosines[column] as number) -
          (rowImaginary[column] as number) * (sines[column] as number);
      }
      if (value > best.value) best = { x, y, value };
    }
  }
  return best;
}

function peakConfidence(surface: Float64Array, side: number, peak: Peak): number {
  let next = 0;
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const away = Math.max(Math.abs(signed(x - peak.x, side)), Math.abs(signed(y - peak.y, side)));
      if (away > peakRadius) next = Math.max(next, surface[y * side + x] as number);
    }
  }
  return peak.value <= 0 ? 0 : Math.max(0, 1 - next / peak.value);
}

/** An index of the transform as a frequency or a shift of either sign. */
function signed(index: number, side: number): number {
  const positive = wrap(index, side);
  return positive < side / 2 ? positive : positive - side;
}

function wrap(index: number, side: number): number {
  return ((index % side) + side) % side;
}

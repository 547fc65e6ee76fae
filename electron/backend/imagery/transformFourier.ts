/** A square of complex numbers, row by row; the side is a power of two. */
export interface ComplexSquare {
  readonly side: number;
  readonly real: Float64Array;
  readonly imaginary: Float64Array;
}

/**
 * Discrete Fourier transform of a square, in place, by the radix-2 method (Cooley and Tukey 1965). The inverse is
 * scaled by 1/n², so that it undoes the forward transform.
 */
export function transformFourier(square: ComplexSquare, direction: 'forward' | 'inverse'): void {
  const { side, real, imaginary } = square;
  const sign = direction === 'forward' ? -1 : 1;
  const line = { real: new Float64Array(side), imaginary: new Float64Array(side) };
  const cosines = Float64Array.from({ length: side / 2 }, (_, k) => Math.cos((2 * Math.PI * k) / side));
  const sines = Float64Array.from({ length: side / 2 }, (_, k) => sign * Math.sin((2 * Math.PI * k) / side));
  for (const [step, stride] of [
    [1, side],
    [side, 1],
  ] as const) {
    for (let index = 0; index < side; index++) {
      const start = index * stride;
      for (let k = 0; k < side; k++) {
        line.real[k] = real[start + k * step] as number;
        line.imaginary[k] = imaginary[start + k * step] as number;
      }
      transformLine(line, cosines, sines);
      for (let k = 0; k < side; k++) {
        real[start + k * step] = line.real[k] as number;
        imaginary[start + k * step] = line.imaginary[k] as number;
      }
    }
  }
  if (direction === 'forward') return;
  const scale = 1 / (side * side);
  for (let i = 0; i < real.length; i++) {
    real[i] = (real[i] as number) * scale;
    imaginary[i] = (imaginary[i] as number) * scale;
  }
}

function transformLine(
  { real, imaginary }: { readonly real: Float64Array; readonly imaginary: Float64Array },
  cosines: Float64Array,
  sines: Float64Array,
): void {
  const length = real.length;
  for (let i = 1, j = 0; i < length; i++) {
    let bit = length >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i >= j) continue;
    swap(real, i, j);
    swap(imaginary, i, j);
  }
  for (let size = 2; size <= length; size *= 2) {
    const half = size / 2;
    const turn = length / size;
    for (let start = 0; start < length; start += size) {
      for (let k = 0; k < half; k++) {
        const cosine = cosines[k * turn] as number;
        const sine = sines[k * turn] as number;
        const [upper, lower] = [start + k, start + k + half];
        const re = (real[lower] as number) * cosine - (imaginary[lower] as number) * sine;
        const im = (real[lower] as number) * sine + (imaginary[lower] as number) * cosine;
        real[lower] = (real[upper] as number) - re;
        imaginary[lower] = (imaginary[upper] as number) - im;
        real[upper] = (real[upper] as number) + re;
        imaginary[upper] = (imaginary[upper] as number) + im;
      }
    }
  }
}

function swap(values: Float64Array, i: number, j: number): void {
  const kept = values[i] as number;
  values[i] = values[j] as number;
  values[j] = kept;
}

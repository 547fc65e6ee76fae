import type { Canvas } from './openSheet.ts';

/**
 * Draws `source` at half its size into `target`, from row `top` on: every pixel is the mean of the four under it, and
 * where some of them are empty, of what is there, weighted by opacity. An odd last column or row counts twice, so a
 * picture does not fade towards its rim. Rows of `target` are as wide as half of `source`, rounded up.
 */
export function halveCanvas(source: Canvas, target: Canvas, top: number): void {
  const { width, height, channels } = source;
  const half = Math.ceil(width / 2);
  for (let row = 0; row * 2 < height; row++) {
    const upper = row * 2 * width * channels;
    const lower = Math.min(row * 2 + 1, height - 1) * width * channels;
    const out = (top + row) * half * channels;
    if (channels === 3) halveOpaqueRow(source.pixels, upper, lower, width, target.pixels, out);
    else halveRow(source.pixels, upper, lower, width, target.pixels, out);
  }
}

function halveOpaqueRow(
  from: Uint8Array,
  upper: number,
  lower: number,
  width: number,
  to: Uint8Array,
  out: number,
): void {
  const end = upper + (width >> 1) * 6;
  let a = upper;
  let b = lower;
  let at = out;
  for (; a < end; a += 6, b += 6, at += 3) {
    to[at] =
      ((from[a] as number) + (from[a + 3] as number) + (from[b] as number) + (from[b + 3] as number) + 2) >>
      2;
    to[at + 1] =
      ((from[a + 1] as number) +
        (from[a + 4] as number) +
        (from[b + 1] as number) +
        (from[b + 4] as number) +
        2) >>
      2;
    to[at + 2] =
      ((from[a + 2] as number) +
        (from[a + 5] as number) +
        (from[b + 2] as number) +
        (from[b + 5] as number) +
        2) >>
      2;
  }
  if (width % 2 === 0) return;
  for (let channel = 0; channel < 3; channel++) {
    to[at + channel] = ((from[a + channel] as number) + (from[b + channel] as number) + 1) >> 1;
  }
}

function halveRow(
  from: Uint8Array,
  upper: number,
  lower: number,
  width: number,
  to: Uint8Array,
  out: number,
): void {
  for (let column = 0, at = out; column < width; column += 2, at += 4) {
    const a = upper + column * 4;
    const b = lower + column * 4;
    const right = column + 1 < width ? 4 : 0;
    const opacityA = from[a + 3] as number;
    const opacityB = from[b + 3] as number;
    const opacityC = from[a + right + 3] as number;
    const opacityD = from[b + right + 3] as number;
    const sum = opacityA + opacityB + opacityC + opacityD;
    to[at + 3] = (sum + 2) >> 2;
    for (let channel = 0; channel < 3; channel++) {
      const weighted =
        (from[a + channel] as number) * opacityA +
        (from[b + channel] as number) * opacityB +
        (from[a + right + channel] as number) * opacityC +
        (from[b + right + channel] as number) * opacityD;
      to[at + channel] = sum === 0 ? 0 : Math.round(weighted / sum);
    }
  }
}

import { expect, it } from 'vitest';
import { scaleGround } from '../../../../../electron/backend/imagery/scaleGround.ts';

/** A raster whose red grows by 4 from column to column and whose green by 3 from row to row. */
function ramp(width: number, height: number) {
  const pixels = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) pixels.set([4 * x, 3 * y, 77], (y * width + x) * 3);
  return { pixels, width, height };
}

const paper = [16, 20, 24] as const;
const at = (scaled: Uint8Array, width: number, x: number, y: number) => [
  ...scaled.subarray((y * width + x) * 3, (y * width + x) * 3 + 3),
];

it.each([
  // larger, smaller, and neither, from between two pixels on
  ['larger', { from: 10.3, to: 20.3 }, { from: 7.45, to: 17.45 }, 100],
  ['smaller', { from: 3.7, to: 43.7 }, { from: 4.2, to: 44.2 }, 16],
  ['as it is', { from: 10.25, to: 30.25 }, { from: 9.5, to: 29.5 }, 20],
])('puts a part of a slope in its place to a fraction of a pixel, %s', (_, across, down, side) => {
  const scaled = scaleGround(ramp(50, 50), across, down, { width: side, height: side }, paper);
  for (const [x, y] of [
    [0, 0],
    [Math.floor(side / 3), Math.floor(side / 2)],
    [side - 1, side - 1],
  ] as const) {
    // the middle of pixel i of the raster is at i + 0.5
    const column = across.from + ((x + 0.5) * (across.to - across.from)) / side - 0.5;
    const row = down.from + ((y + 0.5) * (down.to - down.from)) / side - 0.5;
    const [red = 0, green = 0, blue] = at(scaled, side, x, y);
    expect(Math.abs(red - 4 * column)).toBeLessThanOrEqual(0.6);
    expect(Math.abs(green - 3 * row)).toBeLessThanOrEqual(0.6);
    expect(blue).toBe(77);
  }
});

it('makes the mean of stripes that are finer than its pixels', () => {
  const stripes = Uint8Array.from({ length: 64 * 64 * 3 }, (_, i) => (Math.floor(i / 3) % 2 === 0 ? 0 : 200));
  const middle = { from: 16, to: 48 };
  const raster = { pixels: stripes, width: 64, height: 64 };
  const scaled = scaleGround(raster, middle, middle, { width: 4, height: 4 }, paper);
  expect([...scaled].every((value) => Math.abs(value - 100) <= 4)).toBe(true);
});

it('lays the raster on paper: half a pixel beyond its edge half of both, further out paper alone', () => {
  const white = { pixels: new Uint8Array(4 * 4 * 3).fill(255), width: 4, height: 4 };
  const scaled = scaleGround(white, { from: -4, to: 4 }, { from: 0, to: 4 }, { width: 8, height: 4 }, paper);
  expect(at(scaled, 8, 0, 1)).toEqual([...paper]);
  expect(at(scaled, 8, 7, 1)).toEqual([255, 255, 255]);
  const halfOn = scaleGround(
    white,
    { from: -1.5, to: 2.5 },
    { from: 1, to: 3 },
    { width: 4, height: 2 },
    paper,
  );
  expect(at(halfOn, 4, 1, 0)).toEqual(paper.map((value) => Math.round((value + 255) / 2)));
  const nothing = { pixels: new Uint8Array(0), width: 0, height: 0 };
  expect(
    at(scaleGround(nothing, { from: 0, to: 4 }, { from: 0, to: 4 }, { width: 2, height: 2 }, paper), 2, 1, 1),
  ).toEqual([...paper]);
});

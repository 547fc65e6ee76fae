import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromFile } from 'geotiff';
import { describe, expect, it } from 'vitest';
import { computeHornSlope } from '../../../../../electron/backend/imagery/computeHornSlope.ts';
import { describeWhenAvailable, hasProgram } from '../../../../support/availability.ts';

/** A plane that rises `east` metres per metre to the east and `north` to the north. */
function plane(columns: number, rows: number, cell: number, east: number, north: number): Float32Array {
  return Float32Array.from(
    { length: columns * rows },
    (_, index) => 500 + (index % columns) * cell * east - Math.floor(index / columns) * cell * north,
  );
}

describe('slope by Horn', () => {
  it('of a plane is the angle of the plane, whatever way it faces', () => {
    const rise = Math.tan((25 * Math.PI) / 180);
    for (const [east, north] of [
      [rise, 0],
      [0, rise],
      [rise * Math.SQRT1_2, -rise * Math.SQRT1_2],
    ] as const) {
      const slope = computeHornSlope(plane(9, 7, 10, east, north), 9, 7, () => 10, 10);
      expect(slope[3 * 9 + 4]).toBeCloseTo(25, 3);
    }
  });

  it('does not invent a slope on the rim or beside a missing height', () => {
    const heights = plane(7, 7, 10, 0.2, 0);
    heights[3 * 7 + 3] = Number.NaN;
    const slope = computeHornSlope(heights, 7, 7, () => 10, 10);
    expect(slope[0]).toBeNaN();
    expect(slope[2 * 7 + 2]).toBeNaN();
    expect(slope[5 * 7 + 5]).toBeCloseTo((Math.atan(0.2) * 180) / Math.PI, 3);
  });

  it('uses the ground width of each row', () => {
    const heights = plane(5, 5, 1, 1, 0);
    const slope = computeHornSlope(heights, 5, 5, (row) => (row === 1 ? 1 : 2), 1);
    expect(slope[5 + 2]).toBeCloseTo(45, 4);
    expect(slope[2 * 5 + 2]).toBeCloseTo((Math.atan(0.5) * 180) / Math.PI, 4);
  });
});

describeWhenAvailable('slope by Horn against gdaldem', { GDAL: hasProgram('gdalinfo') }, () => {
  it('agrees cell by cell within float32 rounding', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tianheng-slope-'));
    const columns = 60;
    const rows = 40;
    const heights = Float32Array.from({ length: columns * rows }, (_, index) => {
      const x = index % columns;
      const y = Math.floor(index / columns);
      return 300 + 40 * Math.sin(x / 7) * Math.cos(y / 5) + x;
    });
    const text = join(folder, 'heights.asc');
    const lines = Array.from({ length: rows }, (_, row) =>
      Array.from(heights.subarray(row * columns, (row + 1) * columns)).join(' '),
    );
    writeFileSync(
      text,
      `ncols ${columns}\nnrows ${rows}\nxllcorner 0\nyllcorner 0\ncellsize 10\n${lines.join('\n')}\n`,
    );
    const result = join(folder, 'slope.tif');
    execFileSync('gdaldem', ['slope', text, result], { stdio: 'ignore' });
    const image = await (await fromFile(result)).getImage();
    const expected = (await image.readRasters({ interleave: true })) as Float32Array;
    const slope = computeHornSlope(heights, columns, rows, () => 10, 10);
    for (let row = 1; row < rows - 1; row++) {
      for (let column = 1; column < columns - 1; column++) {
        const index = row * columns + column;
        expect(Math.abs((slope[index] as number) - (expected[index] as number))).toBeLessThan(1e-3);
      }
    }
  });
});

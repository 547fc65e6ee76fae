import { describe, expect, it } from 'vitest';
import { computeRingArea } from '../../../../../electron/backend/sample/computeRingArea.ts';
import type { HeightGrid } from '../../../../../electron/backend/sample/heightGrid.ts';
import { iterateSlopeGrades } from '../../../../../electron/backend/sample/slopeGrades.ts';

function grid(columns: number, rows: number, height: (x: number, y: number) => number): HeightGrid {
  const cell = 10;
  const heights = Float32Array.from({ length: columns * rows }, (_, i) =>
    height(((i % columns) + 0.5) * cell, (rows - Math.floor(i / columns) - 0.5) * cell),
  );
  return { west: 0, north: rows * cell, cell, columns, rows, heights };
}

describe('slope grades', () => {
  it('covers the ground once: the areas of all grades sum to the grid', () => {
    const hilly = grid(80, 60, (x, y) => 60 * Math.sin(x / 70) * Math.cos(y / 90) + 25 * Math.sin(y / 31));
    let total = 0;
    const seen = new Set<number>();
    for (const { geometry, grade } of iterateSlopeGrades(hilly)) {
      seen.add(grade);
      const [outer, ...holes] = (geometry[0] ?? []).map(computeRingArea);
      total += (outer ?? 0) - holes.reduce((sum, hole) => sum + hole, 0);
    }
    expect(total).toBeCloseTo(800 * 600, 0);
    expect([...seen].sort()).toEqual([1, 2, 3, 4, 5]);
  });
});

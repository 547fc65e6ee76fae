import { describe, expect, it } from 'vitest';
import type { MultiPolygon } from '../../../../../shared/domain/geometry/multiPolygon.ts';
import { choosePlot, voteForPlots } from '../../../../../shared/domain/review/matchPhoto.ts';
import { createRandom } from '../../../../support/createRandom.ts';

/**
 * Blocks of fields like those of a county: 40 m × 30 m, with paths of 6 m between them.
 *
 *   ┌──┐ ┌──┐ ┌──┐
 *   │ 4│ │ 5│ │ 6│
 *   └──┘ └──┘ └──┘
 *   ┌──┐ ┌──┐ ┌──┐
 *   │ 1│ │ 2│ │ 3│
 *   └──┘ └──┘ └──┘
 */
const [width, height, path, columns, rows] = [40, 30, 6, 12, 12];
const fields = Array.from({ length: columns * rows }, (_, i) => {
  const x = (i % columns) * (width + path);
  const y = Math.floor(i / columns) * (height + path);
  return { plotId: i + 1, x, y, geometry: rectangle(x, y, width, height) };
});

function rectangle(x: number, y: number, w: number, h: number): MultiPolygon {
  return [[Float64Array.of(x, y, x + w, y, x + w, y + h, x, y + h, x, y)]];
}

function bearingTo(fromX: number, fromY: number, toX: number, toY: number): number {
  return ((Math.atan2(toX - fromX, toY - fromY) * 180) / Math.PI + 360) % 360;
}

const shoot = (x: number, y: number, bearing: number | null, accuracyMeters: number | null = null) =>
  voteForPlots({ x, y, bearing, accuracyMeters }, fields);

describe('a photo', () => {
  it('taken well inside a field is of that field, whichever way it looks', () => {
    // the middle of field 14: second column, second row
    const [x, y] = [46 + 20, 36 + 15];
    for (const bearing of [0, 90, 200, 315]) expect(choosePlot(shoot(x, y, bearing, 2))).toBe(14);
    expect(choosePlot(shoot(x, y, null, 2))).toBe(14);
  });

  it('taken south of everything, looking north, is of the first field it meets', () => {
    const votes = shoot(20, -15, 0, 2);
    expect(choosePlot(votes)).toBe(1);
    expect(votes[0]?.share).toBeGreaterThan(0.9);
  });

  it('looking away from every field, or taken far off, is of none', () => {
    expect(choosePlot(shoot(20, -15, 180))).toBeUndefined();
    expect(shoot(20, -400, 0)).toEqual([]);
  });

  it('looking along the path between two fields is for a person to decide', () => {
    expect(choosePlot(shoot(43, -20, 0))).toBeUndefined();
  });

  it('without a bearing, from the path, is for a person to decide', () => {
    expect(choosePlot(shoot(43, 15, null))).toBeUndefined();
  });
});

describe('500 photos with noisy positions and bearings', () => {
  it('are hung on the right plot or left to a person: at most 2 % on a wrong one, and most need no person', () => {
    const random = createRandom(2026);
    const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    let right = 0;
    let wrong = 0;
    let undecided = 0;
    for (let i = 0; i < 500; i++) {
      const field = fields[Math.floor(random() * fields.length)] as (typeof fields)[number];
      const [centreX, centreY] = [field.x + width / 2, field.y + height / 2];
      // half of the people stand in the field, half on the path up to 3 m outside of its edge; they look at its middle
      const angle = random() * 2 * Math.PI;
      const outside = i % 2 === 1;
      const reach = outside ? 1 : random() * 0.6;
      const x = centreX + Math.sin(angle) * (width / 2 + (outside ? 3 : 0)) * reach;
      const y = centreY + Math.cos(angle) * (height / 2 + (outside ? 3 : 0)) * reach;
      // in the middle of a field one looks anywhere, but up to its edge
      const bearing = bearingTo(x, y, centreX, centreY) + normal() * 8;
      const chosen = choosePlot(shoot(x + normal() * 5, y + normal() * 5, bearing, 5));
      if (chosen === undefined) undecided++;
      else if (chosen === field.plotId) right++;
      else wrong++;
    }
    process.stdout.write(`500 photos: ${right} right, ${undecided} for a person, ${wrong} wrong\n`);
    expect(wrong).toBeLessThanOrEqual(10);
    expect(right).toBeGreaterThanOrEqual(250);
  });
});

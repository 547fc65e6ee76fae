import { describe, expect, it } from 'vitest';
import { computeRingArea } from '../../../../../electron/backend/sample/computeRingArea.ts';
import { createCountyScene, type SceneParcel } from '../../../../../electron/backend/sample/countyScene.ts';

const SQUARE_METERS_PER_MU = 2000 / 3;

function parcelsOf(plots: number, seed: number): SceneParcel[] {
  return [...createCountyScene(plots, seed).blocks()].flat();
}

describe('the scene of the sample county', () => {
  it('has exactly the outflow plots asked for, whatever the number and the seed', () => {
    for (const [plots, seed] of [
      [10, 1],
      [37, 5],
      [400, 2],
    ] as const) {
      expect(parcelsOf(plots, seed).filter((parcel) => parcel.outflow !== undefined)).toHaveLength(plots);
    }
  });

  it('gives plots of 1.8 mu on average, from a third of a mu to a dozen', () => {
    const areas = parcelsOf(2220, 1)
      .filter((parcel) => parcel.outflow !== undefined)
      .map((parcel) => computeRingArea(parcel.ring) / SQUARE_METERS_PER_MU);
    const mean = areas.reduce((sum, area) => sum + area, 0) / areas.length;
    expect(mean).toBeGreaterThan(1.74);
    expect(mean).toBeLessThan(1.86);
    expect(Math.min(...areas)).toBeGreaterThan(0.2);
    expect(Math.max(...areas)).toBeLessThan(13);
  });

  it('is the same for the same seed and another for another', () => {
    const rings = (seed: number): string =>
      parcelsOf(30, seed)
        .map((parcel) => parcel.ring.join())
        .join(';');
    expect(rings(3)).toBe(rings(3));
    expect(rings(3)).not.toBe(rings(4));
  });

  it('shares every edge between two parcels, vertex by vertex, except along the county border', () => {
    // Every directed edge a→b of a ring has its partner b→a in exactly one other ring, or lies on the border;
    // the border is then closed: each of its vertices is entered once and left once.
    const edges = new Map<string, string>();
    const key = (a: string, b: string): string => `${a}>${b}`;
    for (const parcel of parcelsOf(120, 1)) {
      const points: string[] = [];
      for (let i = 0; i < parcel.ring.length; i += 2) points.push(`${parcel.ring[i]},${parcel.ring[i + 1]}`);
      for (let i = 0; i + 1 < points.length; i++) {
        const edge = key(points[i] as string, points[i + 1] as string);
        expect(edges.has(edge)).toBe(false);
        edges.set(edge, points[i] as string);
      }
    }
    const balance = new Map<string, number>();
    let border = 0;
    for (const edge of edges.keys()) {
      const [a, b] = edge.split('>') as [string, string];
      if (edges.has(key(b, a))) continue;
      border++;
      balance.set(a, (balance.get(a) ?? 0) + 1);
      balance.set(b, (balance.get(b) ?? 0) - 1);
    }
    expect(border).toBeLessThan(edges.size / 20);
    expect([...balance.values()].every((value) => value === 0)).toBe(true);
  });
});

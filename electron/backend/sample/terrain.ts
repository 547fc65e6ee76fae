import type { CountyPlan } from './countyPlan.ts';
import { valueNoise } from './seededRandom.ts';

/** Height in metres above the sea at a point of EPSG:4545. */
export type Terrain = (x: number, y: number) => number;

/** Valleys along the rivers, hills with slopes on both sides of 25° away from them. */
export function createTerrain(plan: CountyPlan): Terrain {
  const seed = plan.seed;
  const rivers = plan.riverCentres.map((centre) => riverLine(plan, centre));
  return (x, y) => {
    let distance = 4000;
    for (const river of rivers) distance = Math.min(distance, Math.abs(y - river(x)));
    const rise = smooth((distance - 380) / 640);
    const crest = valueNoise(seed + 31, x / 640, y / 560);
    const ridge = 1.09 - Math.sqrt(crest * crest + 0.008);
    const knolls = valueNoise(seed + 32, x / 260, y / 240);
    const lower = 0.5 + 0.5 * valueNoise(seed + 33, x / 1500, y / 1300);
    const spurs = 1 - Math.abs(valueNoise(seed + 36, x / 290, y / 270));
    const gullies = Math.abs(valueNoise(seed + 37, x / 118, y / 126));
    const relief = 150 * (0.35 + 0.65 * lower) * ridge * ridge + 52 * spurs * ridge + 26 * gullies;
    const hills = rise * (30 + relief + 20 * knolls);
    const ground =
      1.6 * valueNoise(seed + 34, x / 120, y / 120) + 0.35 * valueNoise(seed + 35, x / 32, y / 32);
    return 286 + distance * 0.006 + hills + ground * (0.3 + rise);
  };
}

/** Slope (rise over run) of the terrain at a point, over 12 m. */
export function slopeAt(terrain: Terrain, x: number, y: number): number {
  const dx = (terrain(x + 6, y) - terrain(x - 6, y)) / 12;
  const dy = (terrain(x, y + 6) - terrain(x, y - 6)) / 12;
  return Math.hypot(dx, dy);
}

function smooth(t: number): number {
  const c = Math.min(1, Math.max(0, t));
  return c * c * (3 - 2 * c);
}

function riverLine(plan: CountyPlan, centre: number): (x: number) => number {
  const step = 20;
  const points: (readonly [number, number])[] = [];
  for (let u = -400; u <= plan.west * 2 + plan.width + 400; u += step) points.push(plan.toWorld(u, centre));
  const startX = (points[0] as readonly [number, number])[0];
  const endX = (points[points.length - 1] as readonly [number, number])[0];
  const count = Math.ceil((endX - startX) / step);
  const heights = new Float64Array(count + 1);
  let k = 0;
  for (let i = 0; i <= count; i++) {
    const x = startX + i * step;
    while (k + 2 < points.length && (points[k + 1] as readonly [number, number])[0] < x) k++;
    const [x1, y1] = points[k] as readonly [number, number];
    const [x2, y2] = points[k + 1] as readonly [number, number];
    heights[i] = x2 === x1 ? y1 : y1 + ((y2 - y1) * (x - x1)) / (x2 - x1);
  }
  return (x) => {
    const t = Math.min(count - 1e-9, Math.max(0, (x - startX) / step));
    const i = Math.floor(t);
    const low = heights[i] as number;
    return low + ((heights[i + 1] ?? low) - low) * (t - i);
  };
}

import type { Bounds, MultiPolygon } from '../../shared/domain/geometry/multiPolygon.ts';
import { createRandom } from '../support/createRandom.ts';

/** Real protection layers have some outlines of tens of thousands of vertices; the generated county has none. */
const FEWEST_VERTICES = 5_000;
const MOST_VERTICES = 60_000;
/** Outlines traced from imagery have a vertex every metre or so; sizes follow from that. */
const SPACING_METERS = 1;
/** How much longer a ragged outline is than the circle of its mean radius. */
const RAGGEDNESS = 3;

export interface LongBoundary {
  readonly rule: 'E02' | 'E03' | 'E05';
  readonly geometry: MultiPolygon;
}

/**
 * Long outlines over the county: red lines and reserves as ragged areas, rivers as strips, of 5,000 to 60,000
 * vertices each. Both shapes are simple by construction: an outline that is a function of its angle, and a strip whose
 * banks are functions of the distance along it. The same county gives the same outlines.
 */
export function createLongBoundaries(extent: Bounds, count: number): LongBoundary[] {
  const random = createRandom(4);
  const between = (low: number, high: number): number => low + (high - low) * random();
  return Array.from({ length: count }, (_, k): LongBoundary => {
    const share = count === 1 ? 1 : k / (count - 1);
    const vertices = Math.round(FEWEST_VERTICES * (MOST_VERTICES / FEWEST_VERTICES) ** share);
    const x = between(extent.minX, extent.maxX);
    const y = between(extent.minY, extent.maxY);
    if (k % 2 === 0) {
      const radius = (vertices * SPACING_METERS) / (2 * Math.PI * RAGGEDNESS);
      const ring = drawArea(x, y, radius, vertices, random);
      return { rule: k % 4 === 0 ? 'E02' : 'E03', geometry: [[ring]] };
    }
    const length = (vertices * SPACING_METERS) / 2;
    const ring = drawStrip(x, y, length, between(8, 30), vertices, random);
    return { rule: 'E05', geometry: [[ring]] };
  });
}

type Waves = readonly { readonly size: number; readonly frequency: number; readonly phase: number }[];

/** Waves of halving size and doubling frequency, from a coast's bays to its single rocks. */
function drawWaves(octaves: number, random: () => number): Waves {
  return Array.from({ length: octaves }, (_, k) => ({
    size: 0.5 ** k,
    frequency: 2 + Math.round(3 * 2 ** k * (0.8 + 0.4 * random())),
    phase: 2 * Math.PI * random(),
  }));
}

function sumWaves(waves: Waves, at: number): number {
  return waves.reduce((sum, { size, frequency, phase }) => sum + size * Math.sin(frequency * at + phase), 0);
}

function drawArea(
  x: number,
  y: number,
  radius: number,
  vertices: number,
  random: () => number,
): Float64Array {
  const waves = drawWaves(10, random);
  const ring = new Float64Array(2 * vertices + 2);
  for (let i = 0; i < vertices; i++) {
    const angle = (2 * Math.PI * i) / vertices;
    const reach = radius * (1 + 0.28 * sumWaves(waves, angle));
    ring[2 * i] = round(x + reach * Math.cos(angle));
    ring[2 * i + 1] = round(y + reach * Math.sin(angle));
  }
  return close(ring);
}

function drawStrip(
  x: number,
  y: number,
  length: number,
  halfWidth: number,
  vertices: number,
  random: () => number,
): Float64Array {
  const course = drawWaves(7, random);
  const banks = [drawWaves(9, random), drawWaves(9, random)] as const;
  const direction = 2 * Math.PI * random();
  const [cos, sin] = [Math.cos(direction), Math.sin(direction)];
  const perBank = Math.floor(vertices / 2);
  const ring = new Float64Array(4 * perBank + 2);
  for (let i = 0; i < 2 * perBank; i++) {
    const isLeft = i < perBank;
    const share = (isLeft ? i : 2 * perBank - 1 - i) / (perBank - 1);
    const at = 2 * Math.PI * share;
    const middle = 0.03 * length * sumWaves(course, at);
    const width = halfWidth * (1 + 0.3 * sumWaves(banks[isLeft ? 0 : 1], at));
    const along = (share - 0.5) * length;
    const across = middle + (isLeft ? width : -width);
    ring[2 * i] = round(x + along * cos - across * sin);
    ring[2 * i + 1] = round(y + along * sin + across * cos);
  }
  return close(ring);
}

function close(ring: Float64Array): Float64Array {
  ring[ring.length - 2] = ring[0] as number;
  ring[ring.length - 1] = ring[1] as number;
  return ring;
}

/** To 0.1 mm, as survey files give coordinates. */
function round(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}

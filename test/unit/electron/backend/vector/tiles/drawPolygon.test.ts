import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawPolygon } from '../../../../../../electron/backend/vector/tiles/drawPolygon.ts';
import { viewBytes } from '../../../../../../electron/backend/vector/tiles/tileCandidates.ts';
import type { MultiPolygon } from '../../../../../../shared/domain/geometry/multiPolygon.ts';
import { writeWkb } from '../../../../../../shared/domain/geometry/writeWkb.ts';
import { square } from '../../../../../support/buildPolygon.ts';

const frame = { left: 0, top: 4096, scale: 1 };

/** The polygon is read in the middle of other bytes, as it lies in an overview. */
function draw(polygon: MultiPolygon): number[] | undefined {
  const wkb = writeWkb(polygon);
  const bytes = new Uint8Array(wkb.length + 5).fill(0xff);
  bytes.set(wkb, 5);
  return drawPolygon(viewBytes(bytes), 5, frame);
}

/** Rings of a command list, in tile units, by the vector tile specification 2.1 §4.3. */
function decode(commands: readonly number[]): number[][] {
  const rings: number[][] = [];
  let x = 0;
  let y = 0;
  for (let i = 0; i < commands.length; ) {
    const command = commands[i++] as number;
    for (let n = command >> 3; n > 0 && (command & 7) !== 7; n--) {
      const [dx, dy] = [commands[i++] as number, commands[i++] as number];
      x += (dx >>> 1) ^ -(dx & 1);
      y += (dy >>> 1) ^ -(dy & 1);
      if ((command & 7) === 1) rings.push([]);
      rings.at(-1)?.push(x, y);
    }
  }
  return rings;
}

function areaOf(ring: readonly number[]): number {
  let twice = 0;
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    twice += (ring[j] as number) * (ring[i + 1] as number) - (ring[i] as number) * (ring[j + 1] as number);
  }
  return twice / 2;
}

describe('drawing a polygon on a tile', () => {
  it('gives outer rings positive and holes negative area, y downwards', () => {
    const [outer, inner] = [square(100, 100, 1000), square(300, 300, 200)];
    const commands = draw([[...(outer[0] ?? []), ...(inner[0] ?? [])]]) ?? [];
    expect(decode(commands).map(areaOf)).toEqual([1_000_000, -40_000]);
  });

  it('clips to the tile and its buffer', () => {
    const commands = draw(square(-10_000, -10_000, 30_000)) ?? [];
    expect(decode(commands).map(areaOf)).toEqual([(4096 + 128) ** 2]);
  });

  it('leaves out what lies elsewhere', () => {
    expect(draw(square(10_000, 10_000, 100))).toBeUndefined();
  });

  it('never loses a polygon that meets the tile, however small it is', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 4000, noNaN: true }),
        fc.double({ min: 1, max: 4000, noNaN: true }),
        fc.double({ min: 0.001, max: 60, noNaN: true }),
        (x, y, side) => {
          const rings = decode(draw(square(x, y, side)) ?? []);
          expect(rings).toHaveLength(1);
          expect(areaOf(rings[0] ?? [])).toBeGreaterThan(0);
          // off by rounding and half-pixel thinning at most, or a one-pixel square
          expect(Math.sqrt(areaOf(rings[0] ?? []))).toBeLessThanOrEqual(Math.max(side + 8, 8));
        },
      ),
    );
  });
});

import { hash } from 'node:crypto';
import type { MultiPolygon } from '../../../shared/domain/geometry/multiPolygon.ts';

/** Title of the column that stands for a feature's outline in comparisons. */
export const shapeTitle = '图形';

/**
 * A short fingerprint of an outline that does not depend on ring order, direction or starting vertex, which
 * formats prescribe differently. Coordinates count to the last bit: of a format that rounds, give the rounded ones.
 */
export function shapeDigest(geometry: MultiPolygon): string {
  const rings = geometry.flat();
  const vertices: (readonly [x: number, y: number])[] = [];
  let open = 0;
  for (const ring of rings) {
    // the closing vertex repeats the first one, and which one that is changes with the direction
    for (let i = 0; i + 3 < ring.length; i += 2) vertices.push([ring[i] as number, ring[i + 1] as number]);
    if (ring.length < 2 || ring[0] !== ring.at(-2) || ring[1] !== ring.at(-1)) open++;
  }
  vertices.sort(([ax, ay], [bx, by]) => ax - bx || ay - by);
  const content = new Float64Array(2 * vertices.length + 1);
  content[0] = rings.length;
  for (const [index, [x, y]] of vertices.entries()) {
    // formats in text have no negative zero
    content[2 * index + 1] = x + 0;
    content[2 * index + 2] = y + 0;
  }
  const fingerprint = hash('sha256', content, 'hex').slice(0, 12);
  return `${vertices.length} 点${open > 0 ? '，未闭合' : ''} ${fingerprint}`;
}

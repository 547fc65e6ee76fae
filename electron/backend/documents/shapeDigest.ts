import { createHash } from 'node:crypto';
import type { MultiPolygon } from '../../../shared/domain/geometry/multiPolygon.ts';

/** Title of the column that stands for a feature's outline in comparisons. */
export const shapeTitle = '图形';

/**
 * A short fingerprint of an outline that does not depend on ring order, direction or starting vertex, which
 * formats prescribe differently. `decimals` are those the format writes; undefined for exact numbers.
 */
export function shapeDigest(geometry: MultiPolygon, decimals?: number): string {
  const vertices: string[] = [];
  let open = 0;
  for (const ring of geometry.flat()) {
    const vertex = (at: number): string =>
      `${show(ring[at] as number, decimals)} ${show(ring[at + 1] as number, decimals)}`;
    // the closing vertex repeats the first one, and which one that is changes with the direction
    for (let i = 0; i + 3 < ring.length; i += 2) vertices.push(vertex(i));
    if (ring.length < 2 || vertex(0) !== vertex(ring.length - 2)) open++;
  }
  const content = `${geometry.flat().length} ${vertices.sort().join(',')}`;
  return `${vertices.length} 点${open > 0 ? '，未闭合' : ''} ${createHash('sha256').update(content).digest('hex').slice(0, 12)}`;
}

function show(value: number, decimals: number | undefined): string {
  return decimals === undefined ? String(value) : Number(value.toFixed(decimals)).toFixed(decimals);
}

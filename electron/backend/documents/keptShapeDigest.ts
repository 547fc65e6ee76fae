import type { MultiPolygon } from '../../../shared/domain/geometry/multiPolygon.ts';
import { shapeDigest } from './shapeDigest.ts';

const kept = new WeakMap<MultiPolygon, string>();

/** The fingerprint of a frozen outline, which several formats and lists ask for, computed once. */
export function keptShapeDigest(geometry: MultiPolygon): string {
  const known = kept.get(geometry);
  if (known !== undefined) return known;
  const digest = shapeDigest(geometry);
  kept.set(geometry, digest);
  return digest;
}

import type { PackedBytes } from './packBytes.ts';

/** The polygons of the features of one task (packRings). `features[i]` is the place of the feature of part i. */
export interface PreparedParts {
  readonly parts: PackedBytes;
  /** minX, minY, maxX, maxY of each part. */
  readonly bounds: Float64Array<ArrayBuffer>;
  readonly features: Uint32Array<ArrayBuffer>;
  /** Features that had to be repaired here. */
  readonly repaired: Uint32Array<ArrayBuffer>;
  /** A feature that cannot be repaired and whose place cannot be told: no plot can be computed. */
  readonly unplaced: number | null;
}

import type { TileScheme } from '../../../shared/contract/records/imageryRecords.ts';
import type { Bounds } from '../../../shared/domain/geometry/multiPolygon.ts';

/** A block of tiles of one level; columns count from the left, rows from the top, last ones included. */
export interface TileBlock {
  readonly z: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The level whose pixels are nearest in size to those of the screen, by their ratio. */
export function levelFor(image: TileScheme, resolution: number): number {
  let best = 0;
  for (const [z, candidate] of image.resolutions.entries()) {
    const distance = Math.abs(Math.log(candidate / resolution));
    if (distance < Math.abs(Math.log((image.resolutions[best] as number) / resolution))) best = z;
  }
  return best;
}

/** The tiles of an image that a part of the ground needs at a level; null where the image has none there. */
export function tilesWithin(image: TileScheme, z: number, ground: Bounds): TileBlock | null {
  const minX = Math.max(ground.minX, image.bounds.minX);
  const maxX = Math.min(ground.maxX, image.bounds.maxX);
  const minY = Math.max(ground.minY, image.bounds.minY);
  const maxY = Math.min(ground.maxY, image.bounds.maxY);
  if (minX >= maxX || minY >= maxY) return null;
  const tile = tileLength(image, z);
  const [originX, originY] = image.tileOrigin;
  return {
    z,
    left: Math.floor((minX - originX) / tile),
    right: Math.ceil((maxX - originX) / tile) - 1,
    top: Math.floor((originY - maxY) / tile),
    bottom: Math.ceil((originY - minY) / tile) - 1,
  };
}

/** Side of a tile on the ground, in the units of the image's system. */
export function tileLength(image: TileScheme, z: number): number {
  return (image.resolutions[z] ?? 1) * image.tileSize;
}

/** Every tile of a block, row by row. */
export function* eachTile({
  z,
  left,
  right,
  top,
  bottom,
}: TileBlock): Generator<{ z: number; x: number; y: number }> {
  for (let y = top; y <= bottom; y++) for (let x = left; x <= right; x++) yield { z, x, y };
}

/** True where every tile of `inner` is in `outer`. */
export function containsBlock(outer: TileBlock, inner: TileBlock): boolean {
  return (
    outer.z === inner.z &&
    outer.left <= inner.left &&
    outer.right >= inner.right &&
    outer.top <= inner.top &&
    outer.bottom >= inner.bottom
  );
}

import type { Bounds } from '../../../shared/domain/geometry/multiPolygon.ts';

const edgePoints = 64;

/**
 * The ground a raster of `width` × `height` cells covers, and the size of the cell in its middle in ground units.
 * `toGround` takes a column and a row, corners of cells being whole numbers.
 */
export function measureOnGround(
  toGround: (column: number, row: number) => readonly [x: number, y: number],
  width: number,
  height: number,
): { readonly bounds: Bounds; readonly across: number; readonly down: number } {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  // an edge that is straight in one system is bent in another: points along it, not only corners
  for (let i = 0; i <= edgePoints; i++) {
    const [column, row] = [(width * i) / edgePoints, (height * i) / edgePoints];
    for (const [x, y] of [
      toGround(column, 0),
      toGround(column, height),
      toGround(0, row),
      toGround(width, row),
    ]) {
      minX = Math.min(minX, x);
      minY = Math.min(minY, y);
      maxX = Math.max(maxX, x);
      maxY = Math.max(maxY, y);
    }
  }
  const middle = toGround(width / 2, height / 2);
  const beside = toGround(width / 2 + 1, height / 2);
  const below = toGround(width / 2, height / 2 + 1);
  return {
    bounds: { minX, minY, maxX, maxY },
    across: Math.hypot(beside[0] - middle[0], beside[1] - middle[1]),
    down: Math.hypot(below[0] - middle[0], below[1] - middle[1]),
  };
}

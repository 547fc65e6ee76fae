const ORDER = 16;
const SIDE = 1 << ORDER;

/**
 * Place of a point along a Hilbert curve through the rectangle, 0 … 2^32 − 1: points near on the curve are near
 * in the plane, so that a batch of plots meets the same exclusions. Points outside are moved to the border.
 */
export function computeHilbertIndex(
  x: number,
  y: number,
  bounds: { readonly minX: number; readonly minY: number; readonly maxX: number; readonly maxY: number },
): number {
  let column = toCell(x, bounds.minX, bounds.maxX);
  let row = toCell(y, bounds.minY, bounds.maxY);
  let index = 0;
  for (let size = SIDE / 2; size >= 1; size /= 2) {
    const right = (column & size) !== 0;
    const upper = (row & size) !== 0;
    index += size * size * (right ? (upper ? 2 : 3) : upper ? 1 : 0);
    if (!upper) {
      if (right) {
        column = SIDE - 1 - column;
        row = SIDE - 1 - row;
      }
      [column, row] = [row, column];
    }
  }
  return index;
}

function toCell(value: number, low: number, high: number): number {
  if (!(high > low)) return 0;
  return Math.max(0, Math.min(SIDE - 1, Math.floor(((value - low) / (high - low)) * SIDE)));
}

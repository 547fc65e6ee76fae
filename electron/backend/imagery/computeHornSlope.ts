const degreesPerRadian = 180 / Math.PI;

/**
 * Slope in degrees at every cell by Horn's formula (1981), the one GDAL and QGIS use by default.
 * Cells on the rim and beside missing heights have no slope: NaN, never zero.
 *
 * @param heightsMeters row by row from the north; NaN where there is no height
 * @param cellWidthMeters ground width of a cell in a given row (it changes with latitude in degrees)
 */
export function computeHornSlope(
  heightsMeters: Float32Array,
  columns: number,
  rows: number,
  cellWidthMeters: (row: number) => number,
  cellHeightMeters: number,
): Float32Array {
  const slopeDegrees = new Float32Array(columns * rows).fill(Number.NaN);
  const height = (index: number) => heightsMeters[index] as number;
  for (let row = 1; row < rows - 1; row++) {
    const width = cellWidthMeters(row);
    for (let column = 1; column < columns - 1; column++) {
      const here = row * columns + column;
      const north = here - columns;
      const south = here + columns;
      const eastward =
        height(north + 1) +
        2 * height(here + 1) +
        height(south + 1) -
        (height(north - 1) + 2 * height(here - 1) + height(south - 1));
      const northward =
        height(north - 1) +
        2 * height(north) +
        height(north + 1) -
        (height(south - 1) + 2 * height(south) + height(south + 1));
      const rise = Math.hypot(eastward / (8 * width), northward / (8 * cellHeightMeters));
      slopeDegrees[here] = Math.atan(rise) * degreesPerRadian;
    }
  }
  return slopeDegrees;
}

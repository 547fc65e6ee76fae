import type { CoordinateSystem } from '../../../shared/domain/crs/coordinateSystem.ts';
import { createTransform, type Transform } from '../../../shared/domain/crs/createTransform.ts';
import type { DemSlope } from './computeDemSlope.ts';
import { measureOnGround } from './measureOnGround.ts';
import type { PixelGrid } from './planGrid.ts';

/** A height model laid on square pixels of the project's CRS. */
export interface DemPlace {
  readonly grid: PixelGrid;
  /** The cell under the middle of each of `count` pixels of a row; -1 beyond the model. Valid until the next call. */
  cellsOfRow(row: number, firstColumn: number, count: number): Int32Array;
}

/** In another CRS every so many pixels are converted and those between by a straight line: far below half a cell. */
const latticeStep = 16;

/** Pixels as small as the cells, over the whole of the model. */
export function placeDem(
  { grid: { columns, rows }, georeference, crs }: DemSlope,
  projectCrs: CoordinateSystem,
): DemPlace {
  const { originX, originY, pixelWidth, pixelHeight } = georeference;
  const toProject = createTransform(crs, projectCrs);
  const toDem = createTransform(projectCrs, crs);
  const grid = planDemGrid(toProject);
  const isSame = crs.code === projectCrs.code;
  const point = new Float64Array(2);
  let cells = new Int32Array(0);

  const toCell = (x: number, y: number): readonly [column: number, row: number] => {
    toDem(x, y, point, 0);
    return [((point[0] as number) - originX) / pixelWidth, (originY - (point[1] as number)) / pixelHeight];
  };

  return {
    grid,
    cellsOfRow(row, firstColumn, count) {
      if (cells.length < count) cells = new Int32Array(count);
      const y = grid.originY - (row + 0.5) * grid.pixelSize;
      const xOf = (column: number) => grid.originX + (firstColumn + column + 0.5) * grid.pixelSize;
      const step = isSame ? count : latticeStep;
      for (let start = 0; start < count; start += step) {
        const from = toCell(xOf(start), y);
        const to = toCell(xOf(start + step), y);
        const end = Math.min(count, start + step);
        for (let column = start; column < end; column++) {
          const share = (column - start) / step;
          const cellColumn = Math.floor(from[0] + (to[0] - from[0]) * share);
          const cellRow = Math.floor(from[1] + (to[1] - from[1]) * share);
          const isInside = cellColumn >= 0 && cellRow >= 0 && cellColumn < columns && cellRow < rows;
          cells[column] = isInside ? cellRow * columns + cellColumn : -1;
        }
      }
      return cells;
    },
  };

  function planDemGrid(transform: Transform): PixelGrid {
    const out = new Float64Array(2);
    const toGround = (column: number, row: number): readonly [x: number, y: number] => {
      transform(originX + column * pixelWidth, originY - row * pixelHeight, out, 0);
      return [out[0] as number, out[1] as number];
    };
    const { bounds, across, down } = measureOnGround(toGround, columns, rows);
    const { minX, minY, maxX, maxY } = bounds;
    const pixelSize = Math.min(across, down);
    // rounding noise must not add a row of empty pixels
    const slack = 1e-3;
    return {
      originX: minX,
      originY: maxY,
      pixelSize,
      width: Math.ceil((maxX - minX) / pixelSize - slack),
      height: Math.ceil((maxY - minY) / pixelSize - slack),
    };
  }
}

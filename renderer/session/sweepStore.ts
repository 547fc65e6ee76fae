import { create } from 'zustand';
import type { SweepGrid } from '../../shared/contract/records/qualityRecords.ts';
import type { Bounds } from '../../shared/domain/geometry/multiPolygon.ts';
import { backend } from '../backend/backend.ts';
import { createAnswerOrder } from './answerOrder.ts';
import { showFailure } from './toastStore.ts';

interface SweepState {
  readonly grid: SweepGrid | null;
  /** The cell looked at now; null while the sweep is not on the screen. */
  readonly cell: number | null;
}

/** The sweep outside the list; the map draws its cells while one is looked at. */
export const useSweep = create<SweepState>(() => ({ grid: null, cell: null }));

/** What is seen around a cell on the map, of its size. */
export const cellMarginShare = 0.04;

/** The place of a cell in the project CRS. */
export function boundsOfCell(grid: SweepGrid, cell: number): Bounds {
  const { minX, maxY, cellSize, columns } = grid;
  const [column, row] = [cell % columns, Math.floor(cell / columns)];
  return {
    minX: minX + column * cellSize,
    minY: maxY - (row + 1) * cellSize,
    maxX: minX + (column + 1) * cellSize,
    maxY: maxY - row * cellSize,
  };
}

/** The first cell without a mark from a place on, then from the beginning; null where all have one. */
export function nextUnmarked(grid: SweepGrid, from: number): number | null {
  const marked = new Set(grid.marks.map(({ cell }) => cell));
  const cells = grid.columns * grid.rows;
  for (let i = 0; i < cells; i++) {
    const cell = (from + i) % cells;
    if (!marked.has(cell)) return cell;
  }
  return null;
}

/** Questions whose answer is the grid as it is then: a mark answers with it as well. */
export const askGrid = createAnswerOrder();

export function refreshSweep(): void {
  const isNewest = askGrid();
  backend
    .call('sweep.grid', {})
    .then(({ grid }) => {
      if (isNewest()) useSweep.setState({ grid });
    })
    .catch(showFailure);
}

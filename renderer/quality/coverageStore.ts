import { create } from 'zustand';
import type {
  CoverageKind,
  CoverageRow,
  TownCoverage,
} from '../../shared/contract/records/qualityRecords.ts';
import { backend } from '../backend/backend.ts';
import { activeMap } from '../map/activeMap.ts';
import { layToolDown, useDrawing } from '../session/drawingStore.ts';
import { refreshQueue } from '../session/queueStore.ts';
import { reviewerName } from '../session/reviewerStore.ts';
import {
  askGrid,
  boundsOfCell,
  cellMarginShare,
  nextUnmarked,
  refreshSweep,
  useSweep,
} from '../session/sweepStore.ts';
import { showFailure } from '../session/toastStore.ts';
import { sendLooks } from './recordLooks.ts';

const mostRows = 10_000;

interface CoverageState {
  /** Epochs that count as both; 0 without imagery. */
  readonly epochs: number;
  readonly towns: readonly TownCoverage[];
  readonly kind: CoverageKind;
  readonly townName: string | null;
  readonly total: number;
  readonly rows: readonly CoverageRow[];
}

export const useCoverage = create<CoverageState>(() => ({
  epochs: 0,
  towns: [],
  kind: 'unseen',
  townName: null,
  total: 0,
  rows: [],
}));

export function showCoverage(change: {
  readonly kind?: CoverageKind;
  readonly townName?: string | null;
}): void {
  useCoverage.setState(change);
  refreshCoverage().catch(showFailure);
}

let asked = 0;

export async function refreshCoverage(): Promise<void> {
  const mine = ++asked;
  const { kind, townName } = useCoverage.getState();
  const [{ epochs, towns }, { total, rows }] = await Promise.all([
    backend.call('coverage.towns', {}),
    backend.call('coverage.plots', {
      kind,
      ...(townName === null ? {} : { townName }),
      offset: 0,
      limit: mostRows,
    }),
  ]);
  if (mine === asked) useCoverage.setState({ epochs, towns, total, rows });
}

/** Keeps the shares equal to the project while they are on the screen; what was seen until now is sent first. */
export function followCoverage(): () => void {
  sendLooks();
  refreshCoverage().catch(showFailure);
  refreshSweep();
  const stop = backend.on('project.changed', ({ what }) => {
    if (what !== 'coverage' && what !== 'plots' && what !== 'imagery') return;
    refreshCoverage().catch(showFailure);
    if (what === 'plots') refreshQueue();
  });
  return () => {
    stop();
    if (useDrawing.getState().tool === 'newPlot') layToolDown();
    useSweep.setState({ cell: null });
  };
}

/** Shows a cell of the sweep; the map goes there. */
export function goToCell(cell: number | null): void {
  const { grid } = useSweep.getState();
  useSweep.setState({ cell });
  if (grid !== null && cell !== null)
    activeMap()?.fit(boundsOfCell(grid, cell), { marginShare: cellMarginShare });
}

export async function beginSweep(cellMeters: number): Promise<void> {
  const isNewest = askGrid();
  try {
    const { grid } = await backend.call('sweep.begin', { cellMeters, by: reviewerName() });
    if (!isNewest()) return;
    useSweep.setState({ grid });
    goToCell(0);
  } catch (error) {
    showFailure(error);
  }
}

/** Marks the cell on the screen and goes on to the next one without a mark, unless the reviewer has gone elsewhere meanwhile. */
export async function markCell(mark: 'clear' | 'found', note: string): Promise<void> {
  const { cell } = useSweep.getState();
  if (cell === null) return;
  const isNewest = askGrid();
  try {
    const { grid } = await backend.call('sweep.mark', { cell, mark, note, by: reviewerName() });
    if (isNewest()) useSweep.setState({ grid });
    if (useSweep.getState().cell === cell) goToCell(nextUnmarked(grid, cell + 1));
  } catch (error) {
    showFailure(error);
  }
}

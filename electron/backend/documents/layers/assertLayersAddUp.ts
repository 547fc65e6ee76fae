import { sumOfRounded } from '../../../../shared/domain/area/totals.ts';
import { AppError } from '../../../../shared/errors/AppError.ts';
import type { PlotListSnapshot } from '../plotListSnapshot.ts';
import type { ListLayer } from './listLayer.ts';
import { partKind } from './partLayer.ts';
import { pieceKind } from './pieceLayer.ts';

/** Ellipsoidal areas of shapes may differ from their plot's by this: half a unit of its printed m². */
const toleranceSquareMeters = 0.005;

/**
 * Parts and pieces of each plot together are the plot: in printed 亩 exactly, in m² to what is printed.
 * Throws RELEASE_MISMATCH naming the first plot of which that is not so. Plots not computed have no area to compare.
 */
export function assertLayersAddUp({ rows, layers }: Pick<PlotListSnapshot, 'rows' | 'layers'>): void {
  for (const layer of layers) {
    if (layer.kind !== partKind && layer.kind !== pieceKind) continue;
    const sums = sumByPlot(layer);
    for (const { plotNo, grossMu, grossSquareMeters } of rows) {
      const sum = sums.get(plotNo);
      if (grossMu === null || grossSquareMeters === null || sum === undefined) continue;
      const mu = sumOfRounded(sum.mu, 2);
      if (mu !== grossMu) refuse(layer, `${plotNo} 合计 ${mu} 亩，图斑面积 ${grossMu} 亩`);
      const squareMeters = sum.squareMeters.reduce((total, value) => total + value, 0);
      if (Math.abs(squareMeters - grossSquareMeters) > toleranceSquareMeters) {
        const detail = `${squareMeters.toFixed(2)} 平方米，图斑面积 ${grossSquareMeters.toFixed(2)} 平方米`;
        refuse(layer, `${plotNo} 合计 ${detail}`);
      }
    }
  }
}

function sumByPlot({ kind, rows }: ListLayer) {
  const placeOf = (field: string) => kind.columns.findIndex(({ fieldName }) => fieldName === field);
  const [plot, mu, squareMeters] = [placeOf('TBBH'), placeOf('MJM'), placeOf('TQMJ')];
  const sums = new Map<string, { mu: number[]; squareMeters: number[] }>();
  for (const row of rows) {
    const plotNo = row[plot] as string;
    const sum = sums.get(plotNo) ?? { mu: [], squareMeters: [] };
    sum.mu.push(row[mu] as number);
    sum.squareMeters.push(row[squareMeters] as number);
    sums.set(plotNo, sum);
  }
  return sums;
}

function refuse({ kind }: ListLayer, detail: string): never {
  throw new AppError('RELEASE_MISMATCH', { file: kind.title, detail });
}

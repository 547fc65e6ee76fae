import { create } from 'zustand';
import type { VectorImportReport } from '../../shared/contract/records/importRecords.ts';

/** What an import of this session repaired or left out. */
export interface ImportProblem {
  readonly layerName: string;
  readonly featureIndex: number;
  readonly kind: 'repaired' | 'skipped';
  readonly why: string;
  readonly areaBefore: number | null;
  readonly areaAfter: number | null;
}

export const useProblems = create<{ readonly imports: readonly ImportProblem[] }>(() => ({ imports: [] }));

export function recordImport(layerName: string, report: VectorImportReport): void {
  const repaired = report.repaired.map(
    ({ index, why, areaBefore, areaAfter }): ImportProblem => ({
      layerName,
      featureIndex: index,
      kind: 'repaired',
      why,
      areaBefore,
      areaAfter,
    }),
  );
  const skipped = report.skipped.map(
    ({ index, why }): ImportProblem => ({
      layerName,
      featureIndex: index,
      kind: 'skipped',
      why,
      areaBefore: null,
      areaAfter: null,
    }),
  );
  useProblems.setState({ imports: [...skipped, ...repaired, ...useProblems.getState().imports] });
}

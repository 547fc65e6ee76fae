import { create } from 'zustand';
import type {
  DemImportReport,
  ImageryImportReport,
  UnfinishedImport,
} from '../../shared/contract/records/imageryRecords.ts';
import type { DatasetSummary, VectorImportReport } from '../../shared/contract/records/importRecords.ts';
import type { LayerRole } from '../../shared/domain/eligibility/ruleSet.ts';
import { backend } from '../backend/backend.ts';
import { describeFailure, type Failure } from '../backend/describeFailure.ts';
import { refreshProject } from '../session/projectStore.ts';
import { reviewerName } from '../session/reviewerStore.ts';
import { showFailure } from '../session/toastStore.ts';

export type ImportKind = 'vector' | 'imagery' | 'dem';
export type ImportReport =
  | { readonly kind: 'vector'; readonly name: string; readonly report: VectorImportReport }
  | { readonly kind: 'imagery'; readonly name: string; readonly report: ImageryImportReport }
  | { readonly kind: 'dem'; readonly name: string; readonly report: DemImportReport };

interface ImportState {
  readonly busy: 'inspect' | 'import' | null;
  readonly datasets: readonly DatasetSummary[];
  readonly reports: readonly ImportReport[];
  readonly failure: Failure | null;
  /** Imports of imagery that can go on. */
  readonly unfinished: readonly UnfinishedImport[];
}

export const useImport = create<ImportState>(() => ({
  busy: null,
  datasets: [],
  reports: [],
  failure: null,
  unfinished: [],
}));

async function working(busy: ImportState['busy'], work: () => Promise<Partial<ImportState>>): Promise<void> {
  useImport.setState({ busy, failure: null });
  try {
    useImport.setState(await work());
  } catch (error) {
    useImport.setState({ failure: describeFailure(error) });
  } finally {
    useImport.setState({ busy: null });
    await refreshUnfinished();
  }
}

/** Looks into files without importing anything. */
export function inspect(files: readonly string[]): Promise<void> {
  return working('inspect', async () => {
    const { datasets } = await backend.call('import.inspect', { files: [...files] });
    return { datasets };
  });
}

export interface VectorChoice {
  readonly role: LayerRole;
  readonly name: string;
  readonly rule: string | undefined;
  readonly crs: string | undefined;
  readonly encoding: string | undefined;
  readonly plotNoField: string | undefined;
}

export function importVector(dataset: DatasetSummary, choice: VectorChoice): Promise<void> {
  return working('import', async () => {
    const report = await backend.call('import.vector', {
      file: dataset.file,
      layer: dataset.layer,
      role: choice.role,
      name: choice.name,
      by: reviewerName(),
      ...(choice.rule === undefined ? {} : { rule: choice.rule }),
      ...(choice.crs === undefined ? {} : { crs: choice.crs }),
      ...(choice.encoding === undefined ? {} : { encoding: choice.encoding }),
      ...(choice.plotNoField === undefined ? {} : { fieldMap: { plotNo: choice.plotNoField } }),
    });
    await refreshProject();
    return finished({ kind: 'vector', name: choice.name, report });
  });
}

export function importImagery(
  files: readonly string[],
  epoch: string,
  name: string,
  sensor: string,
): Promise<void> {
  return working('import', async () => {
    const report = await backend.call('import.imagery', {
      files: [...files],
      epoch,
      by: reviewerName(),
      ...(name === '' ? {} : { name }),
      ...(sensor === '' ? {} : { sensor }),
    });
    await refreshProject();
    return finished({ kind: 'imagery', name: name || epoch, report });
  });
}

export function pauseImports(): void {
  backend.call('import.pause', {}).catch(showFailure);
}

export function resumeImport(importId: string, name: string): Promise<void> {
  return working('import', async () => {
    const report = await backend.call('import.resume', { importId, by: reviewerName() });
    await refreshProject();
    return finished({ kind: 'imagery', name, report });
  });
}

export function discardImport(importId: string): Promise<void> {
  return working('inspect', async () => {
    await backend.call('import.discard', { importId });
    return {};
  });
}

export async function refreshUnfinished(): Promise<void> {
  try {
    const { imports } = await backend.call('import.unfinished', {});
    useImport.setState({ unfinished: imports });
  } catch (error) {
    showFailure(error);
  }
}

export function importDem(file: string, thresholdDegrees: number): Promise<void> {
  return working('import', async () => {
    const report = await backend.call('import.dem', { file, thresholdDegrees, by: reviewerName() });
    await refreshProject();
    return finished({ kind: 'dem', name: '坡度（由高程计算）', report });
  });
}

function finished(report: ImportReport): Partial<ImportState> {
  return { reports: [report, ...useImport.getState().reports], datasets: [] };
}

/** The file's own name: the last part of a path of either system. */
export function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}

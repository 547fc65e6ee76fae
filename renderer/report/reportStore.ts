import { create } from 'zustand';
import type {
  ExportFormat,
  ReleaseFinding,
  ReleaseRecord,
  WrittenFile,
} from '../../shared/contract/records/documentRecords.ts';
import { backend } from '../backend/backend.ts';
import { describeFailure, type Failure } from '../backend/describeFailure.ts';
import { parentFolder } from './parentFolder.ts';
import { chosenFolder, useReportChoice } from './reportChoiceStore.ts';

interface ReportState {
  readonly busy: 'export' | 'release' | 'rerun' | 'rebuild' | 'verify' | 'list' | null;
  /** Result of what was done last; null while nothing was. */
  readonly result: {
    readonly title: string;
    readonly directory: string;
    readonly files: readonly WrittenFile[];
    /** Of a release: what does not agree with its seal. */
    readonly findings: readonly ReleaseFinding[] | null;
  } | null;
  readonly failure: Failure | null;
  /** Releases of the folder that was listed last; null while none was. */
  readonly releases: { readonly folder: string; readonly records: readonly ReleaseRecord[] } | null;
  /** Differences found by the verification of a release in this window, by its folder. */
  readonly verified: Readonly<Record<string, number>>;
}

export const useReport = create<ReportState>(() => ({
  busy: null,
  result: null,
  failure: null,
  releases: null,
  verified: {},
}));

async function working(busy: ReportState['busy'], work: () => Promise<Partial<ReportState>>): Promise<void> {
  useReport.setState({ busy, failure: null });
  try {
    useReport.setState(await work());
  } catch (error) {
    useReport.setState({ failure: describeFailure(error), result: null });
  } finally {
    useReport.setState({ busy: null });
  }
}

/** Writes the chosen lists without a seal, of the given plots where they are given. */
export function writeExport(plotIds?: readonly number[]): Promise<void> {
  const { lists, formats, encoding } = useReportChoice.getState();
  const directory = chosenFolder();
  return working('export', async () => {
    const files: WrittenFile[] = [];
    for (const what of lists) {
      const some = plotIds === undefined ? {} : { plotIds: [...plotIds] };
      const request = { what, formats: [...formats], directory, encoding, ...some };
      files.push(...(await backend.call('export.write', request)).files);
    }
    return { result: { title: '导出的文件', directory, files, findings: null } };
  });
}

/** Writes, reads back and seals the chosen lists; afterwards the releases beside it are listed. */
export function createRelease(): Promise<void> {
  const { lists, formats, encoding, replace } = useReportChoice.getState();
  const directory = chosenFolder();
  return working('release', async () => {
    const request = { directory, lists: [...lists], formats: [...formats], encoding, replace };
    const { dir, files } = await backend.call('release.create', request);
    const result = { title: '发布的成果', directory: dir, files, findings: [] };
    return { result, ...(await readReleases(parentFolder(dir))) };
  });
}

/** Makes some products of a release again from the data it was made from. */
export function rerunProducts(directory: string): Promise<void> {
  const formats: ExportFormat[] = [...useReportChoice.getState().formats];
  return working('rerun', async () => {
    const { dir, files } = await backend.call('release.rerun', { directory, formats });
    const result = { title: '重做后的成果', directory: dir, files, findings: [] };
    return { result, ...(await readReleases(parentFolder(dir))) };
  });
}

/** Makes an earlier release again in a folder of its own beside it. */
export function rebuildRelease(release: string): Promise<void> {
  return working('rebuild', async () => {
    const request = { release, directory: freeName(`${release}_重建`) };
    const { dir, files, different } = await backend.call('release.rebuild', request);
    const findings = different.map((file) => ({
      ...{ file, where: '文件', expected: '与原成果相同', found: '不同' },
    }));
    const result = { title: '重建的成果', directory: dir, files, findings };
    return { result, ...(await readReleases(parentFolder(dir))) };
  });
}

export function verifyRelease(directory: string): Promise<void> {
  return working('verify', async () => {
    const { findings } = await backend.call('release.verify', { directory });
    const result = { title: '校验结果', directory, files: [], findings };
    const verified = { ...useReport.getState().verified, [directory]: findings.length };
    return { result, verified };
  });
}

export function listReleases(folder: string): Promise<void> {
  return working('list', () => readReleases(folder));
}

async function readReleases(folder: string): Promise<Pick<ReportState, 'releases' | 'verified'>> {
  const { releases } = await backend.call('release.list', { directory: folder });
  // what was found before may have been made good or worse since
  return { releases: { folder, records: releases }, verified: {} };
}

/** A name none of the listed releases has. */
function freeName(directory: string): string {
  const taken = new Set(useReport.getState().releases?.records.map((record) => record.directory));
  let [name, number] = [directory, 2];
  while (taken.has(name)) name = `${directory}${number++}`;
  return name;
}

import { create } from 'zustand';
import type { RequestOf } from '../../shared/contract/backendApi.ts';
import type {
  ListPreview,
  ReleaseFinding,
  ReleaseRecord,
  WrittenFile,
} from '../../shared/contract/records/documentRecords.ts';
import { backend } from '../backend/backend.ts';
import { describeFailure, type Failure } from '../backend/describeFailure.ts';

export type ExportFormat = RequestOf<'export.write'>['formats'][number];

interface ReportState {
  readonly busy: 'export' | 'preview' | 'release' | 'verify' | 'list' | null;
  readonly preview: ListPreview | null;
  /** Releases of the folder that was listed last; null while none was. */
  readonly releases: readonly ReleaseRecord[] | null;
  readonly title: string;
  readonly directory: string | null;
  readonly files: readonly WrittenFile[];
  /** Result of the newest verification; null while none was made. */
  readonly verified: { readonly ok: boolean; readonly findings: readonly ReleaseFinding[] } | null;
  readonly failure: Failure | null;
}

export const useReport = create<ReportState>(() => ({
  busy: null,
  preview: null,
  releases: null,
  title: '',
  directory: null,
  files: [],
  verified: null,
  failure: null,
}));

async function working(busy: ReportState['busy'], work: () => Promise<Partial<ReportState>>): Promise<void> {
  useReport.setState({ busy, failure: null, verified: null, preview: null, releases: null });
  try {
    useReport.setState(await work());
  } catch (error) {
    useReport.setState({ failure: describeFailure(error) });
  } finally {
    useReport.setState({ busy: null });
  }
}

export function writeExport(request: RequestOf<'export.write'>): Promise<void> {
  return working('export', async () => {
    const { files } = await backend.call('export.write', request);
    return { files, directory: request.directory, title: '导出的文件' };
  });
}

const previewRows = 8;

export function previewList(what: 'plots' | 'eligible'): Promise<void> {
  return working('preview', async () => ({
    preview: await backend.call('export.preview', { what, rows: previewRows }),
  }));
}

export function listReleases(directory: string): Promise<void> {
  return working('list', () => backend.call('release.list', { directory }));
}

export function createRelease(directory: string, formats: ExportFormat[]): Promise<void> {
  return working('release', async () => {
    const { dir, files, ok } = await backend.call('release.create', { directory, formats });
    return { files, directory: dir, title: '发布的成果', verified: { ok, findings: [] } };
  });
}

export function verifyRelease(directory: string): Promise<void> {
  return working('verify', async () => {
    const verified = await backend.call('release.verify', { directory });
    return { verified, directory, files: [], title: '校验结果' };
  });
}

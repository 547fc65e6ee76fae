import { create } from 'zustand';
import type { RequestOf } from '../../shared/contract/backendApi.ts';
import type {
  ListPreview,
  ProductPreview,
  ReleaseFinding,
  ReleaseRecord,
  ShapefileFieldRecord,
  WrittenFile,
} from '../../shared/contract/records/documentRecords.ts';
import { backend } from '../backend/backend.ts';
import { describeFailure, type Failure } from '../backend/describeFailure.ts';

export type ExportFormat = RequestOf<'export.write'>['formats'][number];

interface ReportState {
  readonly busy: 'export' | 'preview' | 'release' | 'rerun' | 'rebuild' | 'verify' | 'list' | null;
  readonly preview: ListPreview | null;
  /** The beginning of one product. */
  readonly page: { readonly format: ExportFormat; readonly preview: ProductPreview } | null;
  /** Fields a Shapefile would have, before it is written. */
  readonly fields: readonly ShapefileFieldRecord[] | null;
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
  page: null,
  fields: null,
  releases: null,
  title: '',
  directory: null,
  files: [],
  verified: null,
  failure: null,
}));

async function working(busy: ReportState['busy'], work: () => Promise<Partial<ReportState>>): Promise<void> {
  const cleared = { verified: null, preview: null, page: null, fields: null, releases: null };
  useReport.setState({ busy, failure: null, ...cleared });
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

/** Shows what a product will be: sheets as rows, pages as pictures, the fields of a Shapefile before they are written. */
export function previewProduct(what: 'plots' | 'eligible', format: ExportFormat): Promise<void> {
  if (format === 'xlsx') return previewList(what);
  return working('preview', async () => {
    if (format === 'shp') return await backend.call('export.shapefileFields', { what });
    return { page: { format, preview: await backend.call('export.previewProduct', { what, format }) } };
  });
}

export function listReleases(directory: string): Promise<void> {
  return working('list', () => backend.call('release.list', { directory }));
}

/** Makes some products of a release again from the data it was made from. */
export function rerunProducts(directory: string, formats: ExportFormat[]): Promise<void> {
  return working('rerun', async () => {
    const { dir, files, ok } = await backend.call('release.rerun', { directory, formats });
    return { files, directory: dir, title: '重做后的成果', verified: { ok, findings: [] } };
  });
}

/** Makes an earlier release again beside it. */
export function rebuildRelease(release: string, directory: string): Promise<void> {
  return working('rebuild', async () => {
    const { dir, files, identical, different } = await backend.call('release.rebuild', {
      release,
      directory,
    });
    const findings = different.map((file) => ({
      ...{ file, where: '文件', expected: '与原成果相同', found: '不同' },
    }));
    return { files, directory: dir, title: '重建的成果', verified: { ok: identical, findings } };
  });
}

export function createRelease(directory: string, formats: ExportFormat[], replace: boolean): Promise<void> {
  return working('release', async () => {
    const { dir, files, ok } = await backend.call('release.create', { directory, formats, replace });
    return { files, directory: dir, title: '发布的成果', verified: { ok, findings: [] } };
  });
}

export function verifyRelease(directory: string): Promise<void> {
  return working('verify', async () => {
    const verified = await backend.call('release.verify', { directory });
    return { verified, directory, files: [], title: '校验结果' };
  });
}

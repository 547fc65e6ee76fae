import type {
  ExportFormat,
  ListPreview,
  ReleaseFinding,
  ReleaseRecord,
  WrittenFile,
} from '../records/documentRecords.ts';

/** Lists, cards and sealed releases. */
export interface DocumentMethods {
  'export.write': (request: {
    what: 'plots' | 'eligible';
    formats: ExportFormat[];
    directory: string;
    encoding?: 'gbk' | 'utf8';
    plotNos?: string[];
  }) => { files: WrittenFile[] };
  /** First rows and totals of every sheet of a list. */
  'export.preview': (request: { what: 'plots' | 'eligible'; rows?: number }) => ListPreview;
  'release.create': (request: {
    directory: string;
    lists?: ('plots' | 'eligible')[];
    formats?: ExportFormat[];
    encoding?: 'gbk' | 'utf8';
  }) => { dir: string; files: WrittenFile[]; ok: boolean };
  /** Releases directly in a folder. */
  'release.list': (request: { directory: string }) => { releases: ReleaseRecord[] };
  'release.verify': (request: { directory: string }) => { ok: boolean; findings: ReleaseFinding[] };
}

import type {
  ExportFormat,
  ProductPreview,
  ReleaseFinding,
  ReleaseRecord,
  WrittenFile,
} from '../records/documentRecords.ts';
import type { HandUpSettings } from '../records/handUpSettings.ts';
import type { EligibilityMethods } from './eligibilityMethods.ts';

type RequestOfFlowout = Parameters<EligibilityMethods['eligibility.flowout']>[0];

/** Lists, cards and sealed releases. */
export interface DocumentMethods {
  'export.write': (request: {
    what: 'plots' | 'eligible';
    formats: ExportFormat[];
    directory: string;
    encoding?: 'gbk' | 'utf8';
    /** Only these plots of the list, by number or by id. */
    plotNos?: string[];
    plotIds?: number[];
  }) => { files: WrittenFile[] };
  /** The first page, rows or lines of one product as it would be written now; of a Shapefile its fields, too. */
  'export.preview': (request: {
    what: 'plots' | 'eligible';
    format: ExportFormat;
    encoding?: 'gbk' | 'utf8';
  }) => ProductPreview;
  /** 年度变更情况明细 of two years of DLTB as a workbook. */
  'export.flowout': (request: RequestOfFlowout & { directory: string }) => { files: WrittenFile[] };
  'handUp.settings': (request: Record<string, never>) => HandUpSettings & {
    /** All columns a list has, for choosing. */
    columns: { key: string; title: string }[];
  };
  'handUp.saveSettings': (
    request: Partial<Omit<HandUpSettings, 'templateName'>> & { by: string },
  ) => HandUpSettings;
  /** Keeps a copy of the bureau's .docx template in the project; null takes it away. */
  'handUp.setTemplate': (request: { path: string | null; by: string }) => {
    templateName: string | null;
    placeholders: string[];
    unknown: string[];
  };
  /** A folder that holds a release already is replaced only where `replace` says so, and whole. */
  'release.create': (request: {
    directory: string;
    lists?: ('plots' | 'eligible')[];
    formats?: ExportFormat[];
    encoding?: 'gbk' | 'utf8';
    replace?: boolean;
  }) => { dir: string; files: WrittenFile[]; ok: boolean };
  /** Makes some products of a release anew from the present state; the others must still agree with it. */
  'release.rerun': (request: { directory: string; formats: ExportFormat[] }) => {
    dir: string;
    files: WrittenFile[];
    ok: boolean;
  };
  /** An earlier release made again from the log, as the project was then; compared with its own manifest. */
  'release.rebuild': (request: { release: string; directory: string }) => {
    dir: string;
    files: WrittenFile[];
    /** Whether every file has the bytes it had. */
    identical: boolean;
    different: string[];
  };
  /** Releases directly in a folder. */
  'release.list': (request: { directory: string }) => { releases: ReleaseRecord[] };
  'release.verify': (request: { directory: string }) => { ok: boolean; findings: ReleaseFinding[] };
}

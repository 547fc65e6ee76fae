import type { ProjectSummary } from '../records/projectRecords.ts';

/** The application itself: background jobs, the sample, measuring a foreign file. */
export interface AppMethods {
  'app.info': (request: Record<never, never>) => { version: string; schemaVersion: number };
  'job.cancel': (request: { jobId: string }) => { cancelled: boolean };
  'sample.create': (request: {
    directory: string;
    plots?: number;
    seed?: number;
    messy?: boolean;
    imagery?: boolean;
  }) => { dir: string; files: { path: string; role: string; features?: number }[]; plots: number };
  /** Makes source files in DIR/source, imports them into DIR/project, computes, and leaves that project open. */
  'sample.build': (request: {
    directory: string;
    plots?: number;
    seed?: number;
    messy?: boolean;
  }) => ProjectSummary;
  /** Opens the sample project kept in the application's own folder; makes it first where it is absent. */
  'sample.open': (request: Record<never, never>) => ProjectSummary;
  /** Areas of a foreign file without a project. */
  'area.measure': (request: {
    file: string;
    layer?: string;
    crs?: string;
    edgeSplitMeters?: number | null;
  }) => {
    method: string;
    ellipsoid: string;
    features: { index: number; squareMeters: number | null; mu: number | null }[];
    totalSquareMeters: number | null;
  };
}

import type { CheckFinding, ProjectSettings, ProjectSummary } from '../records/projectRecords.ts';

/** One project: open, settings, check, backup. */
export interface ProjectMethods {
  'project.create': (request: { directory: string; name: string; crs: string }) => ProjectSummary;
  'project.open': (request: { directory: string }) => ProjectSummary;
  'project.close': (request: Record<never, never>) => Record<never, never>;
  'project.info': (request: Record<never, never>) => ProjectSummary;
  'project.settings': (request: Partial<ProjectSettings> & { by: string }) => ProjectSettings;
  'project.check': (request: Record<never, never>) => { ok: boolean; findings: CheckFinding[] };
  'project.backup': (request: { file?: string }) => { path: string; sha256: string };
}

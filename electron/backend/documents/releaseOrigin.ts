import { createHash } from 'node:crypto';
import { z } from 'zod';
import { wallMapPapers } from '../../../shared/contract/records/handUpSettings.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import { readRun } from '../storage/project/eligibilityRuns.ts';
import { findStructureChange } from '../storage/project/findStructureChange.ts';
import { readHandUpTemplate } from '../storage/project/handUpSettings.ts';
import { listLayers } from '../storage/project/layers.ts';
import type { OpenProject } from '../storage/project/openProject.ts';
import type { ProjectPosition } from './freezePlotList.ts';
import type { ExpectOptions } from './listProduct.ts';
import { verdictColors } from './verdictColors.ts';

/** What a release has to know of itself to be made again. */
const originSchema = z.object({
  sequence: z.int(),
  runId: z.int(),
  schemeId: z.string(),
  project: z.string(),
  whats: z.array(z.enum(['plots', 'eligible'])),
  settings: z.object({
    bureauName: z.string(),
    columnSets: z.array(z.object({ name: z.string(), keys: z.array(z.string()) })),
    columnSet: z.string().nullable(),
    wallMapPaper: z.enum(wallMapPapers),
    personalData: z.boolean(),
    coordinateText: z.object({
      decimals: z.literal([2, 3, 4]),
      pointPrefix: z.boolean(),
      closingPoint: z.boolean(),
      zonePrefix: z.boolean(),
      perPlot: z.boolean(),
      // releases of older versions hold both
      forms: z.array(z.literal([8, 12])).default([8, 12]),
    }),
    templateName: z.string().nullable(),
  }),
  templateSha256: z.string().nullable(),
  // releases of older versions do not say and were drawn in these
  verdictColors: z
    .object({
      eligible: z.string(),
      partial: z.string(),
      ineligible: z.string(),
      undetermined: z.string(),
    })
    .default({ eligible: '#007a59', partial: '#d08a00', ineligible: '#c04d00', undetermined: '#74818f' }),
});
export type ReleaseOrigin = z.infer<typeof originSchema>;

/**
 * What a release says of where its figures come from: the log, the run with its rules and the scenario that was adopted
 * (null: the rules as they are), every layer with its hash.
 */
export function describeOrigin(
  project: OpenProject,
  position: ProjectPosition,
  whats: readonly ('plots' | 'eligible')[],
  { settings, template }: Pick<ExpectOptions, 'settings' | 'template'>,
): Record<string, unknown> {
  const run = readRun(project.database, position.runId);
  if (run === undefined) throw new AppError('RUN_MISSING', {});
  return {
    project: position.projectName,
    crs: project.crs.code,
    sequence: position.sequence,
    runId: position.runId,
    schemeId: position.schemeId,
    whats,
    settings,
    templateSha256: hashOf(template),
    verdictColors,
    rulesId: run.rulesId,
    rulesVersion: run.rulesVersion,
    rulesSha256: run.rulesSha256,
    adjustment: run.adjustment,
    areaMethod: run.areaMethod,
    missingRules: run.missingRules,
    layers: listLayers(project.database).map(({ name, role, features, contentSha256 }) => ({
      ...{ name, role, features, contentSha256 },
    })),
  };
}

/**
 * The origin of a release that can be made again from this project. Throws RELEASE_NOT_REBUILDABLE where the run
 * it shows is gone, plots or layers have changed since, or its template is another one.
 */
export function requireRebuildable(
  project: OpenProject,
  directory: string,
  origin: Readonly<Record<string, unknown>>,
): ReleaseOrigin {
  const refuse = (detail: string) => new AppError('RELEASE_NOT_REBUILDABLE', { folder: directory, detail });
  const parsed = originSchema.safeParse(origin);
  if (!parsed.success) throw refuse('它由较早的版本生成，没有记录操作序号');
  const { runId, sequence, templateSha256 } = parsed.data;
  if (readRun(project.database, runId) === undefined) throw refuse('它所依据的核算结果已不再保存');
  const changed = findStructureChange(project.database, sequence);
  if (changed !== undefined) throw refuse(`出件后图斑或图层有改动（第 ${changed} 条操作）`);
  if (hashOf(readHandUpTemplate(project.database)?.bytes) !== templateSha256) {
    throw refuse('自定义报告的模板已更换');
  }
  return parsed.data;
}

function hashOf(bytes: Uint8Array | undefined): string | null {
  return bytes === undefined ? null : createHash('sha256').update(bytes).digest('hex');
}

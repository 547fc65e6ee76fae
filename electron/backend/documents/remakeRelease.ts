import { join } from 'node:path';
import type { CancelSignal } from '../../../shared/contract/cancelSignal.ts';
import type { WrittenFile } from '../../../shared/contract/records/documentRecords.ts';
import { canonicalJson } from '../../../shared/domain/review/canonicalJson.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import { hashFile } from '../files/hashFile.ts';
import { readRun } from '../storage/project/eligibilityRuns.ts';
import { readHandUpTemplate } from '../storage/project/handUpSettings.ts';
import type { OpenProject } from '../storage/project/openProject.ts';
import type { DrawChips } from './cards/plotChip.ts';
import type { ListFormat } from './listProduct.ts';
import { freezeSources } from './openHandUp.ts';
import type { FindGround } from './pages/groundImage.ts';
import { createRelease } from './release.ts';
import { settleFolder } from './releaseFolder.ts';
import { describeColumns, type ManifestBody, readManifest } from './releaseManifest.ts';
import { type ReleaseOrigin, requireRebuildable } from './releaseOrigin.ts';

export interface RemakeContext {
  readonly signal: CancelSignal;
  readonly drawChips: DrawChips;
  readonly findGround: FindGround;
  readonly onFile: (done: number, total: number) => void;
}

/**
 * Makes some products of a release anew, or adds them, from the project as it was when the release was made; the
 * other files stay and are compared with their hashes. Throws as requireRebuildable and createRelease do.
 */
export async function rerunProducts(
  project: OpenProject,
  directory: string,
  formats: readonly ListFormat[],
  context: RemakeContext,
): Promise<WrittenFile[]> {
  await settleFolder(directory);
  const { body } = await readManifest(directory);
  const origin = requireRebuildable(project, directory, body.origin);
  // of a whole rebuild the GeoPackage without pieces is named among the different files; here it would pass unseen
  if (formats.includes('gpkg') && readRun(project.database, origin.runId)?.piecesTable === null) {
    const detail = '它的核算碎片已被后来的核算替换，GeoPackage 不能单独重做';
    throw new AppError('RELEASE_NOT_REBUILDABLE', { folder: directory, detail });
  }
  const files = body.files.filter(({ format }) => !formats.includes(format));
  return createRelease({
    ...describeRemake(project, directory, origin, body, formats, context),
    ...{ directory, formats, replace: true, kept: { directory, body, files } },
  });
}

/**
 * Makes a whole earlier release again in another folder, from the log, and says which files have other bytes than
 * theirs. Throws as requireRebuildable and createRelease do.
 */
export async function rebuildRelease(
  project: OpenProject,
  release: string,
  directory: string,
  context: RemakeContext,
): Promise<{ files: WrittenFile[]; different: string[] }> {
  const { body, format } = await readManifest(release);
  const origin = requireRebuildable(project, release, body.origin);
  const formats = [...new Set(body.files.map(({ format }) => format))];
  const request = describeRemake(project, release, origin, body, formats, context);
  const files = await createRelease({ ...request, directory, formats, manifestFormat: format });
  const different: string[] = [];
  for (const { path, sha256 } of body.files) {
    const found = files.find((file) => file.path === path);
    if (found === undefined || (await hashFile(join(directory, path))) !== sha256) different.push(path);
  }
  return { files, different };
}

/**
 * A version that heads or counts columns otherwise cannot make the same files, and files of both must not stand in one
 * folder under one seal. Throws RELEASE_NOT_REBUILDABLE.
 */
function requireSameColumns(directory: string, body: ManifestBody, lists: readonly NamedSource[]): void {
  for (const { name, source } of lists) {
    const now = describeColumns(source.table);
    const then = body.lists.find((list) => list.name === name)?.columns ?? [];
    const at = Array.from({ length: Math.max(now.length, then.length) }, (_, i) => i).find(
      (i) => canonicalJson(now[i] ?? null) !== canonicalJson(then[i] ?? null),
    );
    if (at === undefined) continue;
    const titleOf = (column: { readonly title: string } | undefined) =>
      column === undefined ? '没有这一列' : `“${column.title}”`;
    const detail = `它由列不同的版本生成（“${name}”第 ${at + 1} 列当时${titleOf(then[at])}，现在${titleOf(now[at])}），请重新出件`;
    throw new AppError('RELEASE_NOT_REBUILDABLE', { folder: directory, detail });
  }
}

type NamedSource = ReturnType<typeof freezeSources>[number];

function describeRemake(
  project: OpenProject,
  directory: string,
  origin: ReleaseOrigin,
  body: ManifestBody,
  formats: readonly ListFormat[],
  { signal, drawChips, findGround, onFile }: RemakeContext,
) {
  const position = { ...origin, projectName: origin.project };
  const frozen = freezeSources(project, origin.whats, formats, position, origin.settings.personalData);
  const lists = frozen.map(({ name, source: { table, snapshot } }) => ({
    ...{ name, source: { table, snapshot: { ...snapshot, verdictColors: origin.verdictColors } } },
  }));
  requireSameColumns(directory, body, lists);
  return {
    lists,
    origin: body.origin,
    options: {
      ...{ signal, drawChips, findGround },
      ...{ encoding: body.encoding, changedAtUtc: body.changedAtUtc, projectName: origin.project },
      ...{ settings: origin.settings, template: readHandUpTemplate(project.database)?.bytes },
    },
    onFile,
  };
}

import type { JsonValue } from '../../../../shared/domain/review/canonicalJson.ts';
import { runCommand } from '../../storage/project/commandLog.ts';
import {
  insertImportFindings,
  insertLayer,
  type NewLayer,
  type StoredLayer,
} from '../../storage/project/layers.ts';
import type { OpenProject } from '../../storage/project/openProject.ts';
import { insertPlots, type NewPlot, nameTowns } from '../../storage/project/plots.ts';
import { FindingTally } from './FindingTally.ts';
import { toText } from './fieldRoles.ts';
import type { StageResult } from './readerTask.ts';
import { readTownNames } from './readTownNames.ts';
import { readStagingFile } from './stagingFile.ts';

export interface StoredImport {
  readonly layer: StoredLayer;
  /** What numbering the plots brought to light. */
  readonly findings: ReturnType<FindingTally['list']>;
}

/**
 * Writes a staged layer into the project: one transaction, one row of the command log, all or nothing.
 *
 * A plot number that occurs again in the same file does not stop the import (one slip in a list of two thousand would
 * cost the bureau a day): the first keeps it, later ones get `#2`, `#3` behind it, an empty one becomes `#` and its
 * place, and each is listed. The source's own field stays as it was. A number that another layer of the project has
 * already does stop it (PLOT_NUMBER_DUPLICATE): that is the same list twice.
 */
export function storeStagedLayer(
  project: OpenProject,
  stagingPath: string,
  staged: StageResult,
  layer: NewLayer,
  by: string,
): StoredImport {
  const tally = new FindingTally();
  const stored = runCommand(
    project,
    (inserted: StoredLayer) => ({
      kind: 'layer.import',
      target: `layer:${inserted.id}`,
      by,
      oldValue: null,
      newValue: {
        name: inserted.name,
        role: inserted.role,
        rule: inserted.rule,
        features: inserted.features,
        repaired: staged.repaired.length,
        skipped: staged.skipped.length,
        crs: inserted.crs,
        sourceSha256: inserted.sourceSha256,
        contentSha256: inserted.contentSha256,
      } satisfies JsonValue,
    }),
    (db, { atUtc }) => {
      const inserted = insertLayer(db, project.crs, layer, readStagingFile(stagingPath), atUtc);
      if (layer.role === 'plots') {
        const plots = toPlots(stagingPath, staged, readTownNames(db), tally);
        insertPlots(db, inserted.id, plots);
      } else if (layer.role === 'towns') {
        nameTowns(db, readTownNames(db));
      }
      insertImportFindings(db, inserted.id, staged);
      return inserted;
    },
  );
  return { layer: stored, findings: tally.list() };
}

function* toPlots(
  stagingPath: string,
  staged: StageResult,
  townNames: ReadonlyMap<string, string>,
  tally: FindingTally,
): Generator<NewPlot> {
  const taken = new Set<string>();
  let fid = 0;
  if (staged.plotNoField === -1) tally.add('PLOT_NUMBER_FIELD_NOT_FOUND');
  for (const { index, attributes, plot } of readStagingFile(stagingPath)) {
    fid++;
    if (plot === null) throw new Error('a plots layer staged without plots');
    const { recordedArea, townCode, townName, ...rest } = plot;
    yield {
      ...rest,
      fid,
      townName: townName === '' ? (townNames.get(townCode) ?? townCode) : townName,
      plotNo: numberPlot(toText(attributes[staged.plotNoField] ?? null), index, taken, staged, tally),
      recordedSquareMeters: staged.recordedInSquareMeters ? recordedArea : null,
    };
  }
}

function numberPlot(
  own: string,
  index: number,
  taken: Set<string>,
  staged: StageResult,
  tally: FindingTally,
): string {
  if (own === '' && staged.plotNoField !== -1) tally.add('PLOT_NUMBER_MISSING', String(index));
  const base = own === '' ? `#${index + 1}` : own;
  let number = base;
  for (let occurrence = 2; taken.has(number); occurrence++) number = `${base}#${occurrence}`;
  if (number !== base) tally.add('PLOT_NUMBER_DUPLICATE', `${base} → ${number}`);
  taken.add(number);
  return number;
}

import { parseWkb } from '../../../shared/domain/geometry/parseWkb.ts';
import { describeAnswers } from '../../../shared/domain/review/describeAnswers.ts';
import { type ReviewReplay, replayReviewLog } from '../../../shared/domain/review/replayReviewLog.ts';
import type { VerdictScheme } from '../../../shared/domain/review/verdictScheme.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import { sayRuleBasis } from '../../../shared/text/ruleBasis.zh-CN.ts';
import { readVerdictScheme } from '../files/readVerdictSchemes.ts';
import { readChosenSchemeId } from '../storage/project/chosenScheme.ts';
import { iterateCommands, readLastSequence } from '../storage/project/commandLog.ts';
import { readLatestRun, readRun, readRunRules } from '../storage/project/eligibilityRuns.ts';
import type { OpenProject } from '../storage/project/openProject.ts';
import { readPlotListRows, type StoredPlotListRow } from '../storage/project/readPlotListRows.ts';
import { readPlotWkbs } from '../storage/project/readPlotWkbs.ts';
import type { ReadableDatabase } from '../storage/sqlite/Connection.ts';
import { freezeBasicFarmland } from './layers/basicFarmlandLayer.ts';
import { freezeLayers } from './layers/freezeLayers.ts';
import { readPlotThings } from './layers/readPlotThings.ts';
import { listNames } from './listNames.ts';
import type { PlotListRow, PlotListSnapshot } from './plotListSnapshot.ts';
import { readTownShapes } from './townShapes.ts';
import { verdictColors } from './verdictColors.ts';

export interface PlotSelection {
  /** `eligible`: only plots of which something may be restored. */
  readonly what: 'plots' | 'eligible';
  /** Only these plots, by number or by id. */
  readonly plotNos?: readonly string[] | undefined;
  readonly plotIds?: readonly number[] | undefined;
  /** Whether parts, pieces and markup are frozen, too. */
  readonly withLayers?: boolean;
  /** Whether layers say who looks after basic farmland; left out unless asked for. */
  readonly withPersonalData?: boolean;
}

/** The row of the log and the run a list is frozen at. */
export interface ProjectPosition {
  readonly sequence: number;
  readonly runId: number;
  readonly schemeId: string;
  readonly projectName: string;
}

/** Where the project stands now. Throws RUN_MISSING. */
export function readPosition({ database, name }: OpenProject): ProjectPosition {
  const run = readLatestRun(database);
  if (run === undefined) throw new AppError('RUN_MISSING', {});
  return {
    sequence: readLastSequence(database),
    runId: run.runId,
    schemeId: readChosenSchemeId(database),
    projectName: name,
  };
}

/**
 * The plots of a project as they stand at this moment or stood at an earlier position, in memory and independent of
 * later changes. Throws RUN_MISSING, PLOT_NOT_FOUND for a number that is not in the project.
 */
export function freezePlotList(
  project: OpenProject,
  selection: PlotSelection,
  position: ProjectPosition = readPosition(project),
): PlotListSnapshot {
  const db = project.database;
  const run = readRun(db, position.runId);
  if (run === undefined) throw new AppError('RUN_MISSING', {});
  const runRules = readRunRules(db, run.runId);
  const rules = runRules.filter(({ plots }) => plots > 0).map(({ code, title }) => ({ code, title }));
  const scheme = readVerdictScheme(position.schemeId);
  const stored = readPlotListRows(db, run.runId);
  const isNow = position.sequence === readLastSequence(db);
  const replay = isNow ? undefined : replayReviewLog(commandsUpTo(db, position.sequence));
  const things = readPlotThings(db, replay);
  const rows = select(replay === undefined ? stored : asJudgedThen(stored, replay), selection);
  const wkbs = readPlotWkbs(
    db,
    rows.map(({ plotId }) => plotId),
  );
  const ruleNotes = runRules.map(({ code, title, documentNumber, clause, clauseText, layers }) => ({
    code,
    title,
    documentNumber,
    clause,
    clauseText,
    layers,
  }));
  const layerSource = { plots: rows, things, rules: ruleNotes, scheme, run };
  const listed = rows.map((row) => ({
    ...toListRow(row, rules, scheme),
    ledgerCase: things.cases.get(row.plotId) ?? null,
    geometry: decode(project, row, wkbs.get(row.plotId)),
  }));
  const farmland = () => freezeBasicFarmland(db, listed, selection.withPersonalData === true);
  const layers = selection.withLayers === true ? [...freezeLayers(db, layerSource), farmland()] : [];
  return {
    title: listTitle(position, selection.what),
    crsCode: project.crs.code,
    basis: sayRuleBasis({ rulesTitle: run.ruleSet.title, ...run }),
    ...{ rules, ruleNotes, rows: listed, towns: readTownShapes(db), verdictColors },
    layers: layers.filter((layer) => layer.rows.length > 0),
  };
}

/** What a list is called where it stands by itself. */
export function listTitle(
  { projectName }: Pick<ProjectPosition, 'projectName'>,
  what: PlotSelection['what'],
): string {
  return `${projectName}${listNames[what]}`;
}

/** The rows with the verdicts of an earlier moment, replayed from the log. */
function asJudgedThen(rows: readonly StoredPlotListRow[], { reviews }: ReviewReplay): StoredPlotListRow[] {
  return rows.map((row) => {
    const value = reviews.get(row.plotId)?.value;
    return {
      ...row,
      status: value?.status ?? 'unjudged',
      verdictCode: value?.verdictCode ?? null,
      note: value?.note ?? null,
      answers: value?.answers ?? {},
    };
  });
}

function* commandsUpTo(db: ReadableDatabase, sequence: number) {
  for (const command of iterateCommands(db)) {
    if (command.sequence > sequence) return;
    yield command;
  }
}

function select(
  rows: readonly StoredPlotListRow[],
  { what, plotNos, plotIds }: PlotSelection,
): StoredPlotListRow[] {
  const wanted = plotNos === undefined ? undefined : new Set(plotNos);
  const wantedIds = plotIds === undefined ? undefined : new Set(plotIds);
  const selected = rows.filter(
    (row) =>
      (wanted === undefined || wanted.delete(row.plotNo)) &&
      (wantedIds === undefined || wantedIds.has(row.plotId)) &&
      (what === 'plots' || row.eligibility === 'eligible' || row.eligibility === 'partial'),
  );
  const unknown = wanted?.values().next().value;
  if (unknown !== undefined) throw new AppError('PLOT_NOT_FOUND', { plotNo: unknown });
  return selected;
}

function toListRow(
  row: StoredPlotListRow,
  rules: readonly { readonly code: string }[],
  scheme: VerdictScheme,
): Omit<PlotListRow, 'geometry' | 'ledgerCase'> {
  const option = scheme.options.find(({ code }) => code === row.verdictCode);
  return {
    plotNo: row.plotNo,
    townName: row.townName,
    villageName: row.villageName,
    landClassCode: row.landClassCode,
    formerLandClassCode: row.formerLandClassCode,
    restorationAttribute: row.restorationAttribute,
    outflowYear: row.outflowYear,
    recordedSquareMeters: row.recordedSquareMeters,
    grossSquareMeters: row.grossSquareMeters,
    netSquareMeters: row.netSquareMeters,
    grossMu: row.grossMu,
    deductionsMu: rules.map(({ code }) => (row.grossMu === null ? null : (row.exclusiveMu.get(code) ?? 0))),
    netMu: row.netMu,
    eligibility: row.eligibility,
    status: row.status,
    verdictTitle: option?.title ?? row.verdictCode,
    answers: option === undefined ? '' : describeAnswers(option, row.answers),
    note: row.note ?? '',
    added: row.added,
  };
}

function decode(project: OpenProject, row: StoredPlotListRow, wkb: Uint8Array | undefined) {
  const parsed = wkb === undefined ? undefined : parseWkb(wkb);
  if (parsed?.ok !== true) {
    throw new AppError('PROJECT_CORRUPT', { file: project.file, detail: `plot ${row.plotNo}` });
  }
  return parsed.value.polygons;
}

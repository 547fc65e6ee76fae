import { parseWkb } from '../../../shared/domain/geometry/parseWkb.ts';
import { describeAnswers } from '../../../shared/domain/review/describeAnswers.ts';
import type { VerdictScheme } from '../../../shared/domain/review/verdictScheme.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import { readVerdictScheme } from '../files/readVerdictSchemes.ts';
import { readChosenSchemeId } from '../storage/project/chosenScheme.ts';
import { readLatestRun, readRunRules, type StoredRun } from '../storage/project/eligibilityRuns.ts';
import type { OpenProject } from '../storage/project/openProject.ts';
import { readPlotListRows, type StoredPlotListRow } from '../storage/project/readPlotListRows.ts';
import { readPlotWkbs } from '../storage/project/readPlotWkbs.ts';
import type { PlotListRow, PlotListSnapshot } from './plotListSnapshot.ts';

export interface PlotSelection {
  /** `eligible`: only plots of which something may be restored. */
  readonly what: 'plots' | 'eligible';
  readonly plotNos?: readonly string[] | undefined;
}

/**
 * The plots of a project as they stand at this moment, with the newest run, in memory and independent of later
 * changes. Throws RUN_MISSING, PLOT_NOT_FOUND for a number that is not in the project.
 */
export function freezePlotList(project: OpenProject, selection: PlotSelection): PlotListSnapshot {
  const db = project.database;
  const run = readLatestRun(db);
  if (run === undefined) throw new AppError('RUN_MISSING', {});
  const runRules = readRunRules(db, run.runId);
  const rules = runRules.filter(({ plots }) => plots > 0).map(({ code, title }) => ({ code, title }));
  const scheme = readVerdictScheme(readChosenSchemeId(db));
  const rows = select(readPlotListRows(db, run.runId), selection);
  const wkbs = readPlotWkbs(
    db,
    rows.map(({ plotId }) => plotId),
  );
  return {
    title: `${project.name}${selection.what === 'eligible' ? '可恢复图斑清单' : '图斑清单'}`,
    crsCode: project.crs.code,
    rules,
    ruleNotes: runRules.map(({ code, title, documentNumber, clause, clauseText, layers }) => ({
      code,
      title,
      documentNumber,
      clause,
      clauseText,
      layers,
    })),
    rows: rows.map((row) => ({
      ...toListRow(row, rules, scheme),
      geometry: decode(project, row, wkbs.get(row.plotId)),
    })),
  };
}

/** What a release says of where its figures come from. */
export function describeOrigin(project: OpenProject, run: StoredRun): Record<string, unknown> {
  return {
    project: project.name,
    crs: project.crs.code,
    rulesId: run.rulesId,
    rulesVersion: run.rulesVersion,
    rulesSha256: run.rulesSha256,
    areaMethod: run.areaMethod,
    missingRules: run.missingRules,
  };
}

function select(rows: readonly StoredPlotListRow[], { what, plotNos }: PlotSelection): StoredPlotListRow[] {
  const wanted = plotNos === undefined ? undefined : new Set(plotNos);
  const selected = rows.filter(
    (row) =>
      (wanted === undefined || wanted.delete(row.plotNo)) &&
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
): Omit<PlotListRow, 'geometry'> {
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
    grossMu: row.grossMu,
    deductionsMu: rules.map(({ code }) => (row.grossMu === null ? null : (row.exclusiveMu.get(code) ?? 0))),
    netMu: row.netMu,
    eligibility: row.eligibility,
    status: row.status,
    verdictTitle: option?.title ?? row.verdictCode,
    answers: option === undefined ? '' : describeAnswers(option, row.answers),
    note: row.note ?? '',
  };
}

function decode(project: OpenProject, row: StoredPlotListRow, wkb: Uint8Array | undefined) {
  const parsed = wkb === undefined ? undefined : parseWkb(wkb);
  if (parsed?.ok !== true) {
    throw new AppError('PROJECT_CORRUPT', { file: project.file, detail: `plot ${row.plotNo}` });
  }
  return parsed.value.polygons;
}

import type { ReviewChange } from '../../../../shared/contract/records/reviewRecords.ts';
import type { JsonValue } from '../../../../shared/domain/review/canonicalJson.ts';
import { targetOfAddedPlot } from '../../../../shared/domain/review/reviewTarget.ts';
import { AppError } from '../../../../shared/errors/AppError.ts';
import { promoteToMultiPolygon } from '../geopackage/wkbBounds.ts';
import type { ReadableDatabase } from '../sqlite/Connection.ts';
import { sql } from '../sqlite/sql.ts';
import { type AddedPlot, addedPlotToJson } from './addedPlots.ts';
import { type CommandTarget, isAboutAddedPlot } from './commandLog.ts';
import { findPlotNumber } from './plots.ts';
import { changePlots, requireOpen } from './reviewCommands.ts';
import { readThing } from './reviewThings.ts';

const numberPrefix = '补-';
const numberDigits = 4;

/**
 * Makes a plot of what a reviewer drew outside the lists: one step to undo. Its number is 补-0001, 补-0002 …: the one
 * after the highest ever given in this project, undone ones included, so that no two plots ever share one.
 */
export function addPlot(
  project: CommandTarget,
  drawn: Omit<AddedPlot, 'plotNo' | 'by' | 'atUtc'>,
  by: string,
): ReviewChange {
  const db = project.database;
  const plotId = nextPlotId(db);
  const value = addedPlotToJson({
    ...drawn,
    wkb: promoteToMultiPolygon(drawn.wkb),
    plotNo: nextNumber(db),
    by,
    atUtc: project.clock().toISOString(),
  });
  return changePlots(project, 'review.added', [{ plotId, target: targetOfAddedPlot(plotId), value }], by);
}

/** What can be said anew of a plot that was drawn. */
export type AddedPlotChange = Partial<
  Pick<AddedPlot, 'townName' | 'villageName' | 'landClassCode' | 'remark'>
>;

/**
 * Says something else of a plot that was drawn; its number, its shape and who drew it stay. Throws PLOT_NOT_ADDED, and
 * PLOT_NOT_OPEN while it is looked at again or locked.
 */
export function changeAddedPlot(
  project: CommandTarget,
  plotId: number,
  changed: AddedPlotChange,
  by: string,
): ReviewChange {
  const old = requireAdded(project.database, plotId);
  requireOpen(project.database, plotId);
  const value = { ...(old as Record<string, JsonValue>), ...changed };
  const change = { plotId, target: targetOfAddedPlot(plotId), value };
  return changePlots(project, 'review.added.change', [change], by);
}

/** Takes a plot that was drawn away again. Throws PLOT_NOT_ADDED, and ADDED_PLOT_IN_USE while anything is on it. */
export function removeAddedPlot(project: CommandTarget, plotId: number, by: string): ReviewChange {
  requireAdded(project.database, plotId);
  const target = targetOfAddedPlot(plotId);
  return changePlots(project, 'review.added.remove', [{ plotId, target, value: null }], by);
}

function requireAdded(db: ReadableDatabase, plotId: number): JsonValue {
  const value = readThing(db, targetOfAddedPlot(plotId));
  if (value !== null) return value;
  throw new AppError('PLOT_NOT_ADDED', { plotNo: findPlotNumber(db, plotId) ?? `#${plotId}` });
}

/** After every id there ever was: rows of the log go on naming plots that are gone. */
function nextPlotId(db: ReadableDatabase): number {
  return (db.value<number>(sql`SELECT seq FROM sqlite_sequence WHERE name = 'plots'`) ?? 0) + 1;
}

function nextNumber(db: ReadableDatabase): string {
  const taken = db.column<string>(sql`
    SELECT plot_no FROM plots WHERE plot_no GLOB ${`${numberPrefix}*`}
    UNION SELECT json_extract(new_value, '$.plotNo') FROM command_log
      WHERE ${isAboutAddedPlot} AND new_value IS NOT NULL`);
  const numbers = taken.map((plotNo) => Number(plotNo.slice(numberPrefix.length))).filter(Number.isInteger);
  return `${numberPrefix}${String(Math.max(0, ...numbers) + 1).padStart(numberDigits, '0')}`;
}

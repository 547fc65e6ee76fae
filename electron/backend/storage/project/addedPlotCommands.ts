import type { ReviewChange } from '../../../../shared/contract/records/reviewRecords.ts';
import { targetOfAddedPlot } from '../../../../shared/domain/review/reviewTarget.ts';
import { AppError } from '../../../../shared/errors/AppError.ts';
import { promoteToMultiPolygon } from '../geopackage/wkbBounds.ts';
import type { ReadableDatabase } from '../sqlite/Connection.ts';
import { sql } from '../sqlite/sql.ts';
import { type AddedPlot, addedPlotToJson } from './addedPlots.ts';
import { type CommandTarget, isAboutAddedPlot } from './commandLog.ts';
import { findPlotNumber } from './plots.ts';
import { changePlots } from './reviewCommands.ts';
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

/** Takes a plot that was drawn away again. Throws PLOT_NOT_ADDED, and ADDED_PLOT_IN_USE while anything is on it. */
export function removeAddedPlot(project: CommandTarget, plotId: number, by: string): ReviewChange {
  const target = targetOfAddedPlot(plotId);
  if (readThing(project.database, target) === null) {
    throw new AppError('PLOT_NOT_ADDED', {
      plotNo: findPlotNumber(project.database, plotId) ?? `#${plotId}`,
    });
  }
  return changePlots(project, 'review.added.remove', [{ plotId, target, value: null }], by);
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

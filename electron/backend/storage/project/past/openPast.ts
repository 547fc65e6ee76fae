import type { PastMoment, PastRequest } from '../../../../../shared/contract/records/historyRecords.ts';
import { openPastDatabase, type PastDatabase } from '../../sqlite/openPastDatabase.ts';
import { sql } from '../../sqlite/sql.ts';
import { readLastSequence } from '../commandLog.ts';
import type { OpenProject } from '../openProject.ts';
import { copyTables, indexCopies } from './copyTables.ts';
import { findMoment } from './findMoment.ts';
import { rewindLayers } from './rewindLayers.ts';
import { rewindReview } from './rewindReview.ts';
import { rewindRuns } from './rewindRuns.ts';
import { rewindSurroundings } from './rewindSurroundings.ts';

/** A project as it stood at a moment: every query that reads a project reads this one, and nothing writes to it. */
export interface PastProject extends OpenProject {
  readonly database: PastDatabase;
  readonly moment: PastMoment;
}

/** What changes while a project is worked on; the rest (features, pieces, evidence, pictures) is added once and stays. */
const copied = [
  'project',
  'layers',
  'layer_fields',
  'gpkg_spatial_ref_sys',
  'gpkg_contents',
  'gpkg_geometry_columns',
  'gpkg_extensions',
  'imagery',
  'plots',
  'verdicts',
  'markup',
  'plot_parts',
  'proposed_boundaries',
  'ledger_cases',
  'photos',
  'photo_plots',
  'samples',
  'second_looks',
  'looks',
  'assignments',
  'sweep_grid',
  'sweep_marks',
];

/** Those that are looked into by plot. Plots and verdicts have their keys; their orders are made when one is asked for. */
const indexed = ['markup', 'photo_plots', 'second_looks', 'looks', 'assignments'];

/**
 * Opens a project as it stood at a time or after a row of the log: tables in memory, made from those of today and the
 * replayed log, hide those of the file. The file is only read. To be closed by the caller, before the project is.
 * What is for looking only (offsets of pictures, saved filters, scenarios) stays that of today.
 * A plot that is in a second look now stays as it is now: what it said then is its first verdict, which nobody is told.
 * Throws MOMENT_UNKNOWN.
 */
export function openPast(project: OpenProject, request: PastRequest): PastProject {
  const { sequence, atUtc, commandAtUtc } = findMoment(project.database, request);
  const past = openPastDatabase(project.file);
  try {
    // one state of the file for all that is read while the past is made
    past.script('BEGIN');
    endLog(past, sequence);
    copyTables(past, copied);
    const removedLayers = rewindLayers(past, sequence);
    const runKept = rewindRuns(past, sequence);
    const blindPlots = rewindReview(past, sequence, commandAtUtc);
    forgetPlotsGone(past);
    rewindSurroundings(past, sequence);
    indexCopies(past, indexed);
    past.script('COMMIT');
    past.seal();
    const moment = {
      ...{ sequence, atUtc, commandAtUtc, removedLayers, runKept, blindPlots },
      laterCommands: readLastSequence(project.database) - sequence,
    };
    const close = () => {
      if (past.isOpen) past.close();
    };
    return { ...project, database: past, moment, close };
  } catch (error) {
    past.close();
    throw error;
  }
}

/** The log up to the row, with its head. */
function endLog(past: PastDatabase, sequence: number): void {
  past.script(`CREATE TEMP VIEW command_log AS SELECT * FROM live.command_log WHERE sequence <= ${sequence}`);
  copyTables(past, ['command_log_head']);
  past.run(sql`
    UPDATE main.command_log_head SET (sequence, hash) =
      (SELECT sequence, hash FROM live.command_log WHERE sequence = ${sequence})`);
}

/** What hangs on plots that came later goes with them, as SQLite does it in the file by its foreign keys. */
function forgetPlotsGone(past: PastDatabase): void {
  const gone = sql`SELECT 1 FROM live.plots WHERE plot_id NOT IN (SELECT plot_id FROM plots) LIMIT 1`;
  if (past.value(gone) === undefined) return;
  for (const table of [
    'verdicts',
    'markup',
    'plot_parts',
    'proposed_boundaries',
    'ledger_cases',
    'photo_plots',
    'second_looks',
    'looks',
    'assignments',
  ]) {
    past.script(`DELETE FROM ${table} WHERE plot_id NOT IN (SELECT plot_id FROM plots)`);
  }
}

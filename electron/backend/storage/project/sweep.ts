import type { SweepCell, SweepGrid, SweepMark } from '../../../../shared/contract/records/qualityRecords.ts';
import type { Bounds } from '../../../../shared/domain/geometry/multiPolygon.ts';
import { AppError } from '../../../../shared/errors/AppError.ts';
import type { ReadableDatabase } from '../sqlite/Connection.ts';
import { sql } from '../sqlite/sql.ts';
import { type Command, type CommandTarget, runCommand } from './commandLog.ts';

/** The grid of the sweep with its marks; null before one is begun. */
export function readSweepGrid(db: ReadableDatabase): SweepGrid | null {
  const grid = db.get<Omit<SweepGrid, 'marks'>>(sql`
    SELECT min_x AS minX, max_y AS maxY, cell_size AS cellSize, columns, rows FROM sweep_grid`);
  if (grid === undefined) return null;
  const marks = db.all<SweepCell>(
    sql`SELECT cell, mark, note, marked_by AS by FROM sweep_marks ORDER BY cell`,
  );
  return { ...grid, marks };
}

/** Covers bounds with square cells; a grid before it and its marks are dropped. */
export function beginSweep(project: CommandTarget, bounds: Bounds, cellSize: number, by: string): SweepGrid {
  const db = project.database;
  const before = readSweepGrid(db);
  const grid = {
    minX: bounds.minX,
    maxY: bounds.maxY,
    cellSize,
    columns: Math.max(1, Math.ceil((bounds.maxX - bounds.minX) / cellSize)),
    rows: Math.max(1, Math.ceil((bounds.maxY - bounds.minY) / cellSize)),
  };
  const oldValue = before === null ? null : { ...before, marks: before.marks.map((mark) => ({ ...mark })) };
  runCommand(project, { kind: 'sweep.begin', target: 'sweep', by, oldValue, newValue: grid }, () => {
    db.run(sql`DELETE FROM sweep_marks`);
    db.run(sql`
      INSERT OR REPLACE INTO sweep_grid (id, min_x, max_y, cell_size, columns, rows)
      VALUES (1, ${grid.minX}, ${grid.maxY}, ${grid.cellSize}, ${grid.columns}, ${grid.rows})`);
  });
  return { ...grid, marks: [] };
}

/** Says of a cell that nothing is missing in it, or that something is; null takes it back. Throws SWEEP_NOT_BEGUN, SWEEP_CELL_UNKNOWN. */
export function markCell(
  project: CommandTarget,
  cell: number,
  mark: SweepMark | null,
  note: string,
  by: string,
): SweepGrid {
  const db = project.database;
  const grid = readSweepGrid(db);
  if (grid === null) throw new AppError('SWEEP_NOT_BEGUN', {});
  const cells = grid.columns * grid.rows;
  if (cell >= cells) throw new AppError('SWEEP_CELL_UNKNOWN', { cell, cells });
  const before = grid.marks.find((one) => one.cell === cell);
  const command: Command = {
    kind: 'sweep.mark',
    target: `cell:${cell}`,
    by,
    oldValue: before === undefined ? null : { mark: before.mark, note: before.note, by: before.by },
    newValue: mark === null ? null : { mark, note, by },
  };
  runCommand(project, command, (_, { atUtc }) => {
    db.run(sql`DELETE FROM sweep_marks WHERE cell = ${cell}`);
    if (mark === null) return;
    db.run(sql`
      INSERT INTO sweep_marks (cell, mark, note, marked_by, marked_at_utc)
      VALUES (${cell}, ${mark}, ${note}, ${by}, ${atUtc})`);
  });
  return readSweepGrid(db) ?? grid;
}

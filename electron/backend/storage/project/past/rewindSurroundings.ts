import type { PastDatabase } from '../../sqlite/openPastDatabase.ts';
import { sql } from '../../sqlite/sql.ts';
import { isAboutAddedPlot } from '../commandLog.ts';
import { restoreLooks } from '../coverage.ts';

/** Puts back what stands in the log beside the plots: the scheme, samples, photos, coverage and the sweep. */
export function rewindSurroundings(past: PastDatabase, sequence: number): void {
  const scheme = past.value<string>(sql`
    SELECT json_extract(old_value, '$.schemeId') FROM live.command_log
    WHERE sequence > ${sequence} AND kind = 'project.scheme' ORDER BY sequence LIMIT 1`);
  if (scheme !== undefined) past.run(sql`UPDATE project SET scheme_id = ${scheme}`);
  past.run(sql`DELETE FROM samples WHERE sequence > ${sequence}`);
  past.run(sql`
    DELETE FROM photos WHERE photo_id IN (
      SELECT json_extract(p.value, '$.photoId') FROM live.command_log c, json_each(c.new_value) p
      WHERE c.sequence > ${sequence} AND c.kind = 'photo.add')`);
  rewindLooks(past, sequence);
  rewindSweep(past, sequence);
}

function rewindLooks(past: PastDatabase, sequence: number): void {
  // a drawn plot takes its looks with it when it is taken away
  const changed = past.value(sql`
    SELECT 1 FROM live.command_log c
    WHERE sequence > ${sequence} AND (kind = 'coverage.looks' OR (${isAboutAddedPlot} AND new_value IS NULL))`);
  if (changed) restoreLooks(past, sql`1`, sequence);
}

function rewindSweep(past: PastDatabase, sequence: number): void {
  if (!past.value(sql`SELECT 1 FROM live.command_log WHERE sequence > ${sequence} AND kind GLOB 'sweep.*'`))
    return;
  past.run(sql`DELETE FROM sweep_marks`);
  past.run(sql`DELETE FROM sweep_grid`);
  const begin = past.get<{ sequence: number; new_value: string }>(sql`
    SELECT sequence, new_value FROM live.command_log WHERE sequence <= ${sequence} AND kind = 'sweep.begin'
    ORDER BY sequence DESC LIMIT 1`);
  if (begin === undefined) return;
  past.run(sql`
    INSERT INTO sweep_grid (id, min_x, max_y, cell_size, columns, rows)
    SELECT 1, value ->> 'minX', value ->> 'maxY', value ->> 'cellSize', value ->> 'columns', value ->> 'rows'
    FROM (SELECT ${begin.new_value} AS value)`);
  past.run(sql`
    INSERT INTO sweep_marks (cell, mark, note, marked_by, marked_at_utc)
    SELECT CAST(substr(target, 6) AS INTEGER), new_value ->> 'mark', new_value ->> 'note', new_value ->> 'by', at_utc
    FROM live.command_log c
    WHERE kind = 'sweep.mark' AND new_value IS NOT NULL AND sequence = (
      SELECT max(sequence) FROM live.command_log d
      WHERE d.target = c.target AND d.sequence > ${begin.sequence} AND d.sequence <= ${sequence})`);
}

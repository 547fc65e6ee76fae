import type { ReadableDatabase } from '../sqlite/Connection.ts';
import { sql } from '../sqlite/sql.ts';
import { isAboutAddedPlot } from './commandLog.ts';

/** The first row of the log after a given one that changed plots, layers or imagery; undefined where none did. */
export function findStructureChange(db: ReadableDatabase, sequence: number): number | undefined {
  return db.value<number>(sql`
    SELECT sequence FROM command_log
    WHERE sequence > ${sequence}
      AND (kind GLOB 'layer.*' OR kind GLOB 'import.*' OR kind GLOB 'imagery.*' OR kind GLOB 'plot.*'
        OR (${isAboutAddedPlot}))
    ORDER BY sequence LIMIT 1`);
}

import { existsSync } from 'node:fs';
import { openDatabase } from '../sqlite/openDatabase.ts';
import { sql } from '../sqlite/sql.ts';
import { initialiseGeoPackage } from './initialiseGeoPackage.ts';
import { createTilePyramid, prepareTileInsert, readTile, type TilePyramidDefinition } from './tilePyramid.ts';

/** The one tile table of an image pack. */
export const packTable = 'tiles';

const batchBytes = 24 << 20;

/** An image pack while it is written. Tiles of a block that was not finished are written again when it goes on. */
export interface PackWriter {
  /** Blocks that are in the file for good. */
  readonly blocksDone: number;
  insert(zoom: number, column: number, row: number, data: Uint8Array): void;
  read(zoom: number, column: number, row: number): Uint8Array | undefined;
  /** Makes what was inserted readable. */
  flush(): void;
  /** Everything of this many blocks has been inserted. */
  finishBlocks(count: number): void;
  /** Leaves a GeoPackage that holds nothing of ours but the tiles. */
  finish(): { readonly tiles: number; readonly bytes: number };
  close(): void;
}

/** Creates a pack, or opens one that was cut off. Throws what SQLite can fail with: DISK_FULL, PROJECT_CORRUPT. */
export function openPackWriter(path: string, definition: Omit<TilePyramidDefinition, 'table'>): PackWriter {
  const isThere = existsSync(path);
  const db = openDatabase(path, { create: true, journal: 'delete' });
  try {
    // where power failed before the first commit there is a file without tables
    if (!isThere || db.value(sql`SELECT 1 FROM sqlite_schema WHERE name = 'th_progress'`) === undefined) {
      db.transaction(() => {
        initialiseGeoPackage(db);
        createTilePyramid(db, { ...definition, table: packTable });
        db.script(
          'CREATE TABLE th_progress (blocks_done INTEGER NOT NULL) STRICT; INSERT INTO th_progress VALUES (0);',
        );
      });
    }
    const insert = prepareTileInsert(db, packTable);
    const blocksDone = db.value<number>(sql`SELECT blocks_done FROM th_progress`) ?? 0;
    let waiting: (readonly [number, number, number, Uint8Array])[] = [];
    let waitingBytes = 0;
    const flush = (alsoWrite?: () => void) => {
      const batch = waiting;
      waiting = [];
      waitingBytes = 0;
      db.transaction(() => {
        for (const tile of batch) insert(...tile);
        alsoWrite?.();
      });
    };
    return {
      blocksDone,
      insert(zoom, column, row, data) {
        waiting.push([zoom, column, row, data]);
        waitingBytes += data.byteLength;
        if (waitingBytes >= batchBytes) flush();
      },
      read: (zoom, column, row) => readTile(db, packTable, zoom, column, row),
      flush: () => flush(),
      finishBlocks: (count) => flush(() => db.run(sql`UPDATE th_progress SET blocks_done = ${count}`)),
      finish() {
        flush(() => db.script('DROP TABLE th_progress'));
        return (
          db.get<{ tiles: number; bytes: number }>(
            sql`SELECT count(*) AS tiles, coalesce(sum(length(tile_data)), 0) AS bytes FROM tiles`,
          ) ?? { tiles: 0, bytes: 0 }
        );
      },
      close: () => db.close(),
    };
  } catch (error) {
    db.close();
    throw error;
  }
}

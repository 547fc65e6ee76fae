import type { ReadableDatabase } from '../sqlite/Connection.ts';
import { identifier, sql } from '../sqlite/sql.ts';
import { spatialIndexName } from './spatialIndex.ts';

/** Features of a table with the boxes the R-tree has for them: 32-bit numbers rounded outwards. */
export interface IndexedBoxes {
  readonly fids: Float64Array;
  /** minX, minY, maxX, maxY of each. */
  readonly boxes: Float64Array;
}

const headerBytes = 4;
/** A 64-bit id and four 32-bit floats: minX, maxX, minY, maxY, all big-endian. */
const cellBytes = 24;

/**
 * The whole R-tree of a feature table, from the leaves of its node table (SQLite's R-tree module, "node structure"):
 * ten times faster than row by row through the virtual table. Features of a leaf are neighbours on the ground.
 */
export function readIndexedBoxes(db: ReadableDatabase, table: string): IndexedBoxes {
  const index = spatialIndexName(table);
  const leaves = db.all<{ readonly data: Uint8Array }>(sql`
    SELECT data FROM ${identifier(`${index}_node`)}
    WHERE nodeno NOT IN (SELECT parentnode FROM ${identifier(`${index}_parent`)}) ORDER BY nodeno`);
  const views = leaves.map(({ data }) => new DataView(data.buffer, data.byteOffset, data.byteLength));
  const count = views.reduce((sum, view) => sum + view.getUint16(2), 0);
  const fids = new Float64Array(count);
  const boxes = new Float64Array(count * 4);
  let i = 0;
  for (const view of views) {
    const end = headerBytes + view.getUint16(2) * cellBytes;
    for (let at = headerBytes; at < end; at += cellBytes, i++) {
      fids[i] = Number(view.getBigInt64(at));
      boxes[i * 4] = view.getFloat32(at + 8);
      boxes[i * 4 + 1] = view.getFloat32(at + 16);
      boxes[i * 4 + 2] = view.getFloat32(at + 12);
      boxes[i * 4 + 3] = view.getFloat32(at + 20);
    }
  }
  return { fids, boxes };
}

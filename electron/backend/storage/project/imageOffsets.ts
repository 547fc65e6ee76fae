import type { ImageOffset, ImagePair } from '../../../../shared/contract/records/imageryRecords.ts';
import type { JsonValue } from '../../../../shared/domain/review/canonicalJson.ts';
import { type EpochOffset, isLargeOffset } from '../../../../shared/domain/review/epochOffset.ts';
import { AppError } from '../../../../shared/errors/AppError.ts';
import type { ReadableDatabase } from '../sqlite/Connection.ts';
import { sql } from '../sqlite/sql.ts';
import { type Command, type CommandTarget, runCommand } from './commandLog.ts';
import { findImagery } from './imagery.ts';
import { getPlotDetail } from './plots.ts';

interface OffsetRow {
  plot_id: number;
  earlier_imagery_id: number;
  later_imagery_id: number;
  east_meters: number;
  north_meters: number;
}

/** Every offset of the project. */
export function readImageOffsets(db: ReadableDatabase): ImageOffset[] {
  return db
    .all<OffsetRow>(sql`SELECT * FROM image_offsets ORDER BY plot_id, earlier_imagery_id, later_imagery_id`)
    .map((row) => ({
      plotId: row.plot_id,
      earlierImageId: String(row.earlier_imagery_id),
      laterImageId: String(row.later_imagery_id),
      eastMeters: row.east_meters,
      northMeters: row.north_meters,
    }));
}

/**
 * Records how a plot's earlier image is laid over its later one; null takes the record away. A large offset is marked
 * as such in the log. What is recorded already is not recorded again. Throws PLOT_NOT_FOUND, LAYER_NOT_FOUND.
 */
export function setImageOffset(
  project: CommandTarget,
  pair: ImagePair,
  offset: EpochOffset | null,
  by: string,
): void {
  const db = project.database;
  getPlotDetail(db, pair.plotId); // throws PLOT_NOT_FOUND
  for (const imageId of [pair.earlierImageId, pair.laterImageId]) {
    if (findImagery(db, imageId) === undefined) throw new AppError('LAYER_NOT_FOUND', { layer: imageId });
  }
  const { plotId } = pair;
  const [earlierId, laterId] = [Number(pair.earlierImageId), Number(pair.laterImageId)];
  const old = db.get<OffsetRow>(sql`
    SELECT * FROM image_offsets
    WHERE plot_id = ${plotId} AND earlier_imagery_id = ${earlierId} AND later_imagery_id = ${laterId}`);
  const before = old === undefined ? null : { eastMeters: old.east_meters, northMeters: old.north_meters };
  if (before?.eastMeters === offset?.eastMeters && before?.northMeters === offset?.northMeters) return;
  const command: Command = {
    kind: 'imagery.offset',
    target: `offset:${plotId}/${earlierId}-${laterId}`,
    by,
    oldValue: toJson(before),
    newValue: toJson(offset),
  };
  runCommand(project, command, (write, { atUtc }) => {
    if (offset === null) {
      write.run(sql`
        DELETE FROM image_offsets
        WHERE plot_id = ${plotId} AND earlier_imagery_id = ${earlierId} AND later_imagery_id = ${laterId}`);
      return;
    }
    write.run(sql`
      INSERT OR REPLACE INTO image_offsets
      VALUES (${plotId}, ${earlierId}, ${laterId}, ${offset.eastMeters}, ${offset.northMeters}, ${by}, ${atUtc})`);
  });
}

function toJson(offset: EpochOffset | null): JsonValue {
  if (offset === null) return null;
  const { eastMeters, northMeters } = offset;
  return { eastMeters, northMeters, large: isLargeOffset(offset) };
}

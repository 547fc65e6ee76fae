import type { ImagerySummary } from '../../../../shared/contract/records.ts';
import type { Bounds } from '../../../../shared/domain/geometry/multiPolygon.ts';
import type { ReadableDatabase, WritableDatabase } from '../sqlite/Connection.ts';
import { sql } from '../sqlite/sql.ts';

/** An image pack as it is recorded; `resolution` is in CRS units per pixel of the finest level. */
export interface ImageryRecord {
  readonly name: string;
  readonly epoch: string;
  /** File name inside the project's imagery folder. */
  readonly packFile: string;
  readonly width: number;
  readonly height: number;
  readonly bands: number;
  readonly crs: string;
  readonly resolution: number;
  readonly bounds: Bounds;
  readonly tileSize: number;
  readonly levels: number;
  readonly tiles: number;
  readonly bytes: number;
  readonly sourceFile: string;
  readonly sourceSha256: string;
}

interface ImageryRow {
  imagery_id: number;
  name: string;
  epoch: string;
  pack_file: string;
  width: number;
  height: number;
  bands: number;
  crs: string;
  resolution: number;
  min_x: number;
  min_y: number;
  max_x: number;
  max_y: number;
  tile_size: number;
  levels: number;
  tiles: number;
  bytes: number;
  source_sha256: string;
}

const metersPerDegree = 111_320;

/** Records a pack whose file is already in place; returns its id. */
export function insertImagery(db: WritableDatabase, record: ImageryRecord, atUtc: string): number {
  const { bounds } = record;
  return db.run(sql`
    INSERT INTO imagery (name, epoch, pack_file, width, height, bands, crs, resolution,
      min_x, min_y, max_x, max_y, tile_size, levels, tiles, bytes, source_file, source_sha256, imported_at_utc)
    VALUES (${record.name}, ${record.epoch}, ${record.packFile}, ${record.width}, ${record.height}, ${record.bands},
      ${record.crs}, ${record.resolution}, ${bounds.minX}, ${bounds.minY}, ${bounds.maxX}, ${bounds.maxY},
      ${record.tileSize}, ${record.levels}, ${record.tiles}, ${record.bytes}, ${record.sourceFile},
      ${record.sourceSha256}, ${atUtc})`).lastInsertRowid;
}

/** All packs, earlier epochs first. */
export function listImagery(db: ReadableDatabase): ImagerySummary[] {
  return db.all<ImageryRow>(sql`SELECT * FROM imagery ORDER BY epoch, imagery_id`).map(rowToImagery);
}

/** File name of a pack inside the project's imagery folder. */
export function findPackFile(db: ReadableDatabase, imageId: string): string | undefined {
  return db.value<string>(sql`SELECT pack_file FROM imagery WHERE imagery_id = ${Number(imageId)}`);
}

function rowToImagery(row: ImageryRow): ImagerySummary {
  const isGeographic = row.resolution < 0.01;
  return {
    id: String(row.imagery_id),
    name: row.name,
    epoch: row.epoch,
    width: row.width,
    height: row.height,
    bands: row.bands,
    crs: row.crs,
    resolutionMeters: isGeographic ? row.resolution * metersPerDegree : row.resolution,
    bounds: { minX: row.min_x, minY: row.min_y, maxX: row.max_x, maxY: row.max_y },
    tileOrigin: [row.min_x, row.max_y],
    tileSize: row.tile_size,
    resolutions: Array.from(
      { length: row.levels },
      (_, zoom) => row.resolution * 2 ** (row.levels - 1 - zoom),
    ),
    tiles: row.tiles,
    bytes: row.bytes,
    sourceSha256: row.source_sha256,
  };
}

import type { ImagerySummary } from '../../../../shared/contract/records/imageryRecords.ts';
import type { Bounds } from '../../../../shared/domain/geometry/multiPolygon.ts';
import type { ReadableDatabase, WritableDatabase } from '../sqlite/Connection.ts';
import { sql } from '../sqlite/sql.ts';

/** An image pack as it is recorded; `resolution` is in CRS units per pixel of the finest level. */
export interface ImageryRecord {
  readonly name: string;
  readonly epoch: string;
  /** Satellite and sensor; empty where unknown. */
  readonly sensor: string;
  /** File name inside the project's imagery folder. */
  readonly packFile: string;
  readonly width: number;
  readonly height: number;
  readonly bands: number;
  readonly crs: string;
  readonly resolution: number;
  readonly bounds: Bounds;
  /** Top left corner of the tile grid. */
  readonly tileOrigin: readonly [number, number];
  readonly tileSize: number;
  readonly levels: number;
  readonly tiles: number;
  readonly bytes: number;
  readonly sourceFile: string;
  /** SHA-256 of the source; of several sheets the hash of their hashes in order. */
  readonly sourceSha256: string;
  readonly sourceBytes: number;
  /** How the pack was made: the same source made in the same way gives the same pack. */
  readonly recipe: string;
  readonly sheets: readonly ImagerySheet[];
}

/** A source file of an epoch; a later one lies on top where they overlap. */
export interface ImagerySheet {
  readonly file: string;
  readonly sha256: string;
}

interface ImageryRow {
  imagery_id: number;
  name: string;
  epoch: string;
  sensor: string;
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
  tile_origin_x: number | null;
  tile_origin_y: number | null;
  tile_size: number;
  levels: number;
  tiles: number;
  bytes: number;
  source_sha256: string;
}

const metersPerDegree = 111_320;

/** Records a pack whose file is already in place; returns its id. */
export function insertImagery(db: WritableDatabase, record: ImageryRecord, atUtc: string): number {
  const { bounds, tileOrigin } = record;
  const id = db.run(sql`
    INSERT INTO imagery (name, epoch, sensor, pack_file, width, height, bands, crs, resolution,
      min_x, min_y, max_x, max_y, tile_origin_x, tile_origin_y, tile_size, levels, tiles, bytes,
      source_file, source_sha256, source_bytes, recipe, imported_at_utc)
    VALUES (${record.name}, ${record.epoch}, ${record.sensor}, ${record.packFile}, ${record.width}, ${record.height},
      ${record.bands}, ${record.crs}, ${record.resolution}, ${bounds.minX}, ${bounds.minY}, ${bounds.maxX}, ${bounds.maxY},
      ${tileOrigin[0]}, ${tileOrigin[1]}, ${record.tileSize}, ${record.levels}, ${record.tiles}, ${record.bytes},
      ${record.sourceFile}, ${record.sourceSha256}, ${record.sourceBytes}, ${record.recipe}, ${atUtc})`).lastInsertRowid;
  for (const [index, sheet] of record.sheets.entries()) {
    db.run(sql`
      INSERT INTO imagery_sheets (imagery_id, position, source_file, source_sha256)
      VALUES (${id}, ${index + 1}, ${sheet.file}, ${sheet.sha256})`);
  }
  return id;
}

/** A pack of an epoch made in the same way from sources of the same size: worth comparing hashes with. */
export function findSamePack(
  db: ReadableDatabase,
  wanted: { readonly sourceBytes: number; readonly recipe: string; readonly epoch: string },
): { readonly imageId: string; readonly sourceSha256: string } | undefined {
  return db.get<{ imageId: string; sourceSha256: string }>(sql`
    SELECT CAST(imagery_id AS TEXT) AS imageId, source_sha256 AS sourceSha256 FROM imagery
    WHERE epoch = ${wanted.epoch} AND recipe = ${wanted.recipe} AND source_bytes = ${wanted.sourceBytes}
    ORDER BY imagery_id DESC LIMIT 1`);
}

/** One pack; undefined where there is none of this id. */
export function findImagery(db: ReadableDatabase, imageId: string): ImagerySummary | undefined {
  const row = db.get<ImageryRow>(sql`SELECT * FROM imagery WHERE imagery_id = ${Number(imageId)}`);
  return row === undefined ? undefined : rowToImagery(row);
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
    sensor: row.sensor,
    width: row.width,
    height: row.height,
    bands: row.bands,
    crs: row.crs,
    resolutionMeters: isGeographic ? row.resolution * metersPerDegree : row.resolution,
    bounds: { minX: row.min_x, minY: row.min_y, maxX: row.max_x, maxY: row.max_y },
    tileOrigin: [row.tile_origin_x ?? row.min_x, row.tile_origin_y ?? row.max_y],
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

import type { CoordinateSystem } from '../../../../shared/domain/crs/coordinateSystem.ts';
import type { Bounds } from '../../../../shared/domain/geometry/multiPolygon.ts';
import type { ReadableDatabase, WritableDatabase } from '../sqlite/Connection.ts';
import { quoteIdentifier, sql } from '../sqlite/sql.ts';
import { registerCoordinateSystem } from './initialiseGeoPackage.ts';

/** One zoom level of a pyramid: all levels share the top-left corner of the matrix set. */
export interface TileLevel {
  readonly zoom: number;
  readonly columns: number;
  readonly rows: number;
  readonly resolution: number;
}

export interface TilePyramidDefinition {
  readonly table: string;
  readonly title: string;
  readonly crs: CoordinateSystem;
  /** Extent of the picture itself. */
  readonly bounds: Bounds;
  readonly tileSize: number;
  readonly levels: readonly TileLevel[];
  readonly changedAtUtc: string;
}

/** Creates and registers an empty tile pyramid table (GeoPackage 1.3 §2.2). */
export function createTilePyramid(db: WritableDatabase, definition: TilePyramidDefinition): void {
  const { table, bounds, tileSize, levels } = definition;
  const srsId = registerCoordinateSystem(db, definition.crs);
  db.script(`
    CREATE TABLE IF NOT EXISTS gpkg_tile_matrix_set (
      table_name TEXT NOT NULL PRIMARY KEY,
      srs_id INTEGER NOT NULL,
      min_x DOUBLE NOT NULL, min_y DOUBLE NOT NULL, max_x DOUBLE NOT NULL, max_y DOUBLE NOT NULL,
      CONSTRAINT fk_gtms_table_name FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
      CONSTRAINT fk_gtms_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id)
    );
    CREATE TABLE IF NOT EXISTS gpkg_tile_matrix (
      table_name TEXT NOT NULL,
      zoom_level INTEGER NOT NULL,
      matrix_width INTEGER NOT NULL,
      matrix_height INTEGER NOT NULL,
      tile_width INTEGER NOT NULL,
      tile_height INTEGER NOT NULL,
      pixel_x_size DOUBLE NOT NULL,
      pixel_y_size DOUBLE NOT NULL,
      CONSTRAINT pk_ttm PRIMARY KEY (table_name, zoom_level),
      CONSTRAINT fk_tmm_table_name FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name)
    );
    CREATE TABLE ${quoteIdentifier(table)} (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      zoom_level INTEGER NOT NULL,
      tile_column INTEGER NOT NULL,
      tile_row INTEGER NOT NULL,
      tile_data BLOB NOT NULL,
      UNIQUE (zoom_level, tile_column, tile_row)
    );`);
  db.run(sql`
    INSERT INTO gpkg_contents VALUES (${table}, 'tiles', ${definition.title}, '', ${definition.changedAtUtc},
      ${bounds.minX}, ${bounds.minY}, ${bounds.maxX}, ${bounds.maxY}, ${srsId})`);
  const matrixBounds = boundsOfMatrixSet(definition);
  db.run(sql`
    INSERT INTO gpkg_tile_matrix_set VALUES (${table}, ${srsId},
      ${matrixBounds.minX}, ${matrixBounds.minY}, ${matrixBounds.maxX}, ${matrixBounds.maxY})`);
  for (const { zoom, columns, rows, resolution } of levels) {
    db.run(sql`
      INSERT INTO gpkg_tile_matrix VALUES (${table}, ${zoom}, ${columns}, ${rows}, ${tileSize}, ${tileSize},
        ${resolution}, ${resolution})`);
  }
}

/** Grid of a pyramid: its top left corner, the extent of the picture and its levels, coarse to fine. */
export interface PyramidGrid {
  readonly bounds: Bounds;
  readonly origin: readonly [x: number, y: number];
  readonly tileSize: number;
  readonly resolutions: readonly number[];
}

/** Undefined where the table is no pyramid. */
export function readPyramidGrid(db: ReadableDatabase, table: string): PyramidGrid | undefined {
  const extent = db.get<Bounds & { readonly left: number; readonly top: number }>(sql`
    SELECT c.min_x AS minX, c.min_y AS minY, c.max_x AS maxX, c.max_y AS maxY, s.min_x AS left, s.max_y AS top
    FROM gpkg_contents c JOIN gpkg_tile_matrix_set s USING (table_name) WHERE table_name = ${table}`);
  const levels = db.all<{ readonly resolution: number; readonly tileSize: number }>(sql`
    SELECT pixel_x_size AS resolution, tile_width AS tileSize FROM gpkg_tile_matrix
    WHERE table_name = ${table} ORDER BY zoom_level`);
  const [coarsest] = levels;
  if (extent === undefined || coarsest === undefined) return undefined;
  const { left, top, ...bounds } = extent;
  return {
    bounds,
    origin: [left, top],
    tileSize: coarsest.tileSize,
    resolutions: levels.map(({ resolution }) => resolution),
  };
}

/** A function that stores one encoded tile, in place of one that is there. */
export function prepareTileInsert(
  db: WritableDatabase,
  table: string,
): (zoom: number, column: number, row: number, bytes: Uint8Array) => void {
  const insert = db.prepareRun(
    `INSERT OR REPLACE INTO ${quoteIdentifier(table)} (zoom_level, tile_column, tile_row, tile_data) VALUES (?, ?, ?, ?)`,
  );
  return (zoom, column, row, bytes) => insert([zoom, column, row, bytes]);
}

/** The encoded bytes of one tile, undefined where the pyramid has none. */
export function readTile(
  db: ReadableDatabase,
  table: string,
  zoom: number,
  column: number,
  row: number,
): Uint8Array | undefined {
  return db.value<Uint8Array>({
    text: `SELECT tile_data FROM ${quoteIdentifier(table)} WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?`,
    values: [zoom, column, row],
  });
}

/** The standard wants the matrix set to be exactly as large as each level's matrix, so the coarsest rules. */
function boundsOfMatrixSet({ bounds, tileSize, levels }: TilePyramidDefinition): Bounds {
  const coarsest = levels[0];
  if (coarsest === undefined) throw new Error('a tile pyramid needs at least one level');
  return {
    minX: bounds.minX,
    maxY: bounds.maxY,
    maxX: bounds.minX + coarsest.columns * tileSize * coarsest.resolution,
    minY: bounds.maxY - coarsest.rows * tileSize * coarsest.resolution,
  };
}

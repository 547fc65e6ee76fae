import { closeSync, openSync, readSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import type { Bounds } from '../../../../shared/domain/geometry/multiPolygon.ts';
import { quoteIdentifier } from '../sqlite/sql.ts';
import { ForeignDatabaseError } from './ForeignDatabase.ts';

/** The finest level of a tile set: a grid of tiles counted from its top left. */
export interface ForeignTileLevel {
  /** EPSG code as the file states it, else its WKT; both null where it names none. */
  readonly crs: { readonly code: string | null; readonly wkt: string | null };
  /** Position of tile (0, 0)'s outer corner and side lengths of a tile, in CRS units. */
  readonly originX: number;
  readonly originY: number;
  readonly tileWidth: number;
  readonly tileHeight: number;
  readonly firstColumn: number;
  readonly lastColumn: number;
  readonly firstRow: number;
  readonly lastRow: number;
  /** Extent of the picture where the file says it: longitude and latitude for MBTiles, CRS units for GeoPackage. */
  readonly bounds: Bounds | null;
  readonly kind: 'mbtiles' | 'geopackage';
  /** Some tile of the level. */
  readonly sample: Uint8Array;
}

type Opened = [ForeignTileLevel, (column: number, row: number) => Uint8Array | undefined];
type Row = Readonly<Record<string, unknown>>;

const largestTileBytes = 16 << 20;
const halfEquator = 20_037_508.342789244;
const deepestZoom = 30;

/**
 * A tile set of a stranger (MBTiles 1.3, GeoPackage 1.3 §2.2), read in place and never written. trusted_schema is off
 * and only real tables are asked: a view could run for ever. MBTiles that keep each picture once have a view `tiles`
 * over the tables `map` and `images`; those two are read instead. Throws ForeignDatabaseError.
 */
export class ForeignTiles {
  readonly level: ForeignTileLevel;
  readonly #handle: Sqlite.Database;
  readonly #find: (column: number, row: number) => Uint8Array | undefined;

  constructor(path: string) {
    assertNoWriteAheadLog(path);
    this.#handle = translate(() => new Sqlite(path, { readonly: true, fileMustExist: true, timeout: 1000 }));
    try {
      [this.level, this.#find] = translate(() => this.#open());
    } catch (error) {
      this.#handle.close();
      throw error;
    }
  }

  /** The encoded picture at a column and row of the level; undefined where there is none. */
  readTile(column: number, row: number): Uint8Array | undefined {
    return translate(() => this.#find(column, row));
  }

  close(): void {
    this.#handle.close();
  }

  #open(): Opened {
    this.#handle.pragma('trusted_schema=OFF');
    this.#handle.pragma('cell_size_check=ON');
    const names = this.#all("SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0");
    const tables = new Set(names.map(({ name }) => String(name).toLowerCase()));
    if (tables.has('gpkg_tile_matrix') && tables.has('gpkg_contents')) return this.#openGeoPackage(tables);
    if (tables.has('metadata') && (tables.has('tiles') || (tables.has('map') && tables.has('images')))) {
      return this.#openMbtiles(tables);
    }
    throw new ForeignDatabaseError('其中没有瓦片表');
  }

  #openMbtiles(tables: ReadonlySet<string>): Opened {
    const isShared = !tables.has('tiles');
    const metadata = new Map(
      this.#all('SELECT name, value FROM metadata').map(({ name, value }) => [String(name), String(value)]),
    );
    if (metadata.get('format') === 'pbf') throw new ForeignDatabaseError('其中是矢量瓦片，不是影像');
    const extent = this.#measure(isShared ? 'map' : 'tiles');
    const count = 2 ** extent.zoom;
    const side = (2 * halfEquator) / count;
    const numbers = (metadata.get('bounds') ?? '').split(',').map(Number);
    const [minX = Number.NaN, minY = Number.NaN, maxX = Number.NaN, maxY = Number.NaN] = numbers;
    const find = this.#handle.prepare(
      isShared
        ? `SELECT tile_data FROM map JOIN images ON images.tile_id = map.tile_id
           WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?`
        : 'SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?',
    );
    const read = (column: number, row: number) => readBlob(find.get(extent.zoom, column, count - 1 - row));
    return [
      {
        ...extent,
        kind: 'mbtiles',
        sample: sampleOf(read, extent.sampleColumn, count - 1 - extent.sampleRow),
        crs: { code: 'EPSG:3857', wkt: null },
        ...{ originX: -halfEquator, originY: halfEquator, tileWidth: side, tileHeight: side },
        // rows are counted from the south
        firstRow: count - 1 - extent.lastRow,
        lastRow: count - 1 - extent.firstRow,
        bounds: minX < maxX && minY < maxY ? { minX, minY, maxX, maxY } : null,
      },
      read,
    ];
  }

  #openGeoPackage(tables: ReadonlySet<string>): Opened {
    const layers = this.#all(
      `SELECT c.table_name AS name, c.min_x, c.min_y, c.max_x, c.max_y, s.min_x AS origin_x, s.max_y AS origin_y,
         r.organization AS authority, r.organization_coordsys_id AS code, r.definition AS wkt
       FROM gpkg_contents c
       JOIN gpkg_tile_matrix_set s ON s.table_name = c.table_name
       LEFT JOIN gpkg_spatial_ref_sys r ON r.srs_id = s.srs_id
       WHERE c.data_type = 'tiles'`,
    ).filter(({ name }) => tables.has(String(name).toLowerCase()));
    const [layer] = layers;
    if (layer === undefined) throw new ForeignDatabaseError('其中没有影像瓦片表');
    if (layers.length > 1) {
      const names = layers.map(({ name }) => String(name)).join('、');
      throw new ForeignDatabaseError(`其中有多个瓦片表（${names}），请每表另存为一个文件`);
    }
    const table = quoteIdentifier(String(layer.name));
    const extent = this.#measure(table);
    const matrix = this.#handle
      .prepare('SELECT * FROM gpkg_tile_matrix WHERE table_name = ? AND zoom_level = ?')
      .get(layer.name, extent.zoom) as Row | undefined;
    if (matrix === undefined) throw new ForeignDatabaseError('没有记录最细一级瓦片的分辨率');
    const [minX, minY, maxX, maxY] = ['min_x', 'min_y', 'max_x', 'max_y'].map((name) =>
      layer[name] === null ? Number.NaN : Number(layer[name]),
    ) as [number, number, number, number];
    const find = this.#handle.prepare(
      `SELECT tile_data FROM ${table} WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?`,
    );
    const isEpsg = String(layer.authority).toUpperCase() === 'EPSG';
    const read = (column: number, row: number) => readBlob(find.get(extent.zoom, column, row));
    return [
      {
        ...extent,
        kind: 'geopackage',
        sample: sampleOf(read, extent.sampleColumn, extent.sampleRow),
        crs: {
          code: isEpsg ? `EPSG:${Number(layer.code)}` : null,
          wkt: layer.wkt === null ? null : String(layer.wkt),
        },
        originX: Number(layer.origin_x),
        originY: Number(layer.origin_y),
        tileWidth: Number(matrix.pixel_x_size) * Number(matrix.tile_width),
        tileHeight: Number(matrix.pixel_y_size) * Number(matrix.tile_height),
        bounds: minX < maxX && minY < maxY ? { minX, minY, maxX, maxY } : null,
      },
      read,
    ];
  }

  /** Finest level of a table and which of its columns and rows have tiles. */
  #measure(table: string): { zoom: number } & Extent {
    const zoom = (this.#all(`SELECT MAX(zoom_level) AS zoom FROM ${table}`)[0] as Row).zoom;
    if (typeof zoom !== 'number') throw new ForeignDatabaseError('其中没有瓦片');
    const [row] = this.#all(
      `SELECT MIN(tile_column) AS firstColumn, MAX(tile_column) AS lastColumn, MIN(tile_row) AS firstRow,
         MAX(tile_row) AS lastRow FROM ${table} WHERE zoom_level = ${Math.trunc(zoom)}`,
    );
    const [some] = this.#all(
      `SELECT tile_column, tile_row FROM ${table} WHERE zoom_level = ${Math.trunc(zoom)} LIMIT 1`,
    );
    const { firstColumn, lastColumn, firstRow, lastRow } = row as unknown as Extent;
    const ends = [zoom, firstColumn, lastColumn, firstRow, lastRow];
    const isSane =
      ends.every((end) => Number.isInteger(end) && end >= 0 && end < 2 ** deepestZoom) && zoom <= deepestZoom;
    if (!isSane) throw new ForeignDatabaseError('瓦片的行列号不合理');
    const [sampleColumn, sampleRow] = [Number(some?.tile_column), Number(some?.tile_row)];
    return { zoom, firstColumn, lastColumn, firstRow, lastRow, sampleColumn, sampleRow };
  }

  #all(text: string): readonly Row[] {
    return this.#handle.prepare(text).all() as Row[];
  }
}

interface Extent {
  readonly firstColumn: number;
  readonly lastColumn: number;
  readonly firstRow: number;
  readonly lastRow: number;
  readonly sampleColumn: number;
  readonly sampleRow: number;
}

function sampleOf(read: Opened[1], column: number, row: number): Uint8Array {
  const bytes = read(column, row);
  if (bytes === undefined) throw new ForeignDatabaseError('瓦片没有内容');
  return bytes;
}

function readBlob(row: unknown): Uint8Array | undefined {
  const data = (row as Row | undefined)?.tile_data;
  if (data === undefined || data === null) return undefined;
  if (!(data instanceof Uint8Array) || data.byteLength > largestTileBytes) {
    throw new ForeignDatabaseError('瓦片内容不是图片');
  }
  return data;
}

/** Reading a file in WAL mode makes files beside it, and another program may be writing it. */
function assertNoWriteAheadLog(path: string): void {
  const file = translate(() => openSync(path, 'r'));
  try {
    const version = new Uint8Array(2);
    readSync(file, version, 0, 2, 18);
    // 2 in bytes 18 and 19 of the header (SQLite file format §1.3.3)
    if (!version.includes(2)) return;
  } finally {
    closeSync(file);
  }
  throw new ForeignDatabaseError(
    '文件处于预写日志（WAL）模式，可能正被其他程序使用；请关闭它，或另存一份再导入',
  );
}

function translate<Result>(action: () => Result): Result {
  try {
    return action();
  } catch (error) {
    if (error instanceof ForeignDatabaseError) throw error;
    throw new ForeignDatabaseError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

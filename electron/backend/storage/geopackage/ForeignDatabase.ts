import Sqlite from 'better-sqlite3';
import { quoteIdentifier } from '../sqlite/sql.ts';

export interface ForeignColumn {
  readonly name: string;
  readonly declaredType: string;
}

export interface ForeignLayer {
  readonly table: string;
  readonly geometryColumn: string;
  readonly geometryType: string;
  readonly columns: readonly ForeignColumn[];
  readonly srs: { readonly code: string | null; readonly definition: string | null };
  readonly bounds: readonly [number, number, number, number] | null;
  readonly rows: number;
  /** Columns with whole numbers that a double does not hold. */
  readonly wideIntegerColumns: ReadonlySet<string>;
}

export type ForeignValue = string | number | bigint | Uint8Array | null;

/** Thrown for an SQLite file that cannot be trusted or read; the message is SQLite's. */
export class ForeignDatabaseError extends Error {}

/** Largest cell that is read; the threat table of the reliability plan, row "giant blobs". */
const MAXIMUM_CELL_BYTES = 64 * 1024 * 1024;

/**
 * A foreign GeoPackage, read from a private copy inside the reader worker (which has a deadline and can be ended).
 * trusted_schema is off and only real tables that gpkg_geometry_columns names are read: views, virtual tables and
 * triggers of a stranger never run. Integers come as bigint so that long ids keep their digits.
 */
export class ForeignDatabase {
  readonly layers: readonly ForeignLayer[];
  /** Feature layers that are views or virtual tables: named, not read. */
  readonly refusedViews: readonly string[];
  readonly #handle: Sqlite.Database;

  constructor(path: string) {
    try {
      this.#handle = new Sqlite(path, { readonly: true, fileMustExist: true, timeout: 1000 });
    } catch (error) {
      throw toForeignError(error);
    }
    try {
      this.#handle.pragma('trusted_schema=OFF');
      this.#handle.pragma('cell_size_check=ON');
      this.#handle.pragma('mmap_size=0');
      this.#handle.defaultSafeIntegers(true);
      this.#assertSound();
      const tables = new Map(
        this.#rows<{ name: string; sql: string; rootpage: bigint; type: string }>(
          "SELECT name, type, rootpage, sql FROM sqlite_schema WHERE type IN ('table', 'view')",
        ).map((row) => [row.name.toLowerCase(), row]),
      );
      const isBase = (name: string) => {
        const entry = tables.get(name.toLowerCase());
        return entry?.type === 'table' && entry.rootpage > 0n;
      };
      const described = isBase('gpkg_geometry_columns') && isBase('gpkg_contents');
      const spatial = described ? this.#spatialTables() : [];
      this.layers = spatial
        .filter(({ table }) => isBase(table))
        .flatMap((row) => this.#describe(row, isBase));
      this.refusedViews = spatial
        .filter(({ table }) => !isBase(table) && tables.has(table.toLowerCase()))
        .map(({ table }) => table);
    } catch (error) {
      this.#handle.close();
      throw toForeignError(error);
    }
  }

  /** Rows of a layer in row order: the geometry blob, then the values of its columns. */
  *readRows(layer: ForeignLayer): Iterable<readonly ForeignValue[]> {
    const limited = (name: string) => {
      const quoted = quoteIdentifier(name);
      return `CASE WHEN length(${quoted}) > ${MAXIMUM_CELL_BYTES} THEN NULL ELSE ${quoted} END`;
    };
    const columns = [layer.geometryColumn, ...layer.columns.map(({ name }) => name)].map(limited);
    try {
      const statement = this.#handle.prepare<[], ForeignValue[]>(
        `SELECT ${columns.join(', ')} FROM ${quoteIdentifier(layer.table)}`,
      );
      yield* statement.raw(true).iterate();
    } catch (error) {
      throw toForeignError(error);
    }
  }

  close(): void {
    this.#handle.close();
  }

  #assertSound(): void {
    const rows = this.#handle.pragma('quick_check(5)') as Record<string, unknown>[];
    const problems = rows
      .map((row) => String(Object.values(row)[0]))
      // an R-tree that lags behind its table is no damage to the rows, which are all we read
      .filter((text) => text !== 'ok' && !/r-?tree/i.test(text));
    if (problems[0] !== undefined) throw new ForeignDatabaseError(problems[0]);
  }

  #spatialTables(): { table: string; column: string; type: string; srsId: bigint | null }[] {
    return this.#rows<{ table: unknown; column: unknown; type: unknown; srsId: bigint | null }>(`
      SELECT g.table_name AS "table", g.column_name AS "column", g.geometry_type_name AS type, g.srs_id AS srsId
      FROM gpkg_geometry_columns g JOIN gpkg_contents c ON lower(c.table_name) = lower(g.table_name)
      WHERE c.data_type = 'features'`).flatMap(({ table, column, type, srsId }) =>
      typeof table === 'string' && typeof column === 'string'
        ? [{ table, column, type: String(type), srsId }]
        : [],
    );
  }

  #describe(
    spatial: { table: string; column: string; type: string; srsId: bigint | null },
    isBase: (name: string) => boolean,
  ): ForeignLayer[] {
    const { table } = spatial;
    const all = this.#rows<{ name: string; type: string; pk: bigint; hidden: bigint }>(
      `PRAGMA table_xinfo(${quoteIdentifier(table)})`,
    );
    const geometry = all.find(({ name }) => name.toLowerCase() === spatial.column.toLowerCase());
    if (geometry === undefined) return [];
    const columns = all
      .filter(({ name, pk, hidden }) => name !== geometry.name && pk === 0n && hidden === 0n)
      .map(({ name, type }) => ({ name, declaredType: type.toUpperCase() }));
    const from = quoteIdentifier(table);
    const rows = Number(this.#rows<{ n: bigint }>(`SELECT count(*) AS n FROM ${from}`)[0]?.n ?? 0n);
    const integers = columns.filter(({ declaredType }) => /INT/.test(declaredType));
    const wide =
      integers.length === 0
        ? {}
        : (this.#rows<Record<string, bigint | null>>(
            `SELECT ${integers
              .map(({ name }, i) => {
                const quoted = quoteIdentifier(name);
                return `max(typeof(${quoted}) = 'integer' AND (${quoted} > 9007199254740991 OR ${quoted} < -9007199254740991)) AS c${i}`;
              })
              .join(', ')} FROM ${from}`,
          )[0] ?? {});
    return [
      {
        table,
        geometryColumn: geometry.name,
        geometryType: spatial.type,
        columns,
        srs: this.#readSrs(spatial.srsId, isBase),
        bounds: this.#readBounds(table),
        rows,
        wideIntegerColumns: new Set(integers.filter((_, i) => wide[`c${i}`] === 1n).map(({ name }) => name)),
      },
    ];
  }

  #readSrs(srsId: bigint | null, isBase: (name: string) => boolean): ForeignLayer['srs'] {
    const missing = { code: null, definition: null };
    // 0 and -1 are the standard's "undefined" systems (GeoPackage 1.3 §2.1.1, table 2)
    if (srsId === null || typeof srsId !== 'bigint' || srsId <= 0n || !isBase('gpkg_spatial_ref_sys')) {
      return missing;
    }
    const row = this.#handle
      .prepare<[bigint], { organization: unknown; code: unknown; definition: unknown }>(
        `SELECT organization, organization_coordsys_id AS code, definition
         FROM gpkg_spatial_ref_sys WHERE srs_id = ?`,
      )
      .get(srsId);
    if (row === undefined) return missing;
    const isEpsg = String(row.organization).toUpperCase() === 'EPSG';
    return {
      code: isEpsg ? `EPSG:${row.code}` : null,
      definition:
        typeof row.definition === 'string' && row.definition !== 'undefined' ? row.definition : null,
    };
  }

  #readBounds(table: string): ForeignLayer['bounds'] {
    const row = this.#handle
      .prepare<[string], Record<string, unknown>>(
        'SELECT min_x, min_y, max_x, max_y FROM gpkg_contents WHERE table_name = ?',
      )
      .get(table);
    const values = Object.values(row ?? {}).map((value) => (value === null ? Number.NaN : Number(value)));
    return values.length === 4 && values.every(Number.isFinite)
      ? (values as unknown as [number, number, number, number])
      : null;
  }

  #rows<Row>(text: string): Row[] {
    return this.#handle.prepare<[], Row>(text).all();
  }
}

function toForeignError(error: unknown): unknown {
  if (error instanceof Sqlite.SqliteError) {
    return new ForeignDatabaseError(error.message, { cause: error });
  }
  return error;
}

import { openDatabase } from '../sqlite/openDatabase.ts';
import { quoteIdentifier, type SqlValue, sql } from '../sqlite/sql.ts';
import { readGeometryBlob } from './geometryBlob.ts';

/** Attribute rows of one table of a GeoPackage we wrote, in fid order. */
export function readGeoPackageRows(
  path: string,
  table: string,
  columnNames: readonly string[],
): SqlValue[][] {
  const db = openDatabase(path, { readOnly: true });
  try {
    const names = columnNames.map(quoteIdentifier).join(', ');
    const rows = db.all<Record<string, SqlValue>>({
      text: `SELECT ${names} FROM ${quoteIdentifier(table)} ORDER BY fid`,
      values: [],
    });
    return rows.map((row) => columnNames.map((name) => row[name] ?? null));
  } finally {
    db.close();
  }
}

/** Outlines (WKB) of one feature table of a GeoPackage we wrote, in fid order; null where there is none. */
export function readGeoPackageOutlines(path: string, table: string): (Uint8Array | null)[] {
  const db = openDatabase(path, { readOnly: true });
  try {
    const rows = db.all<{ geom: Uint8Array | null }>({
      text: `SELECT geom FROM ${quoteIdentifier(table)} ORDER BY fid`,
      values: [],
    });
    return rows.map(({ geom }) => (geom === null ? null : (readGeometryBlob(geom)?.wkb ?? null)));
  } finally {
    db.close();
  }
}

/** Names of the feature tables of a GeoPackage. */
export function readGeoPackageTables(path: string): string[] {
  const db = openDatabase(path, { readOnly: true });
  try {
    return db.column<string>(sql`SELECT table_name FROM gpkg_contents WHERE data_type = 'features'`);
  } finally {
    db.close();
  }
}

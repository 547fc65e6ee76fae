import { openDatabase } from '../sqlite/openDatabase.ts';
import { quoteIdentifier, type SqlValue } from '../sqlite/sql.ts';

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

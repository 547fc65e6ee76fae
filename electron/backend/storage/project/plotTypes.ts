import type { ReadableDatabase } from '../sqlite/Connection.ts';
import { identifier, joinSql, type SqlQuery, sql } from '../sqlite/sql.ts';
import { listLayers } from './layers.ts';

/** Names 图斑类型 goes by in deliveries (domain.md §4.3). */
const fieldNames = ['TBLX', '图斑类型'];

/** Plots and the type their own source record gives them, of every list that has such a field; undefined where none has. */
function selectPlotTypes(db: ReadableDatabase): SqlQuery | undefined {
  const selects = listLayers(db).flatMap(({ id, role, table, fields }) => {
    const field =
      role === 'plots' ? fields.find(({ name }) => fieldNames.includes(name.toUpperCase())) : undefined;
    if (field === undefined) return [];
    const type = sql`trim(CAST(f.${identifier(field.column)} AS TEXT))`;
    return [
      sql`SELECT p.plot_id, ${type} AS type FROM plots p JOIN ${identifier(table)} f ON f.fid = p.fid
        WHERE p.layer_id = ${Number(id)} AND coalesce(${type}, '') <> ''`,
    ];
  });
  return selects.length === 0 ? undefined : joinSql(selects, ' UNION ALL ');
}

/** The types there are, with how many plots each has. */
export function countPlotTypes(db: ReadableDatabase): { code: string; plots: number }[] {
  const types = selectPlotTypes(db);
  if (types === undefined) return [];
  return db.all(sql`SELECT type AS code, count(*) AS plots FROM (${types}) GROUP BY type ORDER BY type`);
}

/** True for plots of a type; for none where no list has types. */
export function isOfType(db: ReadableDatabase, type: string): SqlQuery {
  const types = selectPlotTypes(db);
  if (types === undefined) return sql`0`;
  return sql`plot_id IN (SELECT plot_id FROM (${types}) WHERE type = ${type})`;
}

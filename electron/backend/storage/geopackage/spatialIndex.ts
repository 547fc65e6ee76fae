import type { WritableDatabase } from '../sqlite/Connection.ts';
import { quoteIdentifier } from '../sqlite/sql.ts';

/** GeoPackage 1.3 Annex F.3 names the R-tree of a geometry column after both. */
export function spatialIndexName(table: string): string {
  return `rtree_${table}_geom`;
}

/**
 * The standard triggers (GeoPackage 1.3 Annex F.3) that keep the R-tree while GDAL or QGIS edits the table.
 * Our own SQLite has no ST_MinX, so a table with these triggers can be read by us but no longer inserted into.
 */
export function createSpatialIndexTriggers(db: WritableDatabase, table: string): void {
  const rtree = spatialIndexName(table);
  const index = quoteIdentifier(rtree);
  const rows = quoteIdentifier(table);
  const trigger = (suffix: string) => quoteIdentifier(`${rtree}_${suffix}`);
  const putNew = `INSERT OR REPLACE INTO ${index} VALUES (
        NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));`;
  const hasGeometry = 'NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom)';
  const lacksGeometry = '(NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))';
  db.script(`
    CREATE TRIGGER ${trigger('insert')} AFTER INSERT ON ${rows}
      WHEN (new.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom))
    BEGIN
      ${putNew}
    END;
    CREATE TRIGGER ${trigger('update1')} AFTER UPDATE OF geom ON ${rows}
      WHEN OLD.fid = NEW.fid AND (${hasGeometry})
    BEGIN
      ${putNew}
    END;
    CREATE TRIGGER ${trigger('update2')} AFTER UPDATE OF geom ON ${rows}
      WHEN OLD.fid = NEW.fid AND ${lacksGeometry}
    BEGIN
      DELETE FROM ${index} WHERE id = OLD.fid;
    END;
    CREATE TRIGGER ${trigger('update3')} AFTER UPDATE ON ${rows}
      WHEN OLD.fid != NEW.fid AND (${hasGeometry})
    BEGIN
      DELETE FROM ${index} WHERE id = OLD.fid;
      ${putNew}
    END;
    CREATE TRIGGER ${trigger('update4')} AFTER UPDATE ON ${rows}
      WHEN OLD.fid != NEW.fid AND ${lacksGeometry}
    BEGIN
      DELETE FROM ${index} WHERE id IN (OLD.fid, NEW.fid);
    END;
    CREATE TRIGGER ${trigger('delete')} AFTER DELETE ON ${rows}
      WHEN old.geom NOT NULL
    BEGIN
      DELETE FROM ${index} WHERE id = OLD.fid;
    END;
  `);
}

/** Takes the triggers away, so that we can write; createSpatialIndexTriggers puts them back. */
export function dropSpatialIndexTriggers(db: WritableDatabase, table: string): void {
  for (const suffix of ['insert', 'update1', 'update2', 'update3', 'update4', 'delete']) {
    db.script(`DROP TRIGGER ${quoteIdentifier(`${spatialIndexName(table)}_${suffix}`)}`);
  }
}

import type { WritableDatabase } from '../sqlite/Connection.ts';
import { sql } from '../sqlite/sql.ts';
import { registerAttributesTable } from './initialiseGeoPackage.ts';

/** How other programs draw a layer: QGIS reads the QML, others the SLD. */
export interface LayerStyle {
  readonly name: string;
  readonly qml: string;
  readonly sld: string;
}

/** Adds a default style for a layer in the table QGIS looks for (`layer_styles`), making that table first. */
export function insertLayerStyle(
  db: WritableDatabase,
  table: string,
  { name, qml, sld }: LayerStyle,
  changedAtUtc: string,
): void {
  const known = db.value(sql`SELECT 1 FROM sqlite_master WHERE name = 'layer_styles'`);
  if (known === undefined) {
    db.script(`
      CREATE TABLE layer_styles (
        id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
        f_table_catalog TEXT(256),
        f_table_schema TEXT(256),
        f_table_name TEXT(256),
        f_geometry_column TEXT(256),
        styleName TEXT(30),
        styleQML TEXT,
        styleSLD TEXT,
        useAsDefault BOOLEAN,
        description TEXT,
        owner TEXT(30),
        ui TEXT(30),
        update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now'))
      )`);
    registerAttributesTable(db, 'layer_styles', 'layer_styles', changedAtUtc);
  }
  db.run(sql`
    INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName,
      styleQML, styleSLD, useAsDefault, description, owner, update_time)
    VALUES ('', '', ${table}, 'geom', ${name}, ${qml}, ${sld}, 1, '', '', ${changedAtUtc})`);
}

import { registerAttributesTable } from '../../geopackage/initialiseGeoPackage.ts';
import type { Migration } from './migration.ts';

/** Project, layers, plots, verdicts and the command log. */
export const createCoreTables: Migration = {
  number: 1,
  name: '0001-create-core-tables',
  apply(db, { nowUtc }) {
    db.script(`
      CREATE TABLE project (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        name TEXT NOT NULL,
        crs TEXT NOT NULL,
        created_at_utc TEXT NOT NULL,
        edge_split_meters REAL
      ) STRICT;

      CREATE TABLE session_lock (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        pid INTEGER NOT NULL,
        boot_id TEXT NOT NULL,
        opened_at_utc TEXT NOT NULL
      ) STRICT;

      CREATE TABLE command_log (
        sequence INTEGER PRIMARY KEY,
        at_utc TEXT NOT NULL,
        actor TEXT NOT NULL,
        kind TEXT NOT NULL,
        target TEXT NOT NULL,
        old_value TEXT,
        new_value TEXT,
        undoes INTEGER REFERENCES command_log(sequence),
        hash TEXT NOT NULL
      ) STRICT;
      CREATE INDEX command_log_target ON command_log(target, sequence);
      CREATE INDEX command_log_review ON command_log(actor, sequence) WHERE kind GLOB 'review.*';
      CREATE INDEX command_log_structure ON command_log(sequence) WHERE kind NOT GLOB 'review.*';
      CREATE TRIGGER command_log_no_update BEFORE UPDATE ON command_log
      BEGIN
        SELECT RAISE(ABORT, 'the command log is append-only');
      END;
      CREATE TRIGGER command_log_no_delete BEFORE DELETE ON command_log
      BEGIN
        SELECT RAISE(ABORT, 'the command log is append-only');
      END;

      -- the newest row once more, so that cutting rows off the end of the log is seen
      CREATE TABLE command_log_head (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        sequence INTEGER NOT NULL,
        hash TEXT NOT NULL
      ) STRICT;

      CREATE TABLE layers (
        layer_id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL,
        role TEXT NOT NULL,
        rule TEXT,
        table_name TEXT NOT NULL UNIQUE,
        crs TEXT NOT NULL,
        crs_from TEXT NOT NULL,
        encoding TEXT NOT NULL,
        encoding_from TEXT NOT NULL,
        source_file TEXT NOT NULL,
        source_layer TEXT NOT NULL,
        source_sha256 TEXT NOT NULL,
        content_sha256 TEXT NOT NULL,
        feature_count INTEGER NOT NULL,
        min_x REAL, min_y REAL, max_x REAL, max_y REAL,
        imported_at_utc TEXT NOT NULL
      ) STRICT;

      CREATE TABLE layer_fields (
        layer_field_id INTEGER PRIMARY KEY,
        layer_id INTEGER NOT NULL REFERENCES layers(layer_id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        name TEXT NOT NULL,
        column_name TEXT NOT NULL,
        type TEXT NOT NULL,
        UNIQUE (layer_id, position)
      ) STRICT;

      CREATE TABLE import_findings (
        import_finding_id INTEGER PRIMARY KEY,
        layer_id INTEGER NOT NULL REFERENCES layers(layer_id) ON DELETE CASCADE,
        kind TEXT NOT NULL CHECK (kind IN ('repaired', 'skipped')),
        feature_index INTEGER NOT NULL,
        why TEXT NOT NULL,
        area_before REAL,
        area_after REAL
      ) STRICT;
      CREATE INDEX import_findings_layer ON import_findings(layer_id, feature_index);

      CREATE TABLE plots (
        plot_id INTEGER PRIMARY KEY AUTOINCREMENT,
        layer_id INTEGER NOT NULL REFERENCES layers(layer_id),
        fid INTEGER NOT NULL,
        plot_no TEXT NOT NULL UNIQUE,
        town_name TEXT NOT NULL,
        village_name TEXT NOT NULL,
        land_class_code TEXT NOT NULL,
        former_land_class_code TEXT NOT NULL,
        restoration_attribute TEXT NOT NULL,
        outflow_year INTEGER,
        recorded_square_meters REAL,
        area_square_meters REAL,
        -- 亩 as printed; lists and totals add these up
        area_mu REAL,
        planar_square_meters REAL,
        min_x REAL NOT NULL, min_y REAL NOT NULL, max_x REAL NOT NULL, max_y REAL NOT NULL,
        status TEXT NOT NULL DEFAULT 'unjudged',
        eligibility TEXT,
        net_square_meters REAL,
        net_mu REAL,
        UNIQUE (layer_id, fid)
      ) STRICT;
      CREATE INDEX plots_status ON plots(status, plot_id, area_square_meters, area_mu);
      CREATE INDEX plots_town ON plots(town_name, plot_id, area_square_meters, area_mu);
      CREATE INDEX plots_eligibility ON plots(eligibility, plot_id, area_square_meters, area_mu);
      CREATE INDEX plots_town_status ON plots(town_name, status, plot_id, area_square_meters, area_mu);

      CREATE TABLE verdicts (
        plot_id INTEGER PRIMARY KEY REFERENCES plots(plot_id) ON DELETE CASCADE,
        verdict_code TEXT NOT NULL,
        status TEXT NOT NULL,
        note TEXT NOT NULL,
        decided_by TEXT NOT NULL,
        decided_at_utc TEXT NOT NULL,
        -- deferred: a command's row is written after the change it describes
        sequence INTEGER NOT NULL REFERENCES command_log(sequence) DEFERRABLE INITIALLY DEFERRED,
        row_hash TEXT NOT NULL
      ) STRICT;
    `);
    for (const table of [
      'project',
      'command_log',
      'layers',
      'layer_fields',
      'import_findings',
      'plots',
      'verdicts',
    ]) {
      registerAttributesTable(db, table, table, nowUtc);
    }
  },
};

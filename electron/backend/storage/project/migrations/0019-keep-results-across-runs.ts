import { registerAttributesTable } from '../../geopackage/initialiseGeoPackage.ts';
import type { WritableDatabase } from '../../sqlite/Connection.ts';
import { quoteIdentifier, sql } from '../../sqlite/sql.ts';
import type { Migration } from './migration.ts';

/**
 * Results, lines and pieces hold from the run that found them to the last run that found the same, instead of once
 * for each run: a run writes only what is new. Hits and inputs, which are of the newest run only, lose the run that
 * would take them along when it is removed.
 */
export const keepResultsAcrossRuns: Migration = {
  number: 19,
  name: '0019-keep-results-across-runs',
  apply(db, { nowUtc }) {
    keepResults(db);
    keepLines(db);
    rebuildHits(db);
    rebuildInputs(db);
    keepPieces(db);
    registerAttributesTable(db, 'eligibility_former_pieces', 'eligibility_former_pieces', nowUtc);
  },
};

/** Rows of the newest run hold on; those of an older run hold in that run. */
const LAST_RUN = 'CASE WHEN run_id < (SELECT max(run_id) FROM eligibility_runs) THEN run_id END';

function keepResults(db: WritableDatabase): void {
  const values = `plot_id, verdict, gross_square_meters, net_square_meters, gross_mu, net_mu,
    closing_error_square_meters, reasons, not_computed, not_computed_detail`;
  db.script(`
    CREATE TEMP TABLE former AS SELECT * FROM eligibility_results;
    DROP TABLE eligibility_results;
    CREATE TABLE eligibility_results (
      result_id INTEGER PRIMARY KEY,
      first_run INTEGER NOT NULL,
      -- null: still holds
      last_run INTEGER CHECK (last_run >= first_run),
      plot_id INTEGER NOT NULL REFERENCES plots(plot_id) ON DELETE CASCADE,
      verdict TEXT NOT NULL,
      gross_square_meters REAL,
      net_square_meters REAL,
      -- 亩 as printed, two decimals that close: gross = net + Σ lines
      gross_mu REAL,
      net_mu REAL,
      closing_error_square_meters REAL,
      -- list of { resultCode, ruleCode, areaSquareMeters }
      reasons TEXT NOT NULL,
      not_computed TEXT,
      not_computed_detail TEXT,
      UNIQUE (plot_id, first_run)
    ) STRICT;
    INSERT INTO eligibility_results (first_run, last_run, ${values})
      SELECT run_id, ${LAST_RUN}, ${values} FROM temp.former ORDER BY run_id, plot_id;
    DROP TABLE temp.former;
    -- totals of the newest run are added up in this order, from the index alone
    CREATE INDEX eligibility_results_newest ON eligibility_results (plot_id, verdict, not_computed,
      gross_square_meters, net_square_meters, gross_mu, net_mu, closing_error_square_meters)
      WHERE last_run IS NULL;
    CREATE INDEX eligibility_results_past ON eligibility_results (last_run) WHERE last_run IS NOT NULL;`);
}

function keepLines(db: WritableDatabase): void {
  const values = 'plot_id, position, code, exclusive_square_meters, exclusive_mu, hit_square_meters, pieces';
  db.script(`
    CREATE TEMP TABLE former AS SELECT * FROM eligibility_lines;
    DROP TABLE eligibility_lines;
    CREATE TABLE eligibility_lines (
      line_id INTEGER PRIMARY KEY,
      first_run INTEGER NOT NULL,
      -- null: still holds
      last_run INTEGER CHECK (last_run >= first_run),
      plot_id INTEGER NOT NULL REFERENCES plots(plot_id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      code TEXT NOT NULL,
      exclusive_square_meters REAL NOT NULL,
      exclusive_mu REAL NOT NULL,
      hit_square_meters REAL NOT NULL,
      pieces INTEGER NOT NULL,
      UNIQUE (plot_id, first_run, position)
    ) STRICT;
    INSERT INTO eligibility_lines (first_run, last_run, ${values})
      SELECT run_id, ${LAST_RUN}, ${values} FROM temp.former ORDER BY run_id, plot_id, position;
    DROP TABLE temp.former;
    -- sums of rules in the newest run are added up in this order, from the index alone
    CREATE INDEX eligibility_lines_newest ON eligibility_lines (code, plot_id, position,
      exclusive_square_meters, exclusive_mu, hit_square_meters)
      WHERE last_run IS NULL;
    CREATE INDEX eligibility_lines_past ON eligibility_lines (last_run) WHERE last_run IS NOT NULL;`);
}

function rebuildHits(db: WritableDatabase): void {
  db.script(`
    CREATE TEMP TABLE former AS SELECT * FROM eligibility_hits;
    DROP TABLE eligibility_hits;
    CREATE TABLE eligibility_hits (
      hit_id INTEGER PRIMARY KEY,
      plot_id INTEGER NOT NULL REFERENCES plots(plot_id) ON DELETE CASCADE,
      code TEXT NOT NULL,
      layer_id INTEGER NOT NULL,
      fid INTEGER NOT NULL
    ) STRICT;
    INSERT INTO eligibility_hits SELECT hit_id, plot_id, code, layer_id, fid FROM temp.former;
    DROP TABLE temp.former;
    CREATE INDEX eligibility_hits_plot ON eligibility_hits(plot_id);`);
}

function rebuildInputs(db: WritableDatabase): void {
  db.script(`
    CREATE TEMP TABLE former AS SELECT * FROM eligibility_inputs;
    DROP TABLE eligibility_inputs;
    CREATE TABLE eligibility_inputs (
      input_id INTEGER PRIMARY KEY,
      -- of 'rules': the run all of them belong to; else the run that read the features first
      run_id INTEGER NOT NULL,
      position INTEGER NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('rules', 'layer', 'plots')),
      layer_id INTEGER,
      content_sha256 TEXT,
      -- last_change of gpkg_contents, which other programs set when they edit
      last_change TEXT,
      -- what is asked of the layer; for 'rules' everything else a result depends on
      description TEXT NOT NULL,
      -- 8 bytes of SHA-256 for each feature, in the order they are read
      hashes BLOB,
      -- id, minX, minY, maxX, maxY of each feature as doubles
      places BLOB
    ) STRICT;
    INSERT INTO eligibility_inputs
      SELECT input_id, run_id, row_number() OVER (ORDER BY input_id) - 1, kind, layer_id, content_sha256,
        (SELECT last_change FROM layers JOIN gpkg_contents USING (table_name) WHERE layer_id = former.layer_id),
        description, hashes, places
      FROM temp.former;
    DROP TABLE temp.former;`);
}

/** Pieces of the newest run are a feature table that QGIS shows; those that hold no longer are kept beside it. */
function keepPieces(db: WritableDatabase): void {
  db.script(`
    CREATE TABLE eligibility_former_pieces (
      former_piece_id INTEGER PRIMARY KEY,
      first_run INTEGER NOT NULL,
      last_run INTEGER NOT NULL CHECK (last_run >= first_run),
      plot_id INTEGER NOT NULL REFERENCES plots(plot_id) ON DELETE CASCADE,
      rules TEXT NOT NULL,
      area_square_meters REAL NOT NULL,
      width_meters REAL NOT NULL,
      geom BLOB NOT NULL
    ) STRICT;
    CREATE INDEX eligibility_former_pieces_plot ON eligibility_former_pieces(plot_id);
    CREATE INDEX eligibility_former_pieces_past ON eligibility_former_pieces(last_run);`);
  const newest = db.get<{ run_id: number; pieces_table: string | null }>(
    sql`SELECT run_id, pieces_table FROM eligibility_runs ORDER BY run_id DESC LIMIT 1`,
  );
  if (newest?.pieces_table == null) return;
  // a default, so that the rows themselves stay as they are
  const table = quoteIdentifier(newest.pieces_table);
  db.script(`ALTER TABLE ${table} ADD COLUMN first_run INTEGER NOT NULL DEFAULT ${newest.run_id}`);
}

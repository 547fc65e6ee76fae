import { registerAttributesTable } from '../../geopackage/initialiseGeoPackage.ts';
import type { Migration } from './migration.ts';

/** Eligibility runs and what they found. Pieces have geometry and live in a feature table per run. */
export const createEligibilityTables: Migration = {
  number: 2,
  name: '0002-create-eligibility-tables',
  apply(db, { nowUtc }) {
    db.script(`
      CREATE TABLE eligibility_runs (
        run_id INTEGER PRIMARY KEY AUTOINCREMENT,
        rules_id TEXT NOT NULL,
        rules_version TEXT NOT NULL,
        rules_json TEXT NOT NULL,
        rules_sha256 TEXT NOT NULL,
        missing_rules TEXT NOT NULL,
        based_on_run INTEGER,
        started_at_utc TEXT NOT NULL,
        finished_at_utc TEXT NOT NULL,
        area_method TEXT NOT NULL,
        edge_split_meters REAL,
        workers INTEGER NOT NULL,
        elapsed_ms INTEGER NOT NULL,
        peak_rss_bytes INTEGER NOT NULL,
        repaired_exclusions INTEGER NOT NULL,
        plots INTEGER NOT NULL,
        not_computed INTEGER NOT NULL,
        -- null while any plot is not computed
        gross_square_meters REAL,
        net_square_meters REAL,
        -- 亩 as printed: sums of what is printed for each plot, which is what a reader of any list adds up to
        gross_mu REAL,
        net_mu REAL,
        closing_error_square_meters REAL NOT NULL,
        -- null once a newer run has replaced the pieces
        pieces_table TEXT
      ) STRICT;

      CREATE TABLE eligibility_run_layers (
        run_layer_id INTEGER PRIMARY KEY,
        run_id INTEGER NOT NULL REFERENCES eligibility_runs(run_id) ON DELETE CASCADE,
        layer_id INTEGER NOT NULL,
        name TEXT NOT NULL,
        role TEXT NOT NULL,
        rule TEXT,
        content_sha256 TEXT NOT NULL
      ) STRICT;
      CREATE INDEX eligibility_run_layers_run ON eligibility_run_layers(run_id);

      CREATE TABLE eligibility_run_rules (
        run_rule_id INTEGER PRIMARY KEY,
        run_id INTEGER NOT NULL REFERENCES eligibility_runs(run_id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        code TEXT NOT NULL,
        title TEXT NOT NULL,
        result_code TEXT NOT NULL,
        result_title TEXT NOT NULL,
        document_number TEXT NOT NULL,
        clause TEXT NOT NULL,
        clause_text TEXT NOT NULL,
        layers TEXT NOT NULL,
        exclusive_square_meters REAL NOT NULL,
        exclusive_mu REAL NOT NULL,
        hit_square_meters REAL NOT NULL,
        plots INTEGER NOT NULL,
        UNIQUE (run_id, position)
      ) STRICT;

      CREATE TABLE eligibility_results (
        result_id INTEGER PRIMARY KEY,
        run_id INTEGER NOT NULL REFERENCES eligibility_runs(run_id) ON DELETE CASCADE,
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
        UNIQUE (run_id, plot_id)
      ) STRICT;
      CREATE INDEX eligibility_results_plot ON eligibility_results(plot_id);

      CREATE TABLE eligibility_lines (
        line_id INTEGER PRIMARY KEY,
        run_id INTEGER NOT NULL REFERENCES eligibility_runs(run_id) ON DELETE CASCADE,
        plot_id INTEGER NOT NULL REFERENCES plots(plot_id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        code TEXT NOT NULL,
        exclusive_square_meters REAL NOT NULL,
        exclusive_mu REAL NOT NULL,
        hit_square_meters REAL NOT NULL,
        pieces INTEGER NOT NULL,
        UNIQUE (run_id, plot_id, position)
      ) STRICT;
      CREATE INDEX eligibility_lines_plot ON eligibility_lines(plot_id);

      -- which feature of which layer hits a plot; of the newest run
      CREATE TABLE eligibility_hits (
        hit_id INTEGER PRIMARY KEY,
        run_id INTEGER NOT NULL REFERENCES eligibility_runs(run_id) ON DELETE CASCADE,
        plot_id INTEGER NOT NULL REFERENCES plots(plot_id) ON DELETE CASCADE,
        code TEXT NOT NULL,
        layer_id INTEGER NOT NULL,
        fid INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX eligibility_hits_plot ON eligibility_hits(plot_id);
      CREATE INDEX eligibility_hits_run ON eligibility_hits(run_id);`);
    for (const table of [
      'eligibility_runs',
      'eligibility_run_layers',
      'eligibility_run_rules',
      'eligibility_results',
      'eligibility_lines',
      'eligibility_hits',
    ]) {
      registerAttributesTable(db, table, table, nowUtc);
    }
  },
};

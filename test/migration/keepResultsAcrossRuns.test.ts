import { expect, it } from 'vitest';
import {
  readLatestRunSummary,
  readPlotResult,
} from '../../electron/backend/storage/project/eligibilityRuns.ts';
import { migrations } from '../../electron/backend/storage/project/migrations/migrations.ts';
import type { OpenProject } from '../../electron/backend/storage/project/openProject.ts';
import { iteratePieceShapes, readPlotPieces } from '../../electron/backend/storage/project/pieces.ts';
import { readRunInputs } from '../../electron/backend/storage/project/runInputs.ts';
import { sql } from '../../electron/backend/storage/sqlite/sql.ts';
import { addPlots, squareWkb } from '../support/buildProject.ts';
import { upgradeProject } from '../support/upgradeProject.ts';

const upTo = migrations.filter(({ number }) => number <= 19);

/** Two runs over three plots as the program before 0019 kept them: the second one found another net for the last plot. */
function fillRuns(project: OpenProject): void {
  addPlots(project, 3);
  const db = project.database;
  db.transaction(() => {
    for (const run of [4, 5]) {
      db.run(sql`
        INSERT INTO eligibility_runs (run_id, rules_id, rules_version, rules_json, rules_sha256, missing_rules,
          started_at_utc, finished_at_utc, area_method, workers, elapsed_ms, peak_rss_bytes, repaired_exclusions,
          plots, not_computed, closing_error_square_meters, pieces_table)
        VALUES (${run}, 'local-exclusions', '1', '{}', '0', '', '2026', '2026', '', 1, 0, 0, 0, 3, 1, 0,
          ${run === 5 ? 'pieces_4' : null})`);
      for (const plot of [1, 2]) {
        db.run(sql`
          INSERT INTO eligibility_results (run_id, plot_id, verdict, gross_square_meters, net_square_meters,
            gross_mu, net_mu, closing_error_square_meters, reasons)
          VALUES (${run}, ${plot}, 'partial', 400, ${390 - run * plot}, 0.6, 0.5, 0, '[]')`);
        db.run(sql`
          INSERT INTO eligibility_lines (run_id, plot_id, position, code, exclusive_square_meters, exclusive_mu,
            hit_square_meters, pieces)
          VALUES (${run}, ${plot}, 0, 'E99', ${10 + run * plot}, 0.1, 20, 1)`);
      }
      db.run(sql`
        INSERT INTO eligibility_results (run_id, plot_id, verdict, reasons, not_computed, not_computed_detail)
        VALUES (${run}, 3, 'undetermined', '[]', 'INVALID_INPUT', '空')`);
    }
    db.run(
      sql`INSERT INTO eligibility_hits (run_id, plot_id, code, layer_id, fid) VALUES (4, 1, 'E99', 7, 3)`,
    );
    db.run(
      sql`INSERT INTO eligibility_inputs (run_id, kind, description) VALUES (5, 'rules', 'everything else')`,
    );
    db.run(sql`
      INSERT INTO eligibility_inputs (run_id, kind, layer_id, content_sha256, description, hashes, places)
      VALUES (5, 'layer', 1, 'aa', 'all of it', ${new Uint8Array(8)}, ${new Uint8Array(40)})`);
  });
  addPieces(project);
}

function addPieces({ database: db }: OpenProject): void {
  db.script(`
    CREATE TABLE pieces_4 (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom MULTIPOLYGON, plot_id INTEGER,
      plot_no TEXT, rules TEXT, area_square_meters REAL, width_meters REAL)`);
  const wkb = squareWkb(500_000, 3_000_000, 20);
  const blob = new Uint8Array(8 + wkb.length);
  blob.set([0x47, 0x50, 0, 1]);
  blob.set(wkb, 8);
  db.transaction(() => {
    db.run(sql`INSERT INTO pieces_4 VALUES (9, ${blob}, 1, '0001', 'E99', 400, 20)`);
  });
}

it('0019 keeps every result, line, hit, input and piece of the runs before, under its run', async () => {
  const after = await upgradeProject(19, { fill: fillRuns, upTo });
  const { database: db } = after;

  for (const run of [4, 5]) {
    for (const plot of [1, 2]) {
      expect(readPlotResult(db, run, plot)).toMatchObject({
        result: { verdict: 'partial', netSquareMeters: 390 - run * plot, netMu: 0.5 },
        lines: [{ code: 'E99', exclusiveSquareMeters: 10 + run * plot, hitSquareMeters: 20 }],
      });
    }
    expect(readPlotResult(db, run, 3)?.result).toMatchObject({
      ...{ netSquareMeters: null, notComputed: 'INVALID_INPUT', notComputedDetail: '空' },
    });
  }
  expect(readPlotResult(db, 3, 1)).toBeUndefined();
  expect(readPlotResult(db, 6, 1)?.result.netSquareMeters).toBe(385);
  expect(readLatestRunSummary(db)?.verdicts).toMatchObject({ partial: 2, undetermined: 1 });
  expect(db.all(sql`SELECT * FROM eligibility_hits`)).toEqual([
    { hit_id: 1, plot_id: 1, code: 'E99', layer_id: 7, fid: 3 },
  ]);
  expect(readRunInputs(db, 4)).toBeUndefined();
  const lastChange = db.value(sql`SELECT last_change FROM gpkg_contents WHERE table_name = 'layer_1'`);
  expect(readRunInputs(db, 5)).toEqual({
    rules: 'everything else',
    inputs: [{ inputId: 2, kind: 'layer', layerId: 1, contentSha256: 'aa', lastChange, use: 'all of it' }],
  });
  const piece = { plotId: 1, rules: ['E99'], areaSquareMeters: 400, widthMeters: 20 };
  expect(readPlotPieces(db, 'pieces_4', 1)).toMatchObject([piece]);
  expect([...iteratePieceShapes(db, 'pieces_4', 5)]).toMatchObject([piece]);
  // of the run before them nothing is known
  expect([...iteratePieceShapes(db, 'pieces_4', 4)]).toEqual([]);
  const registered = db.column<string>(sql`SELECT table_name FROM gpkg_contents ORDER BY table_name`);
  expect(registered).toContain('eligibility_former_pieces');
});

it('0019 leaves a project without a run without one', async () => {
  const after = await upgradeProject(19, { fill: (before) => addPlots(before, 2), upTo });
  expect(readLatestRunSummary(after.database)).toBeNull();
  expect(after.database.value(sql`SELECT count(*) FROM eligibility_results`)).toBe(0);
});

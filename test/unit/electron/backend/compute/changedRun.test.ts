import { describe, expect, it } from 'vitest';
import { runEligibility } from '../../../../../electron/backend/compute/runEligibility.ts';
import { replaceFeatures } from '../../../../../electron/backend/storage/geopackage/featureTable.ts';
import {
  createSpatialIndexTriggers,
  dropSpatialIndexTriggers,
  spatialIndexName,
} from '../../../../../electron/backend/storage/geopackage/spatialIndex.ts';
import { checkProject } from '../../../../../electron/backend/storage/project/checkProject.ts';
import { readRuleSums, readRunTotals } from '../../../../../electron/backend/storage/project/compareRuns.ts';
import {
  isRunStale,
  readLatestRun,
  readPlotResult,
  readRun,
} from '../../../../../electron/backend/storage/project/eligibilityRuns.ts';
import { removeLayer } from '../../../../../electron/backend/storage/project/layers.ts';
import type { OpenProject } from '../../../../../electron/backend/storage/project/openProject.ts';
import { iteratePieceShapes } from '../../../../../electron/backend/storage/project/pieces.ts';
import { readPlotListRows } from '../../../../../electron/backend/storage/project/readPlotListRows.ts';
import { writeSettings } from '../../../../../electron/backend/storage/project/settings.ts';
import { identifier, sql } from '../../../../../electron/backend/storage/sqlite/sql.ts';
import { writeWkb } from '../../../../../shared/domain/geometry/writeWkb.ts';
import { eligibilityStages } from '../../../../../shared/text/eligibilityRun.zh-CN.ts';
import { addLayer, addPlotPolygons, type TestFeature } from '../../../../support/buildEligibilityProject.ts';
import { square } from '../../../../support/buildPolygon.ts';
import { buildProject } from '../../../../support/buildProject.ts';
import { createRandom } from '../../../../support/createRandom.ts';

const X = 500_000;
const Y = 3_450_000;
const random = createRandom(7);

/** 100 plots of 40 m in a grid of 50 m, under overlapping exclusions of two layers. */
async function buildCounty(): Promise<OpenProject> {
  const project = await buildProject();
  addPlotPolygons(
    project,
    Array.from({ length: 100 }, (_, i) => ({
      plotNo: `P${i}`,
      geometry: square(X + 50 * (i % 10), Y + 50 * Math.floor(i / 10), 40),
    })),
  );
  return project;
}

function scatter(count: number): TestFeature[] {
  return Array.from({ length: count }, () => ({
    geometry: square(X + 480 * random(), Y + 480 * random(), 8 + 40 * random()),
  }));
}

/** A ring of 6,000 vertices around the middle of the county, in and out by a few metres. */
function longOutline(): TestFeature['geometry'] {
  const ring: number[] = [];
  for (let i = 0; i <= 6000; i++) {
    const angle = ((i % 6000) / 6000) * 2 * Math.PI;
    const radius = 170 + 9 * Math.sin(40 * angle) + 2 * Math.sin(611 * angle);
    ring.push(X + 250 + radius * Math.cos(angle), Y + 250 + radius * Math.sin(angle));
  }
  return [[Float64Array.from(ring)]];
}

/** Runs, and says how many plots were cut. */
async function run(
  project: OpenProject,
  changedOnly: boolean,
  rulesId = 'local-exclusions',
): Promise<number> {
  let cut = 0;
  const context = {
    signal: new AbortController().signal,
    reportProgress: (stage: string, done: number) => {
      if (stage === eligibilityStages.plots) cut = done;
    },
  };
  await runEligibility(project, { workers: 1, by: '甲', rulesId, changedOnly }, context);
  return cut;
}

function isStale({ database }: OpenProject): boolean {
  const newest = readLatestRun(database);
  if (newest === undefined) throw new Error('there is no run');
  return isRunStale(database, newest);
}

type Row = Record<string, unknown>;
type RunRows = Row & { readonly hits: readonly Row[]; readonly inputs: readonly Row[] };

/** Everything the newest run says of its plots, without row numbers. */
function read(project: OpenProject): RunRows {
  const { database } = project;
  const all = (text: string) => database.all<Row>({ text, values: [] });
  const [newest] = all('SELECT * FROM eligibility_runs ORDER BY run_id DESC LIMIT 1') as [
    Record<string, unknown> & { run_id: number; pieces_table: string },
  ];
  const ofRun = `WHERE run_id = ${newest.run_id}`;
  const holding = 'WHERE last_run IS NULL';
  return {
    totals: ['plots', 'not_computed', 'gross_square_meters', 'net_square_meters', 'gross_mu', 'net_mu'].map(
      (name) => newest[name],
    ),
    results:
      all(`SELECT plot_id, verdict, gross_square_meters, net_square_meters, closing_error_square_meters, reasons
      FROM eligibility_results ${holding} ORDER BY plot_id`),
    lines: all(`SELECT plot_id, position, code, exclusive_square_meters, hit_square_meters, pieces
      FROM eligibility_lines ${holding} ORDER BY plot_id, position`),
    rules: all(`SELECT position, code, exclusive_square_meters, hit_square_meters, plots
      FROM eligibility_run_rules ${ofRun} ORDER BY position`),
    // the table holds hits of the newest run only
    hits: all('SELECT plot_id, code, layer_id, fid FROM eligibility_hits ORDER BY plot_id, hit_id'),
    pieces: all(`SELECT plot_id, plot_no, rules, area_square_meters, width_meters, hex(geom) AS geom
      FROM ${newest.pieces_table} ORDER BY plot_id, fid`),
    inputs: all(`SELECT kind, layer_id, description, hex(hashes) AS hashes, hex(places) AS places
      FROM eligibility_inputs WHERE kind = 'layer' ORDER BY position`),
  };
}

/** What the readers of kept runs tell of one of them. */
function readRunAgain({ database }: OpenProject, runId: number): unknown {
  const stored = readRun(database, runId);
  if (stored?.piecesTable == null) throw new Error(`run ${runId} is not kept`);
  return {
    totals: readRunTotals(database, runId),
    rules: readRuleSums(database, runId, runId),
    rows: readPlotListRows(database, runId),
    plots: readPlotListRows(database, runId).map(({ plotId }) => readPlotResult(database, runId, plotId)),
    pieces: [...iteratePieceShapes(database, stored.piecesTable, runId)],
  };
}

/** A county built anew has numbered its layers otherwise. */
function withoutLayerIds({ hits, inputs, ...rest }: RunRows): unknown {
  const strip = ({ layer_id: _, ...row }: Row): unknown => row;
  return { ...rest, hits: hits.map(strip), inputs: inputs.map(strip) };
}

describe('a run of what has changed', () => {
  it('computes only plots that a moved polygon leaves or reaches, and gives the bytes of a full run', async () => {
    const project = await buildCounty();
    addLayer(project, { name: '甲', rule: 'E99', features: scatter(30) });
    const features = scatter(30);
    const second = addLayer(project, { name: '乙', rule: 'E99', features });
    expect(await run(project, false)).toBe(100);
    removeLayer(project, second.id, '甲');
    const moved = features.map((feature, i) =>
      i === 11 ? { geometry: square(X + 221, Y + 171, 33) } : feature,
    );
    addLayer(project, { name: '乙', rule: 'E99', features: moved });
    const cut = await run(project, true);
    expect(cut).toBeGreaterThan(0);
    expect(cut).toBeLessThan(16);
    const after = read(project);
    await run(project, false);
    expect(after).toEqual(read(project));
  });

  it('cuts by a long outline as a full run does, though only its parts near the change are made', async () => {
    const project = await buildCounty();
    addLayer(project, { name: '长', rule: 'E99', features: [{ geometry: longOutline() }] });
    const features = scatter(12);
    const second = addLayer(project, { name: '乙', rule: 'E99', features });
    await run(project, false);
    removeLayer(project, second.id, '甲');
    const moved = features.map((feature, i) =>
      i === 3 ? { geometry: square(X + 301, Y + 222, 40) } : feature,
    );
    addLayer(project, { name: '乙', rule: 'E99', features: moved });
    expect(await run(project, true)).toBeLessThan(20);
    const after = read(project);
    await run(project, false);
    expect(after).toEqual(read(project));
  });

  it('gives at every step of a chain the bytes of a county computed from nothing, and leaves earlier runs as they were', async () => {
    const first = scatter(30);
    const original = scatter(30);
    const elsewhere = (x: number, y: number): TestFeature => ({ geometry: square(X + x, Y + y, 33) });
    const moved = original.map((feature, i) => (i === 11 ? elsewhere(221, 171) : feature));
    const fewer = moved.filter((_, i) => i !== 3 && i !== 20);
    const steps = [
      moved,
      fewer.map((feature, i) => (i === 5 ? elsewhere(40, 400) : feature)),
      [...fewer, elsewhere(320, 60)],
      // the edits undone: plots are as in the first run again
      original,
    ];
    const project = await buildCounty();
    addLayer(project, { name: '甲', rule: 'E99', features: first });
    let layer = addLayer(project, { name: '乙', rule: 'E99', features: original });
    await run(project, false);
    const seen = [readRunAgain(project, 1)];
    for (const [step, features] of steps.entries()) {
      removeLayer(project, layer.id, '甲');
      layer = addLayer(project, { name: '乙', rule: 'E99', features });
      expect(await run(project, true)).toBeLessThan(40);
      seen.push(readRunAgain(project, step + 2));

      // the first step is a test of its own, and the last must be the first run again
      if (step !== 1 && step !== 2) continue;
      const fresh = await buildCounty();
      addLayer(fresh, { name: '甲', rule: 'E99', features: first });
      addLayer(fresh, { name: '乙', rule: 'E99', features });
      await run(fresh, false);
      expect(withoutLayerIds(read(project))).toEqual(withoutLayerIds(read(fresh)));
    }
    expect(seen[1]).not.toEqual(seen[0]);
    expect(seen[4]).toEqual(seen[0]);
    expect(seen.map((_, step) => readRunAgain(project, step + 1))).toEqual(seen);

    // a sixth run: what only the first one saw goes with it
    await run(project, true);
    const { database } = project;
    for (const table of ['eligibility_results', 'eligibility_lines', 'eligibility_former_pieces']) {
      const ends = database.value({ text: `SELECT min(last_run) FROM ${table}`, values: [] });
      expect(ends, table).toBe(2);
    }
    expect(seen.slice(1).map((_, step) => readRunAgain(project, step + 2))).toEqual(seen.slice(1));
    expect(checkProject(database)).toEqual([]);
    database.script(`
      UPDATE eligibility_results SET net_mu = net_mu + 0.01 WHERE result_id = (SELECT max(result_id)
        FROM eligibility_results WHERE last_run IS NULL AND first_run = 2 AND net_mu > 0);
      UPDATE eligibility_results SET last_run = NULL WHERE result_id = (SELECT max(result_id)
        FROM eligibility_results WHERE last_run = 3)`);
    const found = checkProject(database).map(({ code, where }) => `${code} ${where.replace(/\d+/, '')}`);
    expect(new Set(found)).toEqual(new Set(['RUN_WRONG plot:', 'RUN_WRONG run:']));
  });

  it('sees what another program has edited in the project file', async () => {
    const project = await buildCounty();
    const layer = addLayer(project, { name: '甲', rule: 'E99', features: scatter(10) });
    await run(project, false);
    expect(isStale(project)).toBe(false);
    // as QGIS does: the row and the date of the table, and nothing of ours
    project.database.transaction(() =>
      replaceFeatures(
        project.database,
        layer.table,
        sql`fid = 4`,
        [{ wkb: writeWkb(square(X + 222, Y + 111, 30)), attributes: [] }],
        { title: '甲', changedAtUtc: '2026-12-01T00:00:00.000Z' },
      ),
    );
    expect(isStale(project)).toBe(true);
    const cut = await run(project, true);
    expect(cut).toBeGreaterThan(0);
    expect(cut).toBeLessThan(20);
    expect(isStale(project)).toBe(false);
    const after = read(project);
    await run(project, false);
    expect(after).toEqual(read(project));
  });

  it('finds a plot by the outline another program gave it', async () => {
    const project = await buildCounty();
    const { database } = project;
    // as QGIS does: the row keeps its number, the index follows, and nothing of ours
    const reshape = (table: string, fid: number, geometry: TestFeature['geometry'], day: string) =>
      database.transaction(() => {
        const contents = { title: table, changedAtUtc: `2026-12-${day}T00:00:00.000Z` };
        const row = { wkb: writeWkb(geometry), attributes: [] };
        replaceFeatures(database, table, sql`fid = ${fid}`, [row], contents);
        const placed = database.value<number>(sql`SELECT max(fid) FROM ${identifier(table)}`) ?? 0;
        dropSpatialIndexTriggers(database, table);
        database.run(sql`UPDATE ${identifier(table)} SET fid = ${fid} WHERE fid = ${placed}`);
        database.run(sql`UPDATE ${identifier(spatialIndexName(table))} SET id = ${fid} WHERE id = ${placed}`);
        createSpatialIndexTriggers(database, table);
      });
    const exclusion = addLayer(project, {
      name: '甲',
      rule: 'E99',
      features: [{ geometry: square(X - 400, Y, 20) }],
    });
    const plots = database.value<string>(sql`
      SELECT table_name FROM layers WHERE layer_id = (SELECT layer_id FROM plots LIMIT 1)`) as string;
    await run(project, false);
    // the first plot now reaches 300 m west; then the exclusion moves within what is new of it
    reshape(plots, 1, square(X - 300, Y, 40), '01');
    expect(isStale(project)).toBe(true);
    expect(await run(project, true)).toBe(1);
    reshape(exclusion.table, 1, square(X - 290, Y + 5, 20), '02');
    expect(await run(project, true)).toBe(1);
    const after = read(project);
    await run(project, false);
    expect(after).toEqual(read(project));
  });

  it('computes nothing where nothing has changed, and again what could not be computed', async () => {
    const project = await buildCounty();
    addLayer(project, { name: '甲', rule: 'E99', features: scatter(10) });
    addPlotPolygons(project, [{ plotNo: '空', geometry: [] }]);
    await run(project, false);
    const before = read(project);
    expect(await run(project, true)).toBe(1);
    expect(read(project)).toEqual(before);
  });

  it('takes in new plots, and features that come before the others', async () => {
    const project = await buildCounty();
    const features = scatter(20);
    const layer = addLayer(project, { name: '甲', rule: 'E99', features });
    await run(project, false);
    removeLayer(project, layer.id, '甲');
    addLayer(project, { name: '甲', rule: 'E99', features: [...scatter(1), ...features] });
    addPlotPolygons(project, [{ plotNo: '新', geometry: square(X + 600, Y, 40) }]);
    expect(await run(project, true)).toBeLessThan(16);
    const after = read(project);
    await run(project, false);
    expect(after).toEqual(read(project));
  });

  it('takes leave of plots that are no longer, though as many new ones have come', async () => {
    const project = await buildCounty();
    addLayer(project, { name: '甲', rule: 'E99', features: scatter(20) });
    const gone = addPlotPolygons(project, [{ plotNo: '旧', geometry: square(X + 600, Y, 40) }]);
    await run(project, false);
    removeLayer(project, gone.id, '甲');
    addPlotPolygons(project, [{ plotNo: '新', geometry: square(X + 700, Y, 40) }]);
    expect(await run(project, true)).toBe(1);
    const { pieces_table: table } = project.database.get(sql`
      SELECT pieces_table FROM eligibility_runs ORDER BY run_id DESC LIMIT 1`) as { pieces_table: string };
    const plotNumbers = project.database.column({
      text: `SELECT DISTINCT plot_no FROM ${table} WHERE plot_no NOT LIKE 'P%'`,
      values: [],
    });
    expect(plotNumbers).toEqual(['新']);
    const after = read(project);
    await run(project, false);
    expect(after).toEqual(read(project));
  });

  it('computes everything where the rules are others than before', async () => {
    const project = await buildCounty();
    addLayer(project, { name: '甲', rule: 'E99', features: scatter(10) });
    await run(project, false);
    expect(await run(project, true, 'balance-recheck-2023')).toBe(100);
  });

  it('computes everything where areas are measured otherwise, and leaves earlier runs as they were', async () => {
    const project = await buildCounty();
    addLayer(project, { name: '甲', rule: 'E99', features: scatter(10) });
    await run(project, false);
    const seen = readRunAgain(project, 1);
    writeSettings(project, { edgeSplitMeters: 3 }, '甲');
    expect(await run(project, true)).toBe(100);
    expect(readRunAgain(project, 2)).not.toEqual(seen);
    expect(readRunAgain(project, 1)).toEqual(seen);
    // pieces of all plots are new: they have a table of their own
    expect([1, 2].map((runId) => readRun(project.database, runId)?.piecesTable)).toEqual([
      'pieces_2',
      'pieces_2',
    ]);
  });
});

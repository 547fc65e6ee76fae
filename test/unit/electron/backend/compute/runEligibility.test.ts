import { describe, expect, it } from 'vitest';
import type { OpenProject } from '../../../../../electron/backend/storage/project/openProject.ts';
import { findPlotByNumber } from '../../../../../electron/backend/storage/project/plots.ts';
import { sql } from '../../../../../electron/backend/storage/sqlite/sql.ts';
import type { CallContext } from '../../../../../shared/contract/backendApi.ts';
import type { MultiPolygon } from '../../../../../shared/domain/geometry/multiPolygon.ts';
import { eligibilityStages } from '../../../../../shared/text/eligibilityRun.zh-CN.ts';
import { addLayer, addPlotPolygons } from '../../../../support/buildEligibilityProject.ts';
import { ring, square } from '../../../../support/buildPolygon.ts';
import { buildProject } from '../../../../support/buildProject.ts';
import {
  bindRemainingRules,
  buildOverlappingExclusions,
  near,
  openEligibility,
  rectangle,
  X,
  Y,
} from '../../../../support/squaredPaper.ts';

describe('an eligibility run', () => {
  it('charges overlapping exclusions once, in rule order, and shows the whole hit beside it', async () => {
    const { run, bill, stages } = openEligibility(await buildOverlappingExclusions());
    const summary = await run();
    const a = await bill('A');
    expect(a.grossSquareMeters).toEqual(near(4000));
    expect(a.lines).toMatchObject([
      { rule: 'E01', exclusiveSquareMeters: near(1200), hitSquareMeters: near(1200), layer: '坡度图' },
      { rule: 'E02', exclusiveSquareMeters: near(400), hitSquareMeters: near(600), layer: '红线' },
    ]);
    expect(a.netSquareMeters).toEqual(near(2400));
    expect(a.lines[0]?.clauseText).toContain('25度以上坡地');
    expect(a.verdict).toBe('partial');
    // class 0201, no mark, outflow of 2022: remarks that take nothing
    expect(a.reasons.map(({ resultCode }) => resultCode)).toEqual(['X01', 'X02', 'C', 'W21', 'P32']);
    // 4000 m² = 6.00 亩, 1200 = 1.80, 400 = 0.60, 2400 = 3.60
    expect(a.printedMu).toEqual({ gross: 6, net: 3.6, lines: [1.8, 0.6] });
    expect(summary).toMatchObject({
      plots: 4,
      computed: 4,
      notComputed: [],
      verdicts: { eligible: 1, partial: 1, ineligible: 2, undetermined: 0 },
      missingRules: [],
      stale: false,
    });
    expect(summary.netSquareMeters).toEqual(near(2400 + 4000));
    expect(stages).toEqual(['整理排除图层', '切割图斑', '保存核算结果']);
  });

  it('leaves a plot whole that only a grade-4 slope covers', async () => {
    const { run, bill } = openEligibility(await buildOverlappingExclusions());
    await run();
    const b = await bill('B');
    expect(b).toMatchObject({ verdict: 'eligible', lines: [], closingErrorSquareMeters: 0 });
    expect(b.reasons.filter(({ areaSquareMeters }) => areaSquareMeters !== null)).toEqual([]);
    expect(b.netSquareMeters).toBe(b.grossSquareMeters);
  });

  it('takes what is left below 400 m² as too small (T01 → N11), and the bill still closes', async () => {
    const { run, bill } = openEligibility(await buildOverlappingExclusions());
    await run();
    const c = await bill('C');
    expect(c.lines).toMatchObject([
      { rule: 'E05', exclusiveSquareMeters: near(600) },
      { rule: 'T01', resultCode: 'N11', exclusiveSquareMeters: near(300) },
    ]);
    expect(c).toMatchObject({ netSquareMeters: 0, verdict: 'ineligible' });
    const sum = c.lines.reduce((total, line) => total + line.exclusiveSquareMeters, 0);
    expect(sum).toBeCloseTo(c.grossSquareMeters as number, 9);
  });

  it('does not count a plot that is 耕地 already (C01 → N01)', async () => {
    const { run, bill } = openEligibility(await buildOverlappingExclusions());
    await run();
    expect(await bill('D')).toMatchObject({
      verdict: 'ineligible',
      netSquareMeters: 0,
      lines: [{ rule: 'C01', resultCode: 'N01', exclusiveSquareMeters: near(2500) }],
    });
  });

  it('is undetermined, never eligible, while a required rule has no layer (U00)', async () => {
    const project = await buildProject();
    addPlotPolygons(project, [{ plotNo: 'A', geometry: rectangle(0, 0, 100, 40) }]);
    addLayer(project, { name: '红线', rule: 'E02', features: [{ geometry: rectangle(900, 0, 10, 10) }] });
    const { run, bill } = openEligibility(project);
    const summary = await run();
    expect(summary.missingRules).toEqual(['E01', 'E03', 'E04', 'E05', 'E06', 'E07']);
    expect(summary.verdicts).toEqual({ eligible: 0, partial: 0, ineligible: 0, undetermined: 1 });
    const { verdict, reasons } = await bill('A');
    expect(verdict).toBe('undetermined');
    expect(reasons).toContainEqual({ resultCode: 'U00', ruleCode: 'E04', areaSquareMeters: null });
  });

  it('lists a plot it cannot compute and gives no total', async () => {
    const project = await buildProject();
    const [x, y] = [X + 200, Y];
    addPlotPolygons(project, [
      { plotNo: 'A', geometry: rectangle(0, 0, 100, 40) },
      // a boundary without any area
      { plotNo: 'B', geometry: [[ring([x, y], [x + 10, y], [x, y])]] },
    ]);
    const { run, bill } = openEligibility(project);
    const summary = await run({ rulesId: 'local-exclusions' });
    expect(summary).toMatchObject({
      computed: 1,
      notComputed: [{ plotNo: 'B', code: 'INVALID_INPUT' }],
      grossSquareMeters: null,
      netSquareMeters: null,
      netMu: null,
    });
    expect(await bill('B')).toMatchObject({
      notComputed: 'INVALID_INPUT',
      grossSquareMeters: null,
      printedMu: null,
      verdict: 'undetermined',
      reasons: [{ resultCode: 'U01' }],
    });
  });

  it('tells user layers apart in the order of the layers (E99-1, E99-2), and prints what adds up', async () => {
    const project = await buildProject();
    const third = 10.0001;
    addPlotPolygons(project, [
      { plotNo: 'A', geometry: rectangle(0, 0, 100, 40) },
      { plotNo: 'B', geometry: rectangle(200, 0, 3 * third, 40) },
    ]);
    const graves = [rectangle(0, 0, 10, 40), rectangle(200, 0, third, 40)];
    const mined = [rectangle(5, 0, 10, 40), rectangle(200 + third, 0, third, 40)];
    addLayer(project, { name: '墓地', rule: 'E99', features: graves.map((geometry) => ({ geometry })) });
    addLayer(project, { name: '采空区', rule: 'E99', features: mined.map((geometry) => ({ geometry })) });
    const { run, bill } = openEligibility(project);
    await run({ rulesId: 'local-exclusions' });
    expect((await bill('A')).lines).toMatchObject([
      { rule: 'E99-1', title: '墓地', resultCode: 'X99-1', exclusiveSquareMeters: near(400) },
      { rule: 'E99-2', title: '采空区', resultCode: 'X99-2', exclusiveSquareMeters: near(200) },
    ]);
    // three times 400.004 m² are 1200.012 m²: rounded each by itself they would make 1200.00 of it
    const { gross = 0, net = 0, lines = [] } = (await bill('B')).printedSquareMeters ?? {};
    expect(gross).toBe(1200.01);
    expect([net, ...lines].reduce((cents, part) => cents + Math.round(part * 100), 0)).toBe(120_001);
  });

  it('shows the pieces with the rules that hit them, and which source features do', async () => {
    const project = await buildOverlappingExclusions();
    const { run, handlers, call } = openEligibility(project);
    await run();
    const plotId = findPlotByNumber(project.database, 'A');
    const { pieces } = await handlers['plot.pieces']({ plotId }, call);
    const areas = Object.fromEntries(
      pieces.map(({ rules, areaSquareMeters }) => [rules.join('+'), Math.round(areaSquareMeters)]),
    );
    expect(areas).toEqual({ '': 2400, E01: 1000, 'E01+E02': 200, E02: 400 });
    const hits = project.database.all(
      sql`SELECT code, fid FROM eligibility_hits WHERE plot_id = ${plotId} ORDER BY code`,
    );
    expect(hits).toEqual([
      { code: 'E01', fid: 1 },
      { code: 'E02', fid: 1 },
    ]);
  });

  it('repeats named plots only, on the run before, and gives the same totals', async () => {
    const { run, bill } = openEligibility(await buildOverlappingExclusions());
    const first = await run();
    const second = await run({ only: ['A'] });
    const { runId, finishedAtUtc, elapsedMs, peakRssBytes, ...same } = first;
    expect(second).toMatchObject(same);
    expect(second.runId).not.toBe(runId);
    expect((await bill('C')).lines).toHaveLength(2);
    await expect(run({ only: ['Z'] })).rejects.toMatchObject({ code: 'PLOT_NOT_FOUND' });
  });

  it('is stale once a layer it depends on has come or changed, and once there are other plots', async () => {
    const project = await buildOverlappingExclusions();
    const { run, bill } = openEligibility(project);
    await run();
    addLayer(project, {
      name: '基本农田',
      role: 'reference',
      features: [{ geometry: rectangle(0, 0, 5, 5) }],
    });
    expect((await bill('A')).stale).toBe(false);
    addLayer(project, { name: '墓地', rule: 'E99', features: [{ geometry: rectangle(0, 0, 5, 5) }] });
    expect((await bill('A')).stale).toBe(true);
    await run();
    expect((await bill('A')).stale).toBe(false);
    addPlotPolygons(project, [{ plotNo: 'E', geometry: rectangle(800, 0, 100, 40) }]);
    expect((await bill('A')).stale).toBe(true);
    await run();
    expect((await bill('A')).stale).toBe(false);
    project.database.transaction(() =>
      project.database.run(sql`UPDATE layers SET content_sha256 = 'other' WHERE name = '红线'`),
    );
    expect((await bill('A')).stale).toBe(true);
  });

  it('leaves no trace when cancelled', async () => {
    const project = await buildOverlappingExclusions();
    const { run, controller } = openEligibility(project);
    const before = project.database.value(sql`SELECT count(*) FROM command_log`);
    const promise = run({ workers: 2 });
    controller.abort();
    await expect(promise).rejects.toMatchObject({ code: 'OPERATION_CANCELLED' });
    expect(project.database.value(sql`SELECT count(*) FROM command_log`)).toBe(before);
    expect(project.database.value(sql`SELECT count(*) FROM eligibility_runs`)).toBe(0);
    expect(project.database.value(sql`SELECT count(*) FROM temp.sqlite_schema`)).toBe(0);
  });

  it.each(['exclusions', 'plots'] as const)(
    'leaves the run before alone when cancelled amid its %s',
    async (stage) => {
      const project = await buildOverlappingExclusions();
      const { handlers, run, bill } = openEligibility(project);
      const { runId } = await run({ rulesId: 'local-exclusions' });
      addLayer(project, { name: '墓地', rule: 'E99', features: [{ geometry: rectangle(0, 0, 5, 5) }] });
      const controller = new AbortController();
      const call: CallContext = {
        signal: controller.signal,
        reportProgress: (reported) => {
          if (reported === eligibilityStages[stage]) controller.abort();
        },
      };
      const cancelled = handlers['eligibility.run']({ workers: 1, by: '甲', changedOnly: true }, call);
      await expect(cancelled).rejects.toMatchObject({ code: 'OPERATION_CANCELLED' });
      expect(await bill('A')).toMatchObject({ runId, stale: true, lines: [] });
      expect(project.database.value(sql`SELECT count(*) FROM temp.sqlite_schema`)).toBe(0);
      // what was cancelled can be done after all
      expect((await run()).runId).not.toBe(runId);
      expect(await bill('A')).toMatchObject({ stale: false, lines: [{ rule: 'E99-1', pieces: 1 }] });
    },
  );

  it('keeps the newest five runs, and one table of pieces that did not change', async () => {
    const project = await buildProject();
    addPlotPolygons(project, [{ plotNo: 'A', geometry: square(X, Y, 10) }]);
    const { run } = openEligibility(project);
    for (let i = 0; i < 6; i++) await run({ rulesId: 'local-exclusions' });
    const { database } = project;
    expect(database.column(sql`SELECT run_id FROM eligibility_runs ORDER BY run_id`)).toEqual([
      2, 3, 4, 5, 6,
    ]);
    expect(
      database.column(sql`SELECT table_name FROM gpkg_contents WHERE table_name GLOB 'pieces_*'`),
    ).toEqual(['pieces_1']);
  });
});

describe('remarks in a run', () => {
  /** B lies half in basic farmland, C wholly in the growth boundary, D is a plot that was counted before. */
  async function buildReferenceLayers(): Promise<OpenProject> {
    const project = await buildProject();
    addPlotPolygons(project, [
      { plotNo: 'B', geometry: rectangle(200, 0, 100, 40), attributes: { QZYY: '是' } },
      { plotNo: 'C', geometry: rectangle(400, 0, 30, 30), attributes: { QZYY: '否' } },
      { plotNo: 'D', geometry: rectangle(600, 0, 50, 50), attributes: { QZYY: '是' } },
    ]);
    const reference = (name: string, rule: string, geometry: MultiPolygon) =>
      addLayer(project, { name, rule, role: 'reference', features: [{ geometry }] });
    reference('永久基本农田', 'W04', rectangle(150, -10, 100, 60));
    reference('城镇开发边界', 'W03', rectangle(390, -10, 60, 60));
    reference('占补项目', 'W06', rectangle(600, 0, 2, 2));
    bindRemainingRules(project, []);
    return project;
  }

  it('are in the bill with their clause and take no area; a counted plot is blocked whole', async () => {
    const project = await buildReferenceLayers();
    const { run, bill, whatif } = openEligibility(project);
    await run();
    const b = await bill('B');
    expect(b).toMatchObject({ verdict: 'eligible', lines: [] });
    expect(b.notes.find(({ rule }) => rule === 'W04')).toMatchObject({
      ...{ resultCode: 'P31', effect: 'priority', areaSquareMeters: near(2000) },
      clauseText: expect.stringContaining('永久基本农田'),
    });
    const c = await bill('C');
    expect(c.verdict).toBe('eligible');
    expect(c.notes.map(({ resultCode }) => resultCode)).toEqual(['C', 'W21', 'P32', 'N42', 'W23']);
    const d = await bill('D');
    expect(d).toMatchObject({ verdict: 'ineligible', netSquareMeters: 0 });
    expect(d.lines).toMatchObject([{ rule: 'W06', resultCode: 'N41', exclusiveSquareMeters: near(2500) }]);
    const report = await whatif({ without: ['W06'] });
    // 50 × 50 m = 2500 m² = 3.75 亩
    const plotId = findPlotByNumber(project.database, 'D');
    expect(report.flipped).toEqual([
      { plotId, plotNo: 'D', from: 'ineligible', to: 'eligible', fromNetMu: 0, toNetMu: 3.75 },
    ]);
  });
});

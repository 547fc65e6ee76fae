import { describe, expect, it } from 'vitest';
import { createEligibilityHandlers } from '../../../../../electron/backend/services/eligibilityService.ts';
import type { OpenProject } from '../../../../../electron/backend/storage/project/openProject.ts';
import { findPlotByNumber } from '../../../../../electron/backend/storage/project/plots.ts';
import { sql } from '../../../../../electron/backend/storage/sqlite/sql.ts';
import type { CallContext } from '../../../../../shared/contract/backendApi.ts';
import type { AreaBill } from '../../../../../shared/contract/records/eligibilityRecords.ts';
import type { MultiPolygon } from '../../../../../shared/domain/geometry/multiPolygon.ts';
import { eligibilityStages } from '../../../../../shared/text/eligibilityRun.zh-CN.ts';
import { addLayer, addPlotPolygons } from '../../../../support/buildEligibilityProject.ts';
import { ring, square } from '../../../../support/buildPolygon.ts';
import { buildProject } from '../../../../support/buildProject.ts';

// Near the central meridian of EPSG:4545 (108°E) the ellipsoidal area of a plot is its planar area within
// 1e-7, so that bills can be worked out on squared paper.
const X = 500_000;
const Y = 3_450_000;

function rectangle(x: number, y: number, width: number, height: number): MultiPolygon {
  const [left, bottom] = [X + x, Y + y];
  const [right, top] = [left + width, bottom + height];
  return [[ring([left, bottom], [right, bottom], [right, top], [left, top])]];
}

function open(project: OpenProject) {
  const handlers = createEligibilityHandlers({
    appVersion: '0',
    applicationDirectory: project.directory,
    clock: project.clock,
    session: {
      require: () => project,
      requireNow: () => project,
      past: () => null,
      showPast: () => undefined,
      current: () => project,
      replace: () => undefined,
      close: () => Promise.resolve(),
    },
    emit: () => undefined,
  });
  const controller = new AbortController();
  const stages: string[] = [];
  const call: CallContext = {
    signal: controller.signal,
    reportProgress: (stage) => {
      if (stages.at(-1) !== stage) stages.push(stage);
    },
  };
  const run = (request: { rulesId?: string; workers?: number; only?: string[] } = {}) =>
    handlers['eligibility.run']({ workers: 1, by: '甲', ...request }, call);
  const bill = async (plotNo: string): Promise<AreaBill> =>
    handlers['eligibility.bill']({ plotId: findPlotByNumber(project.database, plotNo) }, call);
  const whatif = async (request: { order?: string[]; without?: string[]; minimumNetSquareMeters?: number }) =>
    handlers['eligibility.whatif'](request, call);
  return { handlers, call, controller, stages, run, bill, whatif };
}

/** All layers the restoration rules ask for, far away from the plots. */
function bindRemainingRules(project: OpenProject, present: readonly string[]): void {
  for (const rule of ['E01', 'E02', 'E03', 'E04', 'E05', 'E06', 'E07']) {
    if (present.includes(rule)) continue;
    const attributes = { PDJB: '5', BHQJB: '一级', SEN_LIN_LB: '11', DI_LEI: '0110' };
    addLayer(project, {
      name: rule,
      rule,
      features: [{ geometry: rectangle(9000, 9000, 10, 10), attributes }],
    });
  }
}

/**
 *   40 ┌───────────────────────┐         slope E01: x 0…30, all heights, of grade 5
 *      │ E01   │               │         红线 E02:  x 20…50, y 0…20
 *   20 │ 30×40 ├───────┐       │
 *      │     ┌─│─ E02 ─│       │         hits: E01 1200, E02 600; common 200
 *    0 └─────┴─┴───────┴───────┘         exclusive: E01 1200, E02 400; net 4000 − 1600 = 2400
 *      0    20 30     50      100
 */
async function buildOverlappingExclusions(): Promise<OpenProject> {
  const project = await buildProject();
  addPlotPolygons(project, [
    { plotNo: 'A', geometry: rectangle(0, 0, 100, 40) },
    { plotNo: 'B', geometry: rectangle(200, 0, 100, 40) },
    { plotNo: 'C', geometry: rectangle(400, 0, 30, 30) },
    { plotNo: 'D', geometry: rectangle(600, 0, 50, 50), landClassCode: '0103' },
  ]);
  addLayer(project, {
    name: '坡度图',
    role: 'slope',
    features: [
      { geometry: rectangle(-10, -10, 40, 60), attributes: { PDJB: '5' } },
      // grade 4 must not count
      { geometry: rectangle(200, 0, 50, 40), attributes: { PDJB: '4' } },
    ],
  });
  addLayer(project, {
    name: '红线',
    rule: 'E02',
    features: [{ geometry: rectangle(20, -5, 30, 25), attributes: { ZRBHDMC: null } }],
  });
  // C: 30 × 30 = 900 m², of which the river takes 30 × 20; 300 m² are left, less than 400
  addLayer(project, { name: '河湖', rule: 'E05', features: [{ geometry: rectangle(400, 0, 30, 20) }] });
  bindRemainingRules(project, ['E01', 'E02', 'E05']);
  return project;
}

const near = (value: number) => ({ asymmetricMatch: (x: unknown) => Math.abs(Number(x) - value) < 0.01 });

describe('an eligibility run', () => {
  it('charges overlapping exclusions once, in rule order, and shows the whole hit beside it', async () => {
    const { run, bill, stages } = open(await buildOverlappingExclusions());
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
    const { run, bill } = open(await buildOverlappingExclusions());
    await run();
    const b = await bill('B');
    expect(b).toMatchObject({ verdict: 'eligible', lines: [], closingErrorSquareMeters: 0 });
    expect(b.reasons.filter(({ areaSquareMeters }) => areaSquareMeters !== null)).toEqual([]);
    expect(b.netSquareMeters).toBe(b.grossSquareMeters);
  });

  it('takes what is left below 400 m² as too small (T01 → N11), and the bill still closes', async () => {
    const { run, bill } = open(await buildOverlappingExclusions());
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
    const { run, bill } = open(await buildOverlappingExclusions());
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
    const { run, bill } = open(project);
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
    const { run, bill } = open(project);
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
    const { run, bill } = open(project);
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
    const { run, handlers, call } = open(project);
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
    const { run, bill } = open(await buildOverlappingExclusions());
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
    const { run, bill } = open(project);
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
    const { run, controller } = open(project);
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
      const { handlers, run, bill } = open(project);
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
    const { run } = open(project);
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
    const { run, bill, whatif } = open(project);
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

describe('what-if', () => {
  it('moves area between rules when the order changes, and leaves the net alone', async () => {
    const { run, whatif } = open(await buildOverlappingExclusions());
    const summary = await run();
    const report = await whatif({ order: ['E02', 'E01'] });
    expect(report.netSquareMeters).toBeCloseTo(summary.netSquareMeters as number, 6);
    expect(report.order.slice(0, 2)).toEqual(['E02', 'E01']);
    expect(report.byRule.slice(0, 2)).toEqual([
      { rule: 'E02', exclusiveSquareMeters: near(600), exclusiveMu: 0.9, plots: 1 },
      { rule: 'E01', exclusiveSquareMeters: near(1000), exclusiveMu: 1.5, plots: 1 },
    ]);
    expect(report.flipped).toEqual([]);
  });

  it('names the plots that flip when a rule is left out or the minimum changes', async () => {
    const project = await buildOverlappingExclusions();
    const { run, whatif } = open(project);
    await run();
    const idOf = (plotNo: string) => findPlotByNumber(project.database, plotNo);
    const report = await whatif({ without: ['E01', 'E02'], minimumNetSquareMeters: 200 });
    expect(report.flipped).toEqual([
      { plotId: idOf('A'), plotNo: 'A', from: 'partial', to: 'eligible', fromNetMu: 3.6, toNetMu: 6 },
      { plotId: idOf('C'), plotNo: 'C', from: 'ineligible', to: 'partial', fromNetMu: 0, toNetMu: 0.45 },
    ]);
    expect(report.netSquareMeters).toEqual(near(4000 + 4000 + 300));
    await expect(whatif({ without: ['E55'] })).rejects.toMatchObject({ code: 'ARGUMENT_INVALID' });
  });
});

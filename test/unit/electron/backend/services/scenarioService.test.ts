import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type BackendClient, createClient } from '../../../../../shared/contract/createClient.ts';
import { createInProcessTransport } from '../../../../../shared/contract/transports/inProcessTransport.ts';
import { createTestBackend } from '../../../../support/hosts.ts';
import { temporaryFolder } from '../../../../support/temporaryFolder.ts';
import {
  type SmallCountyOptions,
  smallCountyOrigin,
  writeSmallCounty,
} from '../../../../support/writeSmallCounty.ts';

async function buildCounty(options: SmallCountyOptions = {}): Promise<BackendClient> {
  const directory = join(temporaryFolder(), 'project');
  await writeSmallCounty(directory, options);
  const backend = createTestBackend();
  onTestFinished(() => backend.close());
  const client = createClient(createInProcessTransport(backend));
  await client.call('project.open', { directory });
  await client.call('eligibility.run', { rulesId: 'restoration-2023', workers: 1, by: '甲' });
  return client;
}

const summaryOf = (client: BackendClient) => client.call('eligibility.summary', {});

describe('what-if', () => {
  it('that changes nothing gives the run itself, to the last digit', async () => {
    const client = await buildCounty();
    const run = await summaryOf(client);
    const report = await client.call('eligibility.whatif', {});
    expect(report.netSquareMeters).toBeCloseTo(run.netSquareMeters as number, 6);
    expect(report).toMatchObject({
      ...{ netMu: run.netMu, verdicts: run.verdicts, changedPlots: 0, flipped: [] },
    });
    expect(report.byRule.map(({ rule, exclusiveMu }) => [rule, exclusiveMu])).toEqual(
      run.byRule.map(({ rule, exclusiveMu }) => [rule, exclusiveMu]),
    );
  });

  it('moves every threshold that is arithmetic over pieces', async () => {
    const client = await buildCounty();
    // without a minimum the 300 m² of C count: 0.45 亩
    const minimum = await client.call('eligibility.whatif', { minimumNetSquareMeters: 0 });
    expect(minimum.netMu).toBeCloseTo(3.6 + 6 + 0.45, 6);
    expect(minimum.flipped).toMatchObject([
      { plotNo: 'C', from: 'ineligible', to: 'partial', toNetMu: 0.45 },
    ]);
    // a hit of 1200 m² on a plot of 4000 is below 1500 m² and 40 %: taken for a drawing tolerance, as 红线's 600
    const edge = await client.call('eligibility.whatif', {
      ...{ edgeToleranceSquareMeters: 1500, edgeToleranceShare: 0.4 },
    });
    expect(edge.flipped).toMatchObject([{ plotNo: 'A', from: 'partial', to: 'eligible', toNetMu: 6 }]);
    // the part left of C is 300 m²: as a sliver it goes too, by another rule than T01
    const sliver = await client.call('eligibility.whatif', { sliverSquareMeters: 350 });
    expect(sliver.byRule).toContainEqual(
      expect.objectContaining({ rule: 'T02', exclusiveMu: 0.45, plots: 1 }),
    );
    expect((await summaryOf(client)).netMu).toBe(9.6);
  });

  it('gives no total while a plot of the run is not computed', async () => {
    const client = await buildCounty({ unusable: true });
    expect(await client.call('eligibility.whatif', {})).toMatchObject({ netMu: null, netSquareMeters: null });
    expect(await client.call('eligibility.failures', {})).toMatchObject({
      failures: [
        { plotNo: 'D', townName: '东镇', code: 'INVALID_INPUT', detail: expect.stringMatching(/./) },
      ],
    });
  });
});

describe('scenarios', () => {
  it('are kept by name, renamed and removed, each with a row of the log', async () => {
    const client = await buildCounty();
    const adjustment = { order: ['E02', 'E01'], without: ['E05'], minimumNetSquareMeters: 200 };
    await client.call('scenario.save', { name: '不扣河湖', adjustment, by: '乙' });
    expect(await client.call('scenario.list', {})).toEqual({
      scenarios: [
        {
          ...{ name: '不扣河湖', rulesId: 'restoration-2023', adjustment, savedBy: '乙' },
          savedAtUtc: expect.stringMatching(/^20/),
        },
      ],
    });
    await client.call('scenario.save', { name: '另一个', adjustment: {}, by: '乙' });
    await expect(
      client.call('scenario.rename', { name: '另一个', newName: '不扣河湖', by: '乙' }),
    ).rejects.toMatchObject({ code: 'SCENARIO_EXISTS' });
    await client.call('scenario.rename', { name: '另一个', newName: '照旧', by: '乙' });
    await client.call('scenario.remove', { name: '照旧', by: '乙' });
    const { scenarios } = await client.call('scenario.list', {});
    expect(scenarios.map(({ name }) => name)).toEqual(['不扣河湖']);
    const { commands } = await client.call('review.log', { limit: 4 });
    expect(commands.map(({ kind, target, by }) => [kind, target, by])).toEqual([
      ['scenario.remove', 'scenario:照旧', '乙'],
      ['scenario.rename', 'scenario:另一个', '乙'],
      ['scenario.save', 'scenario:另一个', '乙'],
      ['scenario.save', 'scenario:不扣河湖', '乙'],
    ]);
    expect(await client.call('project.check', {})).toMatchObject({ ok: true });
  });

  it('leave the official result alone until adopted; the run then says what was adopted', async () => {
    const client = await buildCounty();
    const before = await summaryOf(client);
    const adjustment = { order: ['E02'], without: ['E01'], minimumNetSquareMeters: 200 };
    const report = await client.call('eligibility.whatif', adjustment);
    expect(await summaryOf(client)).toEqual(before);
    const adopted = { ...adjustment, scenarioName: '试点' };
    const run = await client.call('eligibility.run', {
      ...{ rulesId: 'restoration-2023', adjustment: adopted, workers: 1, by: '甲' },
    });
    expect(run).toMatchObject({
      ...{ netMu: report.netMu, verdicts: report.verdicts, adjustment: adopted, stale: false },
    });
    // A 4000 − 600 = 3400 m² = 5.10 亩, B 6.00, C 300 m² = 0.45
    expect(run.netMu).toBeCloseTo(5.1 + 6 + 0.45, 6);
    const { commands } = await client.call('review.log', { limit: 1 });
    expect(JSON.parse(commands[0]?.newValue ?? '')).toMatchObject({ adjustment: adopted });
    // and what is printed says so, too
    const preview = await client.call('export.preview', { what: 'plots', format: 'xlsx' });
    expect(JSON.stringify(preview)).toContain(
      '采用沙盘口径“试点”：停用 E01；次序 E02；最小净面积 200 平方米',
    );
    // the sandbox still knows the rule set as it is: what was left out can be asked for again
    expect(await client.call('eligibility.whatif', {})).toMatchObject({
      ...{ netMu: before.netMu, verdicts: before.verdicts },
    });
    // a repetition keeps the adopted 口径; naming the rule set goes back to it
    const again = await client.call('eligibility.run', { only: ['A'], workers: 1, by: '甲' });
    expect(again).toMatchObject({ netMu: run.netMu, adjustment: adopted });
    const plain = await client.call('eligibility.run', {
      ...{ rulesId: 'restoration-2023', workers: 1, by: '甲' },
    });
    expect(plain).toMatchObject({ netMu: before.netMu, adjustment: null });
  });

  it('charge as the sandbox said once another order is adopted', async () => {
    const client = await buildCounty();
    const order = ['E02'];
    const report = await client.call('eligibility.whatif', { order });
    const run = await client.call('eligibility.run', {
      ...{ rulesId: 'restoration-2023', adjustment: { order, scenarioName: null }, workers: 1, by: '甲' },
    });
    const charged = (rules: readonly { rule: string; exclusiveMu: number }[]) =>
      new Map(rules.map(({ rule, exclusiveMu }) => [rule, exclusiveMu]));
    // of the 200 m² that both hit, E02 takes all now: 600 m² and 1000 m²
    expect(charged(run.byRule)).toEqual(charged(report.byRule));
    expect([...charged(run.byRule)]).toEqual(
      expect.arrayContaining([
        ['E01', 1.5],
        ['E02', 0.9],
      ]),
    );
  });

  it('do not take a rule for present because it was left out once: absence is never eligibility', async () => {
    const client = await buildCounty();
    const layers = (await client.call('project.info', {})).layers;
    const layerId = layers.find(({ rule }) => rule === 'E04')?.id ?? '';
    await client.call('layer.remove', { layerId, by: '甲' });
    const adopt = (without: string[]) =>
      client.call('eligibility.run', {
        ...{ rulesId: 'restoration-2023', adjustment: { without, scenarioName: null }, workers: 1, by: '甲' },
      });
    expect((await adopt([])).verdicts.undetermined).toBe(3);
    expect(await adopt(['E04'])).toMatchObject({ missingRules: [], verdicts: { undetermined: 0 } });
    const whatif = await client.call('eligibility.whatif', {});
    expect(whatif.verdicts.undetermined).toBe(3);
  });
});

describe('two runs', () => {
  it('are compared by total, by rule and by plot, and the plots add up to the total', async () => {
    const client = await buildCounty();
    const adjustment = { without: ['E01'], minimumNetSquareMeters: 0, scenarioName: null };
    await client.call('eligibility.run', {
      ...{ rulesId: 'restoration-2023', adjustment, workers: 1, by: '甲' },
    });
    const report = await client.call('eligibility.compare', {});
    expect(report.changed).toMatchObject([
      { plotNo: 'A', fromVerdict: 'partial', toVerdict: 'partial', fromNetMu: 3.6, toNetMu: 5.1 },
      { plotNo: 'C', fromVerdict: 'ineligible', toVerdict: 'partial', fromNetMu: 0, toNetMu: 0.45 },
    ]);
    const sum = report.changed.reduce(
      (cents, { fromNetMu, toNetMu }) => cents + Math.round(((toNetMu ?? 0) - (fromNetMu ?? 0)) * 100),
      0,
    );
    expect(sum / 100).toBe(report.netMuDifference);
    expect(report.netMuDifference).toBe(1.95);
    expect(report.byRule.filter(({ fromMu, toMu }) => fromMu !== toMu)).toEqual([
      { rule: 'E02', title: expect.any(String), fromMu: 0.6, toMu: 0.9 },
      { rule: 'E01', title: expect.any(String), fromMu: 1.8, toMu: 0 },
      { rule: 'T01', title: expect.any(String), fromMu: 0.45, toMu: null },
    ]);
    expect(report.transitions).toContainEqual({ from: 'ineligible', to: 'partial', plots: 1 });
    expect(report).toMatchObject({ rules: [], layers: [], changedPlots: 2 });
    const [newest, oldest] = (await client.call('eligibility.runs', {})).runs;
    const backwards = await client.call('eligibility.compare', {
      ...{ earlier: newest?.runId ?? '', later: oldest?.runId ?? '', limit: 1 },
    });
    expect(backwards).toMatchObject({ netMuDifference: -1.95, changedPlots: 2 });
    expect(backwards.changed).toHaveLength(1);
    await expect(client.call('eligibility.compare', { earlier: '99' })).rejects.toMatchObject({
      code: 'RUN_NOT_KEPT',
    });
  });

  it('say which layers changed in between and what the rule sets say differently', async () => {
    const client = await buildCounty();
    const rules = await client.call('rules.show', { rulesId: 'restoration-2023' });
    const text = JSON.stringify({ ...rules, id: 'pilot', version: '2024.1', disabled: ['E02'] });
    await client.call('rules.save', { text, by: '甲' });
    await client.call('eligibility.run', { rulesId: 'pilot', workers: 1, by: '甲' });
    // the window tells by the project's summary, the command line by the run's
    const isStale = async () => [
      (await summaryOf(client)).stale,
      (await client.call('project.info', {})).run?.stale,
    ];
    expect(await isStale()).toEqual([false, false]);
    await client.call('rules.save', { text: text.replace('2024.1', '2024.2'), by: '甲' });
    expect(await isStale()).toEqual([true, true]);
    await client.call('rules.save', { text, by: '甲' });
    expect(await isStale()).toEqual([false, false]);
    const layerId = (await client.call('project.info', {})).layers.find(({ name }) => name === '河湖')?.id;
    const report = await client.call('eligibility.compare', {});
    expect(report.rules.map(({ code, kind }) => [code, kind])).toEqual([
      [null, 'changed'],
      ['E02', 'switchedOff'],
    ]);
    expect(report.changed.map(({ plotNo, toNetMu }) => [plotNo, toNetMu])).toEqual([['A', 4.2]]);
    await client.call('layer.remove', { layerId: layerId ?? '', by: '甲' });
    await client.call('eligibility.run', { rulesId: 'pilot', workers: 1, by: '甲' });
    expect((await client.call('eligibility.compare', {})).layers).toEqual([
      { name: '河湖', change: 'removed' },
    ]);
    // the run keeps its rules when the rule set is changed and removed
    await client.call('rules.remove', { rulesId: 'pilot', by: '甲' });
    const [last] = (await client.call('eligibility.runs', {})).runs;
    const kept = await client.call('rules.show', { rulesId: `run:${last?.runId}` });
    expect(kept).toMatchObject({ id: 'pilot', version: '2024.1', disabled: ['E02'] });
    expect((await summaryOf(client)).stale).toBe(true);
  });

  it('cannot be compared while there is only one', async () => {
    const client = await buildCounty();
    await expect(client.call('eligibility.compare', {})).rejects.toMatchObject({ code: 'RUNS_TOO_FEW' });
  });
});

describe('statistics on the engine', () => {
  it('sum a run by town', async () => {
    const client = await buildCounty();
    expect(await client.call('eligibility.towns', {})).toEqual({
      towns: [
        {
          ...{ townName: '东镇', plots: 3, notComputed: 0, grossMu: 13.35, netMu: 9.6 },
          verdicts: { eligible: 1, partial: 1, ineligible: 1, undetermined: 0 },
        },
      ],
    });
  });

  it('measure how much of the plots lies in a layer, by town and class', async () => {
    const client = await buildCounty();
    const layers = (await client.call('project.info', {})).layers;
    const layerId = layers.find(({ name }) => name === '红线')?.id ?? '';
    const report = await client.call('eligibility.occupation', { layerId });
    expect(report.rows).toEqual([
      {
        ...{ townName: '东镇', landClassCode: '0201', plots: 1, mu: 0.9 },
        squareMeters: expect.closeTo(600, 2),
      },
    ]);
    expect(report).toMatchObject({ totalMu: 0.9, notComputed: [], plots: [{ plotNo: 'A', insideMu: 0.9 }] });
  });

  it('give the pieces some rule hits in a part of the map', async () => {
    const client = await buildCounty();
    const { x, y } = smallCountyOrigin;
    const bounds = { minX: x - 10, minY: y - 10, maxX: x + 150, maxY: y + 60 };
    const { pieces, more } = await client.call('eligibility.piecesIn', { bounds, limit: 10 });
    expect(pieces.map(({ rules }) => rules.join('+')).sort()).toEqual(['E01', 'E01+E02', 'E02']);
    expect(more).toBe(false);
    expect(await client.call('eligibility.piecesIn', { bounds, limit: 2 })).toMatchObject({ more: true });
    // what an adopted scenario leaves out takes nothing on the map either, and its order decides the colour
    const adjustment = { without: ['E01'], order: ['E02'], scenarioName: null };
    await client.call('eligibility.run', {
      ...{ rulesId: 'restoration-2023', adjustment, workers: 1, by: '甲' },
    });
    const adopted = await client.call('eligibility.piecesIn', { bounds, limit: 10 });
    expect(adopted.pieces.map(({ rules }) => rules)).toEqual([['E02'], ['E02']]);
  });

  it('list what the 占补平衡 recheck strikes off and what is to be restored', async () => {
    const client = await buildCounty();
    await expect(client.call('eligibility.recheck', {})).rejects.toMatchObject({
      code: 'RECHECK_RUN_MISSING',
    });
    await client.call('eligibility.run', { rulesId: 'balance-recheck-2023', workers: 1, by: '甲' });
    const report = await client.call('eligibility.recheck', {});
    // all plots are orchard or forest now; slope and red line take 1600 m² = 2.40 亩 of A
    expect(
      report.rows.map(({ plotNo, outcome, writeOffMu, restoreMu }) => [
        plotNo,
        outcome,
        writeOffMu,
        restoreMu,
      ]),
    ).toEqual([
      ['A', 'restoreOrWriteOff', 2.4, 3.6],
      ['B', 'restoreOrWriteOff', 0, 6],
      ['C', 'restoreOrWriteOff', 0, 1.35],
    ]);
    expect(report.totals).toMatchObject({ writeOffMu: 2.4, restoreMu: 10.95 });
  });
});

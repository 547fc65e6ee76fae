import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { BackendContext } from '../../../../../electron/backend/backendContext.ts';
import { createProjectSession } from '../../../../../electron/backend/projectSession.ts';
import { createPlotHandlers } from '../../../../../electron/backend/services/plotService.ts';
import { createProjectHandlers } from '../../../../../electron/backend/services/projectService.ts';
import { createReviewHandlers } from '../../../../../electron/backend/services/reviewService.ts';
import { schemaVersion } from '../../../../../electron/backend/storage/project/migrations/migrations.ts';
import { addPlots } from '../../../../support/buildProject.ts';
import { temporaryFolder } from '../../../../support/temporaryFolder.ts';

const call = { signal: new AbortController().signal, reportProgress: () => {} };

/** The three services over one session, and what they told the window. */
function createServices() {
  const events: string[] = [];
  const session = createProjectSession();
  const context: BackendContext = {
    appVersion: '0',
    applicationDirectory: temporaryFolder(),
    clock: () => new Date('2026-01-02T03:04:05.006Z'),
    session,
    emit: (_, payload) => {
      if ('what' in payload) events.push(payload.what);
    },
  };
  onTestFinished(() => session.replace(null));
  const handlers = {
    ...createProjectHandlers(context),
    ...createPlotHandlers(context),
    ...createReviewHandlers(context),
  };
  return { handlers, session, events };
}

async function createServicesWithPlots(count: number) {
  const services = createServices();
  const directory = join(temporaryFolder(), 'project');
  await services.handlers['project.create']({ directory, name: '测试县', crs: 'EPSG:4545' }, call);
  addPlots(services.session.require('测试'), count);
  services.events.length = 0;
  return { ...services, directory };
}

describe('the project service', () => {
  it('creates a project and describes it', async () => {
    const { handlers, events } = createServices();
    const directory = join(temporaryFolder(), 'project');
    const summary = await handlers['project.create']({ directory, name: '测试县', crs: 'EPSG:4545' }, call);
    expect(summary).toMatchObject({
      directory,
      name: '测试县',
      crs: 'EPSG:4545',
      schemaVersion,
      layers: [],
      imagery: [],
      bounds: null,
      counts: { plots: 0, judged: 0, commands: 1 },
      settings: { edgeSplitMeters: 70 },
      run: null,
    });
    expect(summary.proj4Definition).toContain('+lon_0=108');
    expect(events).toEqual(['project']);
  });

  it('counts plots, verdicts and commands, and knows where the data lie', async () => {
    const { handlers } = await createServicesWithPlots(3);
    await handlers['review.decide']({ plotId: 1, verdictCode: 'ready', by: '甲' }, call);
    await handlers['review.decide'](
      { plotId: 2, verdictCode: 'doubtful', answers: { reason: 'blurred' }, by: '甲' },
      call,
    );
    expect(await handlers['project.info']({}, call)).toMatchObject({
      bounds: { minX: 500_000, minY: 3_000_000, maxX: 500_080, maxY: 3_000_020 },
      counts: { plots: 3, judged: 1, commands: 4 },
      layers: [{ id: '1', name: '流出图斑', role: 'plots', features: 3 }],
    });
  });

  it('opens the project that is already open once more, and keeps it when another cannot be opened', async () => {
    const { handlers, directory, session } = await createServicesWithPlots(1);
    expect(await handlers['project.open']({ directory }, call)).toMatchObject({ counts: { plots: 1 } });
    await expect(handlers['project.open']({ directory: temporaryFolder() }, call)).rejects.toMatchObject({
      code: 'PROJECT_NOT_FOUND',
    });
    expect(session.current()?.directory).toBe(directory);
  });

  it('changes settings, checks and backs up', async () => {
    const { handlers } = await createServicesWithPlots(1);
    expect(await handlers['project.settings']({ edgeSplitMeters: null, by: '甲' }, call)).toEqual({
      edgeSplitMeters: null,
    });
    expect(await handlers['project.check']({}, call)).toEqual({ ok: true, findings: [] });
    const file = join(temporaryFolder(), 'copy.gpkg');
    expect(await handlers['project.backup']({ file }, call)).toMatchObject({ path: file });
  });

  it('closes, and afterwards says that nothing is open', async () => {
    const { handlers } = await createServicesWithPlots(1);
    expect(await handlers['project.close']({}, call)).toEqual({});
    const notOpen = expect.objectContaining({ code: 'PROJECT_NOT_OPEN' });
    expect(() => handlers['project.info']({}, call)).toThrow(notOpen);
    expect(() => handlers['plot.towns']({}, call)).toThrow(notOpen);
    expect(() => handlers['review.undo']({ by: '甲' }, call)).toThrow(notOpen);
  });
});

describe('the plot service', () => {
  it('answers for the list, one plot, its place and its geometry', async () => {
    const { handlers } = await createServicesWithPlots(4);
    const page = await handlers['plot.query']({ filter: { townName: '西镇' }, offset: 0, limit: 10 }, call);
    expect(page.rows.map(({ plotNo }) => plotNo)).toEqual(['0002', '0004']);
    expect(await handlers['plot.find']({ plotNo: '0004' }, call)).toEqual({ plotId: 4 });
    expect(await handlers['plot.get']({ plotId: 4 }, call)).toMatchObject({ plotNo: '0004', featureId: 4 });
    expect(await handlers['plot.position']({ plotId: 4, filter: { townName: '西镇' } }, call)).toMatchObject({
      index: 1,
      previousPlotId: 2,
    });
    const { wkb } = await handlers['plot.geometry']({ plotId: 4 }, call);
    // little endian, multipolygon; a plain Uint8Array, which every host carries alike
    expect([...wkb.subarray(0, 5)]).toEqual([1, 6, 0, 0, 0]);
    expect(Object.getPrototypeOf(wkb)).toBe(Uint8Array.prototype);
    expect(await handlers['plot.towns']({}, call)).toEqual({
      towns: [
        { name: '东镇', plots: 2 },
        { name: '西镇', plots: 2 },
      ],
    });
    expect(await handlers['plot.statusCounts']({}, call)).toMatchObject({ unjudged: 4, judged: 0 });
  });
});

describe('the review service', () => {
  it('judges, takes back, does again, and tells the window each time', async () => {
    const { handlers, events } = await createServicesWithPlots(2);
    await handlers['review.decide']({ plotId: 2, verdictCode: 'works', note: '需平整', by: '甲' }, call);
    await handlers['review.undo']({ by: '甲' }, call);
    const again = await handlers['review.redo']({ by: '甲' }, call);
    expect(again).toMatchObject({ plotNo: '0002', verdictCode: 'works', note: '需平整', status: 'judged' });
    await handlers['review.clear']({ plotId: 2, by: '甲' }, call);
    expect(events).toEqual(['verdicts', 'verdicts', 'verdicts', 'verdicts']);
  });

  it('refuses a verdict the scheme does not have and names those it has', async () => {
    const { handlers } = await createServicesWithPlots(1);
    const decide = () => handlers['review.decide']({ plotId: 1, verdictCode: '9', by: '甲' }, call);
    expect(decide).toThrow(
      expect.objectContaining({
        code: 'VERDICT_UNKNOWN',
        params: { verdictCode: '9', allowed: 'ready、works、unsuitable、unchanged、restored、doubtful' },
      }),
    );
    const { options } = await handlers['review.scheme']({}, call);
    expect(options.map(({ key }) => key)).toEqual(['1', '2', '3', '4', '5', 's']);
  });

  it('shows the log newest first, of everything or of one plot', async () => {
    const { handlers } = await createServicesWithPlots(2);
    await handlers['review.decide']({ plotId: 1, verdictCode: 'ready', by: '甲' }, call);
    await handlers['review.decide']({ plotId: 2, verdictCode: 'works', by: '乙' }, call);
    const all = await handlers['review.log']({}, call);
    expect(all.commands.map(({ kind, target }) => `${kind} ${target}`)).toEqual([
      'review.decide plot:2',
      'review.decide plot:1',
      'layer.import layer:1',
      'project.create project',
    ]);
    const one = await handlers['review.log']({ plotId: 1, limit: 5 }, call);
    expect(one.commands).toMatchObject([{ by: '甲', target: 'plot:1', oldValue: null }]);
  });
});

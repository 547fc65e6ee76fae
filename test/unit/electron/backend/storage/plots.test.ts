import { describe, expect, it } from 'vitest';
import { promoteToMultiPolygon } from '../../../../../electron/backend/storage/geopackage/wkbBounds.ts';
import { checkProject } from '../../../../../electron/backend/storage/project/checkProject.ts';
import { type Command, runCommand } from '../../../../../electron/backend/storage/project/commandLog.ts';
import { iterateLayerFeatures } from '../../../../../electron/backend/storage/project/iterateLayerFeatures.ts';
import {
  getLayer,
  insertImportFindings,
  listImportProblems,
  listLayers,
  removeLayer,
} from '../../../../../electron/backend/storage/project/layers.ts';
import type { OpenProject } from '../../../../../electron/backend/storage/project/openProject.ts';
import {
  countPlotsByStatus,
  findPlotByNumber,
  getPlotDetail,
  getPlotGeometry,
  iteratePlotGeometries,
  listTowns,
  writePlotEligibility,
} from '../../../../../electron/backend/storage/project/plots.ts';
import { findPlotPosition, queryPlots } from '../../../../../electron/backend/storage/project/queryPlots.ts';
import { clearPlots, decidePlot } from '../../../../../electron/backend/storage/project/reviewCommands.ts';
import { sql } from '../../../../../electron/backend/storage/sqlite/sql.ts';
import { addPlots, buildProject, squareWkb } from '../../../../support/buildProject.ts';

async function projectWithPlots(count: number): Promise<OpenProject> {
  const project = await buildProject();
  addPlots(project, count);
  return project;
}

const decide = (project: OpenProject, plotId: number, verdictCode = 'ready') =>
  decidePlot(project, { plotId, verdictCode, note: '', by: '甲' });

describe('layers', () => {
  it('give back name, source, bounds and fields', async () => {
    const { database } = await projectWithPlots(3);
    expect(listLayers(database)).toMatchObject([
      {
        id: '1',
        name: '流出图斑',
        role: 'plots',
        features: 3,
        table: 'layer_1',
        bounds: { minX: 500_000, minY: 3_000_000, maxX: 500_080, maxY: 3_000_020 },
        fields: [
          { name: 'JCBH', column: 'JCBH', type: 'text' },
          { name: 'MJ', column: 'MJ', type: 'real' },
        ],
        contentSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    ]);
  });

  it('have the same content hash for the same rows and another for others', async () => {
    const [a, b, c] = [await projectWithPlots(3), await projectWithPlots(3), await projectWithPlots(4)];
    const hash = ({ database }: OpenProject) => getLayer(database, '1').contentSha256;
    expect(hash(a)).toBe(hash(b));
    expect(hash(a)).not.toBe(hash(c));
  });

  it('yield features lazily, whole or inside bounds, also while the loop writes', async () => {
    const project = await projectWithPlots(1200);
    const seen: number[] = [];
    for (const { fid } of iterateLayerFeatures(project.database, '1')) {
      seen.push(fid);
      if (fid === 3) decide(project, 1);
    }
    expect(seen).toEqual(Array.from({ length: 1200 }, (_, i) => i + 1));
    // plots 2 and 3 lie at 500030–500050 and 500060–500080
    const bounds = { minX: 500_050, minY: 2_999_000, maxX: 500_060, maxY: 3_001_000 };
    const inside = [...iterateLayerFeatures(project.database, '1', { bounds })];
    expect(inside.map(({ fid }) => fid)).toEqual([2, 3]);
    expect(inside[0]).toEqual({
      fid: 2,
      wkb: promoteToMultiPolygon(squareWkb(500_030, 3_000_000, 20)),
      bounds: { minX: 500_030, minY: 3_000_000, maxX: 500_050, maxY: 3_000_020 },
      attributes: { JCBH: '0002', MJ: 400 },
    });
    const [only] = iterateLayerFeatures(project.database, '1', { fids: [7], fields: ['MJ'] });
    expect(only).toMatchObject({ fid: 7, attributes: { MJ: 400 } });
  });

  it('keep what the import repaired and skipped', async () => {
    const project = await projectWithPlots(1);
    const findings = {
      repaired: [{ index: 4, why: 'SELF_INTERSECTION', areaBefore: 12.5, areaAfter: 12 }],
      skipped: [{ index: 9, why: 'EMPTY_GEOMETRY' }],
    };
    project.database.transaction(() => insertImportFindings(project.database, '1', findings));
    expect(listImportProblems(project.database)).toEqual([
      {
        layerId: '1',
        layerName: listLayers(project.database)[0]?.name,
        kind: 'skipped',
        ...findings.skipped[0],
        areaBefore: null,
        areaAfter: null,
      },
      {
        layerId: '1',
        layerName: listLayers(project.database)[0]?.name,
        kind: 'repaired',
        ...findings.repaired[0],
      },
    ]);
  });

  it('go with their plots and verdicts when removed, and leave a project that checks clean', async () => {
    const project = await projectWithPlots(3);
    decide(project, 2);
    removeLayer(project, '1', '甲');
    expect(listLayers(project.database)).toEqual([]);
    expect(queryPlots(project.database, {}, 0, 10).total).toBe(0);
    expect(checkProject(project.database)).toEqual([]);
    expect(() => removeLayer(project, '1', '甲')).toThrow(
      expect.objectContaining({ code: 'LAYER_NOT_FOUND' }),
    );
    addPlots(project, 2);
    // ids are never used twice: an old row of the log cannot speak of a new plot
    expect(queryPlots(project.database, {}, 0, 10).rows.map(({ plotId }) => plotId)).toEqual([4, 5]);
    expect(checkProject(project.database)).toEqual([]);
  });

  it('may have one name twice', async () => {
    const project = await projectWithPlots(1);
    project.database.run(sql`UPDATE plots SET plot_no = 'other'`);
    addPlots(project, 1);
    expect(listLayers(project.database).map(({ name, table }) => [name, table])).toEqual([
      ['流出图斑', 'layer_1'],
      ['流出图斑', 'layer_2'],
    ]);
  });
});

describe('plots', () => {
  it('refuse a number that is already there and leave the project as it was', async () => {
    const project = await projectWithPlots(2);
    expect(() => addPlots(project, 2)).toThrow(
      expect.objectContaining({
        code: 'PLOT_NUMBER_DUPLICATE',
        params: { layer: '流出图斑', plotNo: '0001', count: 2 },
      }),
    );
    expect(listLayers(project.database)).toHaveLength(1);
    expect(checkProject(project.database)).toEqual([]);
  });

  it('come in pages of import order with totals of the whole list', async () => {
    const { database } = await projectWithPlots(25);
    const page = queryPlots(database, {}, 10, 10);
    expect(page).toMatchObject({ total: 25, totalSquareMeters: 10_000, offset: 10 });
    expect(page.rows.map(({ plotId }) => plotId)).toEqual([11, 12, 13, 14, 15, 16, 17, 18, 19, 20]);
    expect(queryPlots(database, {}, 30, 10).rows).toEqual([]);
  });

  it('are filtered by town, status, outcome and text, alone and together', async () => {
    const project = await projectWithPlots(10);
    const { database } = project;
    decide(project, 3);
    decide(project, 4, 'doubtful');
    const command: Command = {
      kind: 'eligibility.run',
      target: 'project',
      by: '甲',
      oldValue: null,
      newValue: null,
    };
    runCommand(project, command, (db) =>
      writePlotEligibility(
        db,
        sql`SELECT 3 AS plot_id, 'partial' AS eligibility, 123.5 AS net_square_meters, 0.19 AS net_mu`,
      ),
    );
    const find = (filter: Parameters<typeof queryPlots>[1]) =>
      queryPlots(database, filter, 0, 100).rows.map(({ plotId }) => plotId);
    expect(find({ townName: '东镇' })).toEqual([1, 3, 5, 7, 9]);
    expect(find({ status: 'judged' })).toEqual([3]);
    expect(find({ status: 'doubtful' })).toEqual([4]);
    expect(find({ eligibility: 'partial' })).toEqual([3]);
    expect(find({ text: '第2村' })).toEqual([2, 7]);
    expect(find({ text: ' 0010 ' })).toEqual([10]);
    expect(find({ text: '%' })).toEqual([]);
    expect(find({ text: '_' })).toEqual([]);
    expect(find({ townName: '东镇', status: 'unjudged', text: '村' })).toEqual([1, 5, 7, 9]);
    expect(queryPlots(database, { status: 'judged' }, 0, 1).rows[0]).toMatchObject({
      eligibility: 'partial',
      netSquareMeters: 123.5,
      verdictCode: 'ready',
    });
  });

  it('show new totals after every verdict', async () => {
    const project = await projectWithPlots(4);
    const unjudged = () => queryPlots(project.database, { status: 'unjudged' }, 0, 0).total;
    expect(unjudged()).toBe(4);
    decide(project, 1);
    expect(unjudged()).toBe(3);
    clearPlots(project, [1], '甲');
    expect(unjudged()).toBe(4);
  });

  it('know their place and neighbours in a filtered list', async () => {
    const project = await projectWithPlots(8);
    const { database } = project;
    for (const plotId of [1, 5, 6]) decide(project, plotId);
    expect(findPlotPosition(database, 4, {})).toEqual({
      index: 3,
      previousPlotId: 3,
      nextPlotId: 5,
      nextUnjudgedPlotId: 7,
    });
    expect(findPlotPosition(database, 8, {})).toEqual({
      index: 7,
      previousPlotId: 7,
      nextPlotId: null,
      nextUnjudgedPlotId: 2,
    });
    // hidden by the filter, its neighbours are still those of its place
    expect(findPlotPosition(database, 5, { status: 'unjudged' })).toEqual({
      index: -1,
      previousPlotId: 4,
      nextPlotId: 7,
      nextUnjudgedPlotId: 7,
    });
  });

  it('are counted by status and town', async () => {
    const project = await projectWithPlots(5);
    decide(project, 2, 'doubtful');
    expect(countPlotsByStatus(project.database)).toEqual({
      unjudged: 4,
      judged: 0,
      doubtful: 1,
      returned: 0,
      rechecking: 0,
      locked: 0,
    });
    expect(listTowns(project.database)).toEqual([
      { name: '东镇', plots: 3 },
      { name: '西镇', plots: 2 },
    ]);
  });

  it('give every attribute of their source record', async () => {
    const { database } = await projectWithPlots(2);
    expect(getPlotDetail(database, 2)).toMatchObject({
      plotNo: '0002',
      layerId: '1',
      featureId: 2,
      recordedSquareMeters: 400,
      status: 'unjudged',
      note: '',
      decidedBy: null,
      attributes: [
        { name: 'JCBH', value: '0002' },
        { name: 'MJ', value: 400 },
      ],
    });
    expect(findPlotByNumber(database, '0002')).toBe(2);
  });

  it('are said not to exist where they do not', async () => {
    const { database } = await projectWithPlots(1);
    const missing = expect.objectContaining({ code: 'PLOT_NOT_FOUND' });
    expect(() => getPlotDetail(database, 9)).toThrow(missing);
    expect(() => getPlotGeometry(database, 9)).toThrow(missing);
    expect(() => findPlotByNumber(database, '0009')).toThrow(missing);
  });

  it('come with their geometry, all in order', async () => {
    const { database } = await projectWithPlots(1100);
    const plots = [...iteratePlotGeometries(database)];
    expect(plots.map(({ plotId }) => plotId)).toEqual(Array.from({ length: 1100 }, (_, i) => i + 1));
    expect(plots[1]).toEqual(getPlotGeometry(database, 2));
    expect(plots[1]?.wkb).toEqual(promoteToMultiPolygon(squareWkb(500_030, 3_000_000, 20)));
  });
});

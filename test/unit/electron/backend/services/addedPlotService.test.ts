import { describe, expect, it } from 'vitest';
import { createAddedPlotHandlers } from '../../../../../electron/backend/services/addedPlotService.ts';
import { createLayerHandlers } from '../../../../../electron/backend/services/layerService.ts';
import { createPlotHandlers } from '../../../../../electron/backend/services/plotService.ts';
import { createReviewHandlers } from '../../../../../electron/backend/services/reviewService.ts';
import { checkProject } from '../../../../../electron/backend/storage/project/checkProject.ts';
import { findStructureChange } from '../../../../../electron/backend/storage/project/findStructureChange.ts';
import { listLayers } from '../../../../../electron/backend/storage/project/layers.ts';
import { openProject } from '../../../../../electron/backend/storage/project/openProject.ts';
import { readPlotListRows } from '../../../../../electron/backend/storage/project/readPlotListRows.ts';
import type { OverlapChoice } from '../../../../../shared/contract/records/addedPlotRecords.ts';
import { parseWkb } from '../../../../../shared/domain/geometry/parseWkb.ts';
import { addPlots, buildProject, squareWkb } from '../../../../support/buildProject.ts';
import { callFor, contextFor } from '../../../../support/callHandlers.ts';
import { temporaryFolder } from '../../../../support/temporaryFolder.ts';

const call = callFor();

/** Two listed plots of 20 m from (500000, 3000000) and (500030, 3000000), and the services over them. */
async function openPlots(project?: Awaited<ReturnType<typeof buildProject>>) {
  const opened = project ?? (await buildProject());
  if (project === undefined) addPlots(opened, 2);
  const context = contextFor(opened, temporaryFolder());
  const handlers = {
    ...createAddedPlotHandlers(context),
    ...createReviewHandlers(context),
    ...createPlotHandlers(context),
    ...createLayerHandlers(context),
  };
  /** A square north of the listed plots unless told otherwise. */
  const add = async ({
    x = 500_000,
    y = 3_000_050,
    side = 20,
    overlaps = 'none' as OverlapChoice,
    by = '甲',
    townName = '东镇',
  } = {}) =>
    handlers['plot.add']({ wkb: squareWkb(x, y, side), townName, remark: '新建大棚', overlaps, by }, call);
  const numbers = async () => {
    const { rows } = await handlers['plot.query']({ offset: 0, limit: 100 }, call);
    return rows.map(({ plotNo }) => plotNo);
  };
  return { project: opened, context, handlers, add, numbers };
}

describe('a plot drawn outside the lists', () => {
  it('becomes a plot with a number and an ellipsoidal area of its own, marked with who added it', async () => {
    const { project, context, handlers, add, numbers } = await openPlots();
    const { plotId, plotNo, squareMeters } = await add();
    expect(plotNo).toBe('补-0001');
    // on the central meridian the plane is true to scale
    expect(squareMeters).toBeCloseTo(400, 3);
    expect(await numbers()).toEqual(['0001', '0002', '补-0001']);
    const detail = await handlers['plot.get']({ plotId }, call);
    expect(detail).toMatchObject({
      added: true,
      townName: '东镇',
      status: 'unjudged',
      recordedSquareMeters: null,
    });
    expect(detail.areaSquareMeters).toBe(squareMeters);
    expect(detail.attributes).toEqual(
      expect.arrayContaining([
        { name: 'TJR', value: '甲' },
        { name: 'BZ', value: '新建大棚' },
      ]),
    );
    expect((await handlers['plot.get']({ plotId: 1 }, call)).added).toBe(false);
    expect(readPlotListRows(project.database, 0).map(({ added }) => added)).toEqual([false, false, true]);
    expect(context.emitted).toEqual(['project.changed', 'project.changed']);
    expect(checkProject(project.database)).toEqual([]);
  });

  it('is judged like any other, and only then is in the way of its own undo', async () => {
    const { project, handlers, add, numbers } = await openPlots();
    const { plotId } = await add();
    await handlers['review.decide']({ plotId, verdictCode: 'ready', by: '乙' }, call);
    const undo = async (by: string) => handlers['review.undo']({ by }, call);
    await expect(undo('甲')).rejects.toMatchObject({ code: 'ADDED_PLOT_IN_USE' });
    expect(await numbers()).toContain('补-0001');
    await undo('乙');
    expect(await undo('甲')).toMatchObject({ plotId, plotNo: '补-0001', gone: true });
    expect(await numbers()).toEqual(['0001', '0002']);
    expect(checkProject(project.database)).toEqual([]);
  });

  it('comes and goes with undo and redo, layer and all, and after a restart too', async () => {
    const { project, handlers, add } = await openPlots();
    const before = listLayers(project.database);
    const { plotId } = await add();
    await add({ x: 500_100 });
    const two = listLayers(project.database);
    expect(two.at(-1)).toMatchObject({ name: '排查补充', role: 'plots', features: 2 });
    expect(two.at(-1)?.bounds).toEqual({ minX: 500_000, minY: 3_000_050, maxX: 500_120, maxY: 3_000_070 });
    const { plots } = await handlers['plot.outlines'](
      { bounds: { minX: 499_990, minY: 2_999_990, maxX: 500_200, maxY: 3_000_100 } },
      call,
    );
    expect(plots.map(({ plotNo }) => plotNo).sort()).toEqual(['0001', '0002', '补-0001', '补-0002']);
    await handlers['review.undo']({ by: '甲' }, call);
    await handlers['review.undo']({ by: '甲' }, call);
    expect(listLayers(project.database)).toEqual(before);
    project.close();

    const reopened = await openPlots(await openProject(project.directory));
    const redone = await reopened.handlers['review.redo']({ by: '甲' }, call);
    expect(redone).toMatchObject({ plotId, plotNo: '补-0001' });
    expect(await reopened.numbers()).toEqual(['0001', '0002', '补-0001']);
    expect(checkProject(reopened.project.database)).toEqual([]);
    // the second one is undone, and its number stays given
    expect((await reopened.add({ x: 500_200 })).plotNo).toBe('补-0003');
    reopened.project.close();
  });

  it('that lies on others is shown with each common area, and kept, cut or refused as it is said', async () => {
    const { handlers, add } = await openPlots();
    // covers the right half of plot 0001 and lies 5 m deep on 0002
    const drawn = { x: 500_010, y: 3_000_000, side: 25 };
    const wkb = squareWkb(drawn.x, drawn.y, drawn.side);
    const preview = await handlers['plot.previewAddition']({ wkb }, call);
    expect(preview.squareMeters).toBeCloseTo(625, 3);
    expect(preview.mu).toBeCloseTo(0.9375, 6);
    expect(preview.overlaps.map(({ plotNo }) => plotNo)).toEqual(['0001', '0002']);
    expect(preview.overlaps.map(({ squareMeters }) => Math.round(squareMeters * 100) / 100)).toEqual([
      200, 100,
    ]);
    expect(preview.remainder?.squareMeters).toBeCloseTo(325, 3);
    await expect(add(drawn)).rejects.toMatchObject({
      code: 'ADDED_PLOT_OVERLAPS',
      params: { plots: '0001（200.00 m²）、0002（100.00 m²）' },
    });
    const cut = await add({ ...drawn, overlaps: 'cut' });
    expect(cut.squareMeters).toBeCloseTo(325, 3);
    const { wkb: outline } = await handlers['plot.geometry']({ plotId: cut.plotId }, call);
    const parsed = parseWkb(outline);
    expect(parsed.ok && parsed.value.polygons.length).toBe(1);
    expect((await handlers['plot.previewAddition']({ wkb: outline }, call)).overlaps).toMatchObject([
      { plotId: cut.plotId },
    ]);
    const kept = await add({ ...drawn, overlaps: 'keep' });
    expect(kept.squareMeters).toBeCloseTo(625, 3);
    expect(kept.overlaps).toHaveLength(3);
  });

  it('is refused where nothing would be left of it, where it crosses itself, and without a town', async () => {
    const { add, handlers } = await openPlots();
    const inside = { x: 500_005, y: 3_000_005, side: 5 };
    await expect(add({ ...inside, overlaps: 'cut' })).rejects.toMatchObject({ code: 'ADDED_PLOT_COVERED' });
    await expect(add({ side: 0.5 })).rejects.toMatchObject({ code: 'ADDED_PLOT_INVALID' });
    await expect(add({ townName: ' ' })).rejects.toMatchObject({ code: 'ADDED_PLOT_INVALID' });
    const bow = squareWkb(500_000, 3_000_050, 20);
    const view = new DataView(bow.buffer);
    view.setFloat64(13 + 2 * 16, 500_000, true);
    view.setFloat64(13 + 3 * 16, 500_020, true);
    const preview = async () => handlers['plot.previewAddition']({ wkb: bow }, call);
    await expect(preview).rejects.toMatchObject({
      code: 'ADDED_PLOT_INVALID',
      params: { detail: '边界自相交' },
    });
  });

  it('proposes the town of the nearest plot', async () => {
    const { handlers } = await openPlots();
    const near = async (x: number) =>
      (await handlers['plot.previewAddition']({ wkb: squareWkb(x, 3_000_050, 20) }, call)).nearestTown;
    expect(await near(500_000)).toBe('东镇');
    expect(await near(500_031)).toBe('西镇');
    expect(await near(600_000)).toBe('');
  });

  it('keeps whoever marked and cleared it able to take that back', async () => {
    const { project, handlers, add, numbers } = await openPlots();
    const { plotId } = await add();
    const flag = async (flagged: boolean) => handlers['review.flag']({ plotId, flagged, by: '乙' }, call);
    const undo = async (by: string) => handlers['review.undo']({ by }, call);
    await flag(true);
    await flag(false);
    // nothing is on it, but its undo would leave the rows of 乙 hanging
    await expect(undo('甲')).rejects.toMatchObject({ code: 'ADDED_PLOT_IN_USE' });
    await handlers['plot.removeAdded']({ plotId, by: '甲' }, call);
    await expect(undo('乙')).rejects.toMatchObject({ code: 'UNDO_CONFLICT' });
    for (const by of ['甲', '乙', '乙', '甲']) await undo(by);
    expect(await numbers()).toEqual(['0001', '0002']);
    expect(checkProject(project.database)).toEqual([]);
  });

  it('is taken away on its own, never with its layer, and a listed plot never', async () => {
    const { project, handlers, add, numbers } = await openPlots();
    const { plotId, sequence } = await add();
    expect(findStructureChange(project.database, sequence - 1)).toBe(sequence);
    const layerId = listLayers(project.database).at(-1)?.id ?? '';
    const removeLayer = async () => handlers['layer.remove']({ layerId, by: '甲' }, call);
    await expect(removeLayer).rejects.toMatchObject({ code: 'ADDED_LAYER_KEPT' });
    const remove = async (id: number) => handlers['plot.removeAdded']({ plotId: id, by: '乙' }, call);
    await expect(remove(1)).rejects.toMatchObject({ code: 'PLOT_NOT_ADDED' });
    await handlers['review.flag']({ plotId, flagged: true, by: '甲' }, call);
    await expect(remove(plotId)).rejects.toMatchObject({ code: 'ADDED_PLOT_IN_USE' });
    await handlers['review.flag']({ plotId, flagged: false, by: '甲' }, call);
    expect(await remove(plotId)).toMatchObject({ plotNo: '补-0001', gone: true });
    expect(await numbers()).toEqual(['0001', '0002']);
    await handlers['review.undo']({ by: '乙' }, call);
    expect(await numbers()).toEqual(['0001', '0002', '补-0001']);
    expect(checkProject(project.database)).toEqual([]);
  });

  it('is described anew where something was wrong, in its layer and in the list, and that is undone like the rest', async () => {
    const { project, handlers, add } = await openPlots();
    const { plotId } = await add();
    const detail = async () => handlers['plot.get']({ plotId }, call);
    const before = await detail();
    const { wkb } = await handlers['plot.geometry']({ plotId }, call);
    const change = async (
      said: { townName?: string; landClassCode?: string; remark?: string },
      id = plotId,
    ) => handlers['plot.changeAdded']({ plotId: id, ...said, by: '乙' }, call);
    await change({ townName: ' 南镇 ', landClassCode: '0404', remark: '新建大棚' });
    const after = await detail();
    expect(after).toMatchObject({ townName: '南镇', villageName: before.villageName, landClassCode: '0404' });
    expect(after.attributes).toContainEqual({ name: 'XZMC', value: '南镇' });
    expect(after.attributes).toContainEqual({ name: 'BZ', value: '新建大棚' });
    const { rows } = await handlers['plot.query']({ offset: 0, limit: 100 }, call);
    expect(rows.map(({ addedRemark }) => addedRemark).filter((remark) => remark !== '')).toEqual([
      '新建大棚',
    ]);
    // who drew it, its number, its area and its shape are what they were
    const kept = ({ plotNo, areaSquareMeters, bounds, attributes }: typeof after) => ({
      ...{ plotNo, areaSquareMeters, bounds },
      drawn: attributes.filter(({ name }) => ['TJR', 'TJSJ', 'TBMJ'].includes(name)),
    });
    expect(kept(after)).toEqual(kept(before));
    expect((await handlers['plot.geometry']({ plotId }, call)).wkb).toEqual(wkb);
    expect(checkProject(project.database)).toEqual([]);
    await expect(change({ townName: ' ' })).rejects.toMatchObject({ code: 'ADDED_PLOT_INVALID' });
    await expect(change({ landClassCode: '0101' }, 1)).rejects.toMatchObject({ code: 'PLOT_NOT_ADDED' });
    await handlers['review.undo']({ by: '乙' }, call);
    expect(await detail()).toEqual(before);
    expect(checkProject(project.database)).toEqual([]);
  });

  it('is on the map at once, and gone from it at once', async () => {
    const { project, handlers, add } = await openPlots();
    await add();
    const layerId = listLayers(project.database).at(-1)?.id ?? '';
    // the tile of 512 m at 1 m per pixel in which they lie
    const address = { layerId, z: 16, x: Math.floor(500_020 / 512), y: Math.floor(6_999_940 / 512) };
    const tile = async () => Buffer.from(await handlers['layer.tile'](address, call)).toString('latin1');
    expect(await tile()).toContain(Buffer.from('补-0001').toString('latin1'));
    await add({ x: 500_022 });
    expect(await tile()).toContain(Buffer.from('补-0002').toString('latin1'));
    await handlers['review.undo']({ by: '甲' }, call);
    expect(await tile()).not.toContain(Buffer.from('补-0002').toString('latin1'));
  });
});

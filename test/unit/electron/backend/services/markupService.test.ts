import { describe, expect, it } from 'vitest';
import { createMarkupHandlers } from '../../../../../electron/backend/services/markupService.ts';
import { createReviewHandlers } from '../../../../../electron/backend/services/reviewService.ts';
import { checkProject } from '../../../../../electron/backend/storage/project/checkProject.ts';
import { getPlotGeometry } from '../../../../../electron/backend/storage/project/plots.ts';
import { parseWkb } from '../../../../../shared/domain/geometry/parseWkb.ts';
import { addPlots, buildProject, squareWkb } from '../../../../support/buildProject.ts';
import { callFor, contextFor } from '../../../../support/callHandlers.ts';
import { temporaryFolder } from '../../../../support/temporaryFolder.ts';
import { writeLineWkb } from '../../../../support/writeLineWkb.ts';

const by = '甲';
const call = callFor();

/** Three plots of 20 m, 30 m apart from (500000, 3000000), and the services over them. */
async function openPlots() {
  const project = await buildProject();
  addPlots(project, 3);
  const context = contextFor(project, temporaryFolder());
  const handlers = { ...createMarkupHandlers(context), ...createReviewHandlers(context) };
  const drawings = (plotId = 1) =>
    handlers['markup.list']({ plotId }, call) as Awaited<ReturnType<(typeof handlers)['markup.list']>>;
  return { project, handlers, drawings };
}

/** Parts plot 1 into its left and right half. */
const through = writeLineWkb([500_010, 2_999_990], [500_010, 3_000_030]);

const expectSound = (project: Awaited<ReturnType<typeof buildProject>>) =>
  expect(checkProject(project.database)).toEqual([]);

describe('markup', () => {
  it('is drawn, changed, taken away, and each of it undone in turn like a verdict', async () => {
    const { project, handlers, drawings } = await openPlots();
    const wkb = squareWkb(500_001, 3_000_001, 4);
    await handlers['markup.add']({ plotId: 1, kind: 'cloud', wkb, text: '疑似果园', by }, call);
    const drawn = await drawings();
    const markupId = drawn.markup[0]?.markupId ?? 0;
    expect(drawn.markup).toEqual([
      {
        markupId,
        plotId: 1,
        kind: 'cloud',
        wkb: Buffer.from(wkb),
        text: '疑似果园',
        by,
        atUtc: expect.any(String),
      },
    ]);
    await handlers['markup.change']({ plotId: 1, markupId, text: '苗圃', by: '乙' }, call);
    await handlers['markup.remove']({ plotId: 1, markupId, by }, call);
    expect((await drawings()).markup).toEqual([]);
    expectSound(project);

    await handlers['review.undo']({ by }, call);
    expect((await drawings()).markup).toMatchObject([{ markupId, text: '苗圃', by }]);
    await handlers['review.undo']({ by: '乙' }, call);
    await handlers['review.undo']({ by }, call);
    expect((await drawings()).markup).toEqual([]);
    await handlers['review.redo']({ by }, call);
    expect(await drawings()).toEqual(drawn);
    expectSound(project);
  });

  it('refuses a shape that is not what its kind needs, and text without words', async () => {
    const { handlers } = await openPlots();
    const line = writeLineWkb([500_000, 3_000_000], [500_010, 3_000_010]);
    const add = (kind: 'area' | 'text', wkb: Uint8Array) => async () =>
      handlers['markup.add']({ plotId: 1, kind, wkb, by }, call);
    await expect(add('area', line)).rejects.toMatchObject({ code: 'MARKUP_INVALID' });
    await expect(add('area', line.slice(0, 20))).rejects.toMatchObject({ code: 'MARKUP_INVALID' });
    const point = line.slice(0, 21);
    point[1] = 1;
    point.copyWithin(5, 9, 25);
    await expect(add('text', point)).rejects.toMatchObject({ code: 'MARKUP_INVALID' });
  });

  it('of one plot is not changed under the number of another', async () => {
    const { handlers, drawings } = await openPlots();
    await handlers['markup.add'](
      { plotId: 1, kind: 'area', wkb: squareWkb(500_001, 3_000_001, 4), by },
      call,
    );
    const markupId = (await drawings()).markup[0]?.markupId ?? 0;
    const remove = async () => handlers['markup.remove']({ plotId: 2, markupId, by }, call);
    await expect(remove).rejects.toMatchObject({ code: 'MARKUP_NOT_FOUND' });
  });
});

describe('the history of a plot', () => {
  it('tells of its verdicts, drawings and parts, newest first, and of no other plot', async () => {
    const { handlers } = await openPlots();
    await handlers['review.decide']({ plotId: 1, verdictCode: 'ready', by }, call);
    const wkb = squareWkb(500_001, 3_000_001, 4);
    await handlers['markup.add']({ plotId: 1, kind: 'cloud', wkb, by }, call);
    await handlers['parts.cut']({ plotId: 1, line: through, by }, call);
    await handlers['markup.add']({ plotId: 2, kind: 'cloud', wkb, by }, call);
    const { commands } = await handlers['review.log']({ plotId: 1 }, call);
    expect(commands.map(({ kind }) => kind)).toEqual(['review.parts.cut', 'review.markup', 'review.decide']);
    const [newest] = (await handlers['review.log']({ plotId: 1, limit: 1 }, call)).commands;
    expect(newest?.kind).toBe('review.parts.cut');
  });
});

describe('cutting', () => {
  it('makes parts whose areas close to the plot, judged one by one, and leaves the source alone', async () => {
    const { project, handlers, drawings } = await openPlots();
    const source = getPlotGeometry(project.database, 1).wkb;
    await handlers['parts.cut']({ plotId: 1, line: through, by }, call);
    const { parts } = await drawings();
    expect(parts.map(({ position }) => position)).toEqual([1, 2]);
    expect(parts.map(({ printedSquareMeters }) => printedSquareMeters)).toEqual([200, 200]);
    expect(parts.map(({ printedMu }) => printedMu)).toEqual([0.3, 0.3]);

    await handlers['parts.decide'](
      { plotId: 1, position: 2, verdictCode: 'works', note: '需平整', by },
      call,
    );
    expect((await drawings()).parts).toMatchObject([
      { verdictCode: null },
      { verdictCode: 'works', note: '需平整', decidedBy: by },
    ]);
    expect(getPlotGeometry(project.database, 1).wkb).toEqual(source);
    expectSound(project);

    await handlers['review.undo']({ by }, call);
    await handlers['review.undo']({ by }, call);
    expect((await drawings()).parts).toEqual([]);
    expectSound(project);
  });

  it('cuts parts again and keeps the verdict of a part the line does not meet', async () => {
    const { handlers, drawings } = await openPlots();
    await handlers['parts.cut']({ plotId: 1, line: through, by }, call);
    const left = (await drawings()).parts.findIndex(({ wkb }) => minimumX(wkb) < 500_009) + 1;
    await handlers['parts.decide']({ plotId: 1, position: left, verdictCode: 'ready', by }, call);
    const across = writeLineWkb([500_010, 3_000_005], [500_030, 3_000_005]);
    await handlers['parts.cut']({ plotId: 1, line: across, by }, call);
    const { parts } = await drawings();
    expect(parts.map(({ verdictCode }) => verdictCode).sort()).toEqual([null, null, 'ready']);
    expect(parts.reduce((sum, part) => sum + Math.round(part.printedSquareMeters * 100), 0)).toBe(40_000);
    await handlers['parts.clear']({ plotId: 1, by }, call);
    expect((await drawings()).parts).toEqual([]);
  });

  it('says so where the line parts nothing or only a sliver, and changes nothing', async () => {
    const { handlers, drawings } = await openPlots();
    const refuse = (code: string, ...vertices: [number, number][]) =>
      expect(async () =>
        handlers['parts.cut']({ plotId: 1, line: writeLineWkb(...vertices), by }, call),
      ).rejects.toMatchObject({ code });
    await refuse('CUT_MISSES_PLOT', [500_010, 2_999_990], [500_010, 3_000_010]);
    await refuse('CUT_SLIVER', [500_000.01, 2_999_990], [500_000.01, 3_000_030]);
    expect((await drawings()).parts).toEqual([]);
  });

  it('refuses a verdict of another scheme, and a part that is not there', async () => {
    const { handlers } = await openPlots();
    await handlers['parts.cut']({ plotId: 1, line: through, by }, call);
    const decide = (position: number, verdictCode: string) => async () =>
      handlers['parts.decide']({ plotId: 1, position, verdictCode, by }, call);
    await expect(decide(1, 'nonsense')).rejects.toMatchObject({ code: 'VERDICT_UNKNOWN' });
    await expect(decide(3, 'ready')).rejects.toMatchObject({ code: 'PART_NOT_FOUND' });
  });
});

describe('a proposed boundary', () => {
  it('is kept beside the plot with its own area, names the plots it lies on, and is undone', async () => {
    const { project, handlers, drawings } = await openPlots();
    const source = getPlotGeometry(project.database, 1).wkb;
    const wide = squareWkb(500_000, 3_000_000, 40);
    const { overlaps } = await handlers['boundary.propose']({ plotId: 1, wkb: wide, note: '错位', by }, call);
    expect(overlaps).toEqual(['0002']);
    const { boundary } = await drawings();
    expect(boundary).toMatchObject({ plotId: 1, note: '错位', by });
    expect(boundary?.squareMeters).toBeCloseTo(1_600, 0);
    expect(getPlotGeometry(project.database, 1).wkb).toEqual(source);
    await handlers['review.undo']({ by }, call);
    expect((await drawings()).boundary).toBeNull();
    expectSound(project);
  });

  it('is refused where it crosses itself', async () => {
    const { handlers } = await openPlots();
    const bow = squareWkb(500_000, 3_000_000, 20);
    // swap two corners
    const view = new DataView(bow.buffer);
    view.setFloat64(13 + 2 * 16, 500_000, true);
    view.setFloat64(13 + 3 * 16, 500_020, true);
    const propose = async () => handlers['boundary.propose']({ plotId: 1, wkb: bow, by }, call);
    await expect(propose).rejects.toMatchObject({ code: 'BOUNDARY_INVALID' });
  });

  it('can be snapped to the plots around', async () => {
    const { handlers } = await openPlots();
    const near = async (meters: number) =>
      (await handlers['plot.neighbours']({ plotId: 1, meters }, call)).neighbours.map(({ plotNo }) => plotNo);
    expect(await near(5)).toEqual([]);
    expect(await near(15)).toEqual(['0002']);
    expect(await near(50)).toEqual(['0002', '0003']);
  });
});

describe('measuring', () => {
  it('gives ellipsoidal metres, square metres and 亩 by the project’s own method', async () => {
    const { handlers } = await openPlots();
    const square = [500_000, 3_000_000, 500_100, 3_000_000, 500_100, 3_000_100, 500_000, 3_000_100];
    const area = await handlers['measure.area']({ coordinates: square }, call);
    // on the central meridian the plane is true to scale
    expect(area.squareMeters).toBeCloseTo(10_000, 1);
    expect(area.mu).toBeCloseTo(15, 3);
    expect(area.method).toContain('椭球面积');
    const { meters } = await handlers['measure.line']({ coordinates: square.slice(0, 4) }, call);
    expect(meters).toBeCloseTo(100, 3);
  });
});

function minimumX(wkb: Uint8Array): number {
  const parsed = parseWkb(wkb);
  const xs = parsed.ok
    ? [...(parsed.value.polygons[0]?.[0] ?? [])].filter((_, index) => index % 2 === 0)
    : [];
  return Math.min(...xs);
}

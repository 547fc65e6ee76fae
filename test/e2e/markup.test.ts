import { describe, expect, it } from 'vitest';
import { parseWkb } from '../../shared/domain/geometry/parseWkb.ts';
import { coarse, serveSample } from '../support/serveSample.ts';
import { placeOnMap } from './pages/placeOnMap.ts';
import type { ReviewWindow } from './pages/ReviewWindow.ts';

const size = { width: 1366, height: 768, scale: coarse };
const { client, inSameWindow } = serveSample();

/** Clicks places given from the middle of the map, one after the other, as a hand does. */
async function click(window: ReviewWindow, ...places: (readonly [number, number])[]): Promise<void> {
  const { x, y, width, height } = await window.mapBox();
  for (const [right, down] of places) {
    await window.page.mouse.move(x + width / 2 + right - 4, y + height / 2 + down - 4);
    await window.page.mouse.click(x + width / 2 + right, y + height / 2 + down, { delay: 40 });
  }
}

/** Takes a tool up by its key; a click before it is in hand would choose a plot. */
async function takeTool(window: ReviewWindow, key: string): Promise<void> {
  await window.page.keyboard.press(key);
  await window.page.locator('.drawing-hint').waitFor();
}

async function drawings(window: ReviewWindow) {
  const { plotId } = await client().call('plot.find', { plotNo: await window.plotNo() });
  return { plotId, ...(await client().call('markup.list', { plotId })) };
}

describe('drawing on a plot', () => {
  it('draws an area with P, lists it, and takes it back and forth with Ctrl+Z and Ctrl+Y', () =>
    inSameWindow(size, async (window) => {
      const markup = async () => (await drawings(window)).markup;
      await window.page.keyboard.press('KeyP');
      await window.page.getByRole('status').filter({ hasText: '画面' }).waitFor();
      await click(window, [-30, -30], [30, -30], [30, 30]);
      await window.page.keyboard.press('Enter');
      await expect.poll(async () => (await markup()).map(({ kind }) => kind)).toEqual(['area']);
      await window.page.getByRole('button', { name: /^改文字：面/ }).waitFor();
      await window.page.keyboard.press('Control+KeyZ');
      await expect.poll(async () => (await markup()).length).toBe(0);
      await window.page.keyboard.press('Control+KeyY');
      await expect.poll(async () => (await markup()).length).toBe(1);
      // clicks of the tool were vertices, never the choice of another plot
      expect((await drawings(window)).markup[0]?.plotId).toBe((await drawings(window)).plotId);
    }));

  it('writes Chinese on the map with N, and changes and deletes it in the list', () =>
    inSameWindow(size, async (window) => {
      const texts = async () =>
        (await drawings(window)).markup.filter(({ kind }) => kind === 'text').map(({ text }) => text);
      await takeTool(window, 'KeyN');
      await click(window, [40, 60]);
      const field = window.page.getByRole('textbox', { name: '标绘文字' });
      await field.waitFor();
      await window.page.keyboard.insertText('疑似新种果树');
      await window.page.keyboard.press('Enter');
      await expect.poll(texts).toEqual(['疑似新种果树']);
      await window.page.getByRole('button', { name: '改文字：文字 疑似新种果树' }).click();
      await field.fill('苗圃');
      await window.page.keyboard.press('Enter');
      await expect.poll(texts).toEqual(['苗圃']);
      await window.page.getByRole('button', { name: '删除标绘：文字 苗圃' }).click();
      await expect.poll(texts).toEqual([]);
    }));

  it('cuts a plot with K into parts with verdicts of their own, whose areas close', () =>
    inSameWindow(size, async (window) => {
      const parts = async () => (await drawings(window)).parts;
      await takeTool(window, 'KeyK');
      await click(window, [-320, 0], [320, 6]);
      await window.page.keyboard.press('Enter');
      await expect.poll(async () => (await parts()).length).toBeGreaterThan(1);
      const { areaSquareMeters } = await client().call('plot.get', {
        plotId: (await drawings(window)).plotId,
      });
      const printed = (await parts()).reduce((sum, part) => sum + Math.round(part.printedMu * 100), 0);
      expect(printed).toBe(Math.round((areaSquareMeters ?? 0) * 0.15));
      await window.page.getByRole('combobox', { name: '第 1 部分的结论' }).selectOption('works');
      await expect.poll(async () => (await parts())[0]?.verdictCode).toBe('works');
      await window.page.getByRole('button', { name: '取消切分' }).click();
      await expect.poll(async () => (await parts()).length).toBe(0);
    }));

  it('says so where a line cuts nothing', () =>
    inSameWindow(size, async (window) => {
      await takeTool(window, 'KeyK');
      await click(window, [-250, -200], [-200, -200]);
      await window.page.keyboard.press('Enter');
      await window.page.getByText('没有把图斑').waitFor();
    }));

  it('measures with M and Shift+M on the ellipsoid, in metres, square metres and 亩', () =>
    inSameWindow(size, async (window) => {
      await takeTool(window, 'Shift+KeyM');
      await click(window, [-50, -50], [50, -50], [50, 50]);
      await window.page.getByText(/椭球面积 [\d\s.]+ m² · [\d\s.]+ 亩/).waitFor();
      await window.page.keyboard.press('KeyM');
      await click(window, [-50, 0], [50, 0]);
      await window.page.getByText(/椭球长度 [\d\s.]+ m/).waitFor();
      await window.page.keyboard.press('Escape');
      expect((await drawings(window)).markup.filter(({ kind }) => kind !== 'area')).toEqual([]);
    }));

  it('keeps a redrawn boundary beside the plot, never in its place', () =>
    inSameWindow(size, async (window) => {
      const { plotId } = await drawings(window);
      const before = await client().call('plot.geometry', { plotId });
      await window.page.keyboard.press('Shift+KeyK');
      const hint = window.page.getByRole('status').filter({ hasText: '拟改边界' });
      await hint.getByRole('button', { name: '保存拟改边界' }).click();
      await window.page.getByText('已保存拟改边界').waitFor();
      expect((await drawings(window)).boundary).not.toBeNull();
      expect(await client().call('plot.geometry', { plotId })).toEqual(before);
      await window.page.getByRole('button', { name: '撤回' }).click();
      await expect.poll(async () => (await drawings(window)).boundary).toBeNull();
    }));

  it('snaps a vertex that is dragged near a neighbour to the neighbour’s own vertex, to the last bit', () =>
    inSameWindow(size, async (window) => {
      const { plotId, plotNo, own, other } = await neighbours();
      await window.goToPlot(plotNo);
      await window.steadyPicture();
      const toScreen = await placeOnMap(window);
      await window.page.keyboard.press('Shift+KeyK');
      await window.page.getByRole('status').filter({ hasText: '拟改边界' }).waitFor();
      // what a vertex can snap to has come as well
      await window.steadyPicture();
      const [fromX, fromY] = toScreen(own);
      const [toX, toY] = toScreen(other);
      await window.page.mouse.move(fromX - 2, fromY);
      await window.page.mouse.move(fromX, fromY);
      await window.page.mouse.down();
      await window.page.mouse.move((fromX + toX) / 2, (fromY + toY) / 2, { steps: 4 });
      // missed by a hand’s width
      await window.page.mouse.move(toX + 4, toY - 3, { steps: 4 });
      await window.page.mouse.up();
      await window.page.keyboard.press('Enter');
      await window.page.getByText('已保存拟改边界').waitFor();
      const { boundary } = await client().call('markup.list', { plotId });
      expect(boundary === null ? [] : verticesOf(boundary.wkb)).toContainEqual(other);
      await client().call('boundary.clear', { plotId, by: '甲' });
    }));
});

type Vertex = [number, number];

/** A plot and the vertex of another one nearest to one of its own, neither of them the same nor out of reach. */
async function neighbours(): Promise<{ plotId: number; plotNo: string; own: Vertex; other: Vertex }> {
  const { rows } = await client().call('plot.query', { offset: 0, limit: 200 });
  for (const { plotId, plotNo } of rows) {
    const around = (await client().call('plot.neighbours', { plotId, meters: 40 })).neighbours;
    const owns = verticesOf((await client().call('plot.geometry', { plotId })).wkb);
    const others = around.flatMap(({ wkb }) => verticesOf(wkb));
    const pairs = owns.flatMap((own) =>
      others.map((other) => ({ own, other, meters: distance(own, other) })),
    );
    const [nearest] = pairs
      .filter(
        ({ own, other, meters }) => meters > 8 && isAlone(own, owns) && isAlone(other, [...owns, ...others]),
      )
      .sort((a, b) => a.meters - b.meters);
    if (nearest !== undefined && nearest.meters < 60) return { plotId, plotNo, ...nearest };
  }
  throw new Error('no two plots of the sample lie near each other');
}

const distance = (a: Vertex, b: Vertex) => Math.hypot(a[0] - b[0], a[1] - b[1]);

/** No other vertex is so near that the hand could take or meet it instead. */
function isAlone(one: Vertex, all: readonly Vertex[]): boolean {
  return all.every((other) => distance(one, other) === 0 || distance(one, other) > 8);
}

function verticesOf(wkb: Uint8Array): Vertex[] {
  const parsed = parseWkb(wkb);
  if (!parsed.ok) throw new Error(parsed.failure.message);
  return parsed.value.polygons.flat().flatMap((ring) => {
    const vertices = ring.length / 2;
    return Array.from(
      { length: vertices },
      (_, i): Vertex => [ring[2 * i] as number, ring[2 * i + 1] as number],
    );
  });
}

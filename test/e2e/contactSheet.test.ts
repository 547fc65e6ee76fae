import { beforeEach, describe, expect, it } from 'vitest';
import { photographWindow } from '../support/photographWindow.ts';
import { meanDifference, type Picture } from '../support/pictures.ts';
import { coarse, serveSample, type WindowSize } from '../support/serveSample.ts';
import { ReviewWindow } from './pages/ReviewWindow.ts';
import { WallWindow } from './pages/WallWindow.ts';

const large = { width: 1920, height: 1080 };
const small = { width: 1366, height: 768 };
/** Where neither pictures nor the layout are looked at. */
const plain = { ...large, scale: coarse };

const { client, inWindow, inSameWindow } = serveSample();

// each test begins with the county unjudged
beforeEach(async () => {
  const { rows } = await client().call('plot.query', { offset: 0, limit: 10_000 });
  const judged = rows.filter(({ status }) => status !== 'unjudged').map(({ plotId }) => plotId);
  if (judged.length > 0) await client().call('review.clearMany', { plotIds: judged, by: '未署名' });
});

type OnWall = (wall: WallWindow, opened: number) => Promise<void>;

/** In a window of its own, where nothing was looked at yet, on the first screen of the wall. */
function onWall(size: WindowSize, act: OnWall): Promise<void> {
  return inWindow(size, async ({ page }) => {
    const wall = new WallWindow(page);
    await act(wall, await wall.open());
  });
}

/** The same in the window of the test before, where chips of this screen may have been looked at. */
function onSameWall(size: WindowSize, act: OnWall): Promise<void> {
  return inSameWindow(size, async ({ page }) => {
    const wall = new WallWindow(page);
    const opened = await wall.open();
    // the wall begins at the plot that was looked at last
    await page.keyboard.press('Home');
    await expect.poll(() => wall.wall.textContent()).toContain('第 1 /');
    await wall.complete();
    await act(wall, opened);
    await wall.close();
  });
}

async function verdictOf(plotNo: string): Promise<string | null> {
  const { plotId } = await client().call('plot.find', { plotNo });
  return (await client().call('plot.get', { plotId })).verdictCode;
}

/** Each verdict names both epochs and the ground its own chip showed: the whole plot in its middle. */
async function expectEvidenceOfChips(plotNos: readonly string[]): Promise<void> {
  for (const plotNo of plotNos) {
    const { plotId } = await client().call('plot.find', { plotNo });
    const { bounds } = await client().call('plot.get', { plotId });
    const { evidence } = await client().call('review.evidence', { plotId });
    expect(evidence?.view.comparison).toBe('wall');
    expect(evidence?.images.map(({ epoch }) => epoch)).toEqual(['2023-05', '2026-03']);
    // both epochs were looked at for 400 ms each
    expect(evidence?.view.dwellMilliseconds).toBeGreaterThanOrEqual(800);
    const { minX = 0, minY = 0, maxX = 0, maxY = 0 } = evidence?.view.extent ?? {};
    expect([minX < bounds.minX, maxX > bounds.maxX, minY < bounds.minY, maxY > bounds.maxY]).toEqual([
      ...[true, true, true, true],
    ]);
    expect((minX + maxX) / 2).toBeCloseTo((bounds.minX + bounds.maxX) / 2, -1);
    expect((minY + maxY) / 2).toBeCloseTo((bounds.minY + bounds.maxY) / 2, -1);
  }
}

const countJudged = async () => {
  const counts = await client().call('plot.statusCounts', {});
  return Object.values(counts).reduce((sum, count) => sum + count, 0) - counts.unjudged;
};

const anyOne = {
  ...{ factors: ['verdict' as const], perStratum: 1, share: 0 },
  ...{ thresholdSquareMeters: 400, thresholdShare: 0.1, shortDwellMilliseconds: 3_000 },
};

const whole = (picture: Picture) => ({ left: 0, top: 0, right: picture.width, bottom: picture.height });

describe('缩略图墙', () => {
  it('shows 6 × 4 plots in a full-HD window and 4 × 3 in a small one, each with both epochs', async () => {
    await onSameWall(large, async (wall, opened) => {
      expect(await wall.grid()).toEqual([6, 4]);
      await photographWindow(wall.page, 'wall');
      // what a colleague judges in another window shows here too, and what is taken back
      const { plotId } = await client().call('plot.find', { plotNo: await wall.plotNo('01') });
      await client().call('review.decide', { plotId, verdictCode: 'works', by: '同事' });
      const judged = wall.inView.getByRole('option', { name: /^01 号.*工程恢复$/ });
      await judged.waitFor();
      // drawn for a second look it shows its first verdict to nobody, until the draw is taken back
      await client().call('quality.draw', { ...anyOne, seed: 1, by: '组长' });
      await wall.inView.getByRole('option', { name: /^01 号.*未判$/ }).waitFor();
      await client().call('review.undo', { by: '组长' });
      await judged.waitFor();
      await client().call('review.undoPlot', { plotId, by: '同事' });
      await wall.inView.getByRole('option', { name: /^01 号.*未判$/ }).waitFor();
      const turned = performance.now();
      await wall.page.keyboard.press('PageDown');
      await expect.poll(() => wall.wall.textContent()).toContain('第 2 /');
      await wall.complete();
      console.log(
        `wall: first screen ${opened.toFixed(0)} ms, next ${(performance.now() - turned).toFixed(0)} ms`,
      );
    });
    await onWall(small, async (wall) => {
      expect(await wall.grid()).toEqual([4, 3]);
      expect(await new ReviewWindow(wall.page).overflows()).toBe(false);
      await photographWindow(wall.page, 'wall');
    });
  });

  it('shows the earlier epoch on all chips while Space is held, and alternates by itself after Shift+Space', () =>
    onSameWall(large, async (wall) => {
      const numbers = ['01', '13', '24'];
      const later = await Promise.all(numbers.map((number) => wall.picture(number)));
      await wall.page.keyboard.down('Space');
      const earlier = await Promise.all(numbers.map((number) => wall.picture(number)));
      await wall.page.keyboard.up('Space');
      const again = await Promise.all(numbers.map((number) => wall.picture(number)));
      for (const [index, picture] of later.entries()) {
        expect(meanDifference(picture, earlier[index] as Picture, whole(picture))).toBeGreaterThan(5);
        expect(meanDifference(picture, again[index] as Picture, whole(picture))).toBeLessThan(2);
      }
      await wall.page.keyboard.press('Shift+Space');
      await wall.wall.getByText('前时相 2023-05').waitFor();
      await wall.wall.getByText('后时相 2026-03').waitFor();
      await wall.wall.getByText('前时相 2023-05').waitFor();
    }));

  it('refuses a verdict until both epochs of the chip were seen, then judges by number and verdict key', () =>
    onSameWall(plain, async (wall) => {
      const [third, fifth, twelfth] = await Promise.all(['03', '05', '12'].map((one) => wall.plotNo(one)));
      await wall.type('03');
      await expect.poll(() => wall.foot.textContent()).toContain('已选 1 块');
      await wall.type('2');
      await wall.page.getByText('还有 1 块没看过两期影像').waitFor();
      expect(await countJudged()).toBe(0);
      await wall.lookAtBoth();
      await wall.type('2');
      await expect.poll(() => verdictOf(third ?? '')).toBe('works');
      // nothing is chosen any more, so the next digits are a number again; a comma adds another
      await wall.type('05,12');
      await expect.poll(() => wall.foot.textContent()).toContain('已选 2 块');
      await wall.type('3');
      await expect.poll(() => verdictOf(twelfth ?? '')).toBe('unsuitable');
      expect(await verdictOf(fifth ?? '')).toBe('unsuitable');
      expect(await countJudged()).toBe(3);
      // a judged chip stays where it was, and says its verdict
      expect(await wall.plotNo('03')).toBe(third);
      await expect.poll(() => wall.chip('03').getAttribute('aria-label')).toContain('工程恢复');
      // the window knows of the last verdicts too: its toast about them does not cover the one waited for next
      await expect.poll(() => wall.chip('12').getAttribute('aria-label')).toContain('不宜恢复');
      await wall.type('99');
      await wall.page.getByText('这一屏没有 99 号').waitFor();
      await photographWindow(wall.page, 'wall-judged');
      await expectEvidenceOfChips([fifth ?? '', twelfth ?? '']);
    }));

  it('chooses with arrows and Enter, and asks a verdict’s question by digits', () =>
    onSameWall(plain, async (wall) => {
      await wall.lookAtBoth();
      const eighth = await wall.plotNo('08');
      for (const key of ['ArrowDown', 'ArrowRight', 'Enter']) await wall.page.keyboard.press(key);
      await expect.poll(() => wall.chip('08').getAttribute('aria-selected')).toBe('true');
      await wall.type('s');
      await expect.poll(() => wall.foot.textContent()).toContain('疑问原因');
      await wall.type('2');
      await expect.poll(() => verdictOf(eighth)).toBe('doubtful');
      const { plotId } = await client().call('plot.find', { plotNo: eighth });
      expect((await client().call('plot.get', { plotId })).answers).toEqual({ reason: 'shifted' });
    }));

  it('judges all the rest of the screen at once, leaves the exceptions, and takes it back in one step', () =>
    onWall(plain, async (wall) => {
      await wall.lookAtBoth();
      await wall.type('041');
      await expect.poll(countJudged).toBe(1);
      await wall.type('09');
      await expect.poll(() => wall.rest.textContent()).toContain('其余 22 块全判 ④ 未变化');
      await wall.page.keyboard.press('Shift+Enter');
      await expect.poll(countJudged).toBe(23);
      expect(await verdictOf(await wall.plotNo('04'))).toBe('ready');
      expect(await verdictOf(await wall.plotNo('09'))).toBeNull();
      expect(await verdictOf(await wall.plotNo('24'))).toBe('unchanged');
      await wall.page.keyboard.press('Control+KeyZ');
      await expect.poll(countJudged).toBe(1);
    }));

  it('goes back to the map with Escape, where nothing counts as seen that lay under the wall', () =>
    onSameWall(plain, async (wall) => {
      await wall.page.keyboard.press('End');
      await expect.poll(() => wall.wall.textContent()).toMatch(/第 93 \/ 93 屏/);
      await wall.page.keyboard.press('Escape');
      await wall.wall.waitFor({ state: 'detached' });
      const window = new ReviewWindow(wall.page);
      await window.page.getByText('两期均已查看').waitFor();
    }));
});

describe('相似图斑联判', () => {
  /** Number on the first screen of a plot that a handful of others resemble. */
  async function findSeed(): Promise<string> {
    const { rows } = await client().call('plot.query', {
      filter: { status: 'unjudged' },
      offset: 0,
      limit: 24,
    });
    for (const [place, { plotId }] of rows.entries()) {
      await client().call('review.decide', { plotId, verdictCode: 'ready', by: '试' });
      const { plots } = await client().call('similar.find', { plotId });
      await client().call('review.clear', { plotId, by: '试' });
      const sure = plots.filter(({ preselected }) => preselected).length;
      if (sure >= 5 && sure <= 20) return String(place + 1).padStart(2, '0');
    }
    throw new Error('no plot of the first screen has five similar ones');
  }

  it('offers plots that look like the one just judged and gives them its verdict as one tagged step', async () => {
    const number = await findSeed();
    await onWall(plain, async (wall) => {
      await wall.lookAtBoth();
      const seed = await wall.plotNo(number);
      await wall.type(`${number}1`);
      await wall.page.getByRole('button', { name: /还有 \d+ 个相似图斑/ }).waitFor();
      await wall.page.keyboard.press('Shift+KeyJ');
      await wall.wall.getByText(`与 …${seed.slice(-6)} 相似的图斑`).waitFor();
      await wall.complete();
      await photographWindow(wall.page, 'wall-similar');
      const chosen = wall.wall.locator('[role=option][aria-selected=true]');
      const offered = await chosen.count();
      expect(offered).toBeGreaterThanOrEqual(5);
      // all but three are taken out: the fourth by its number, the others by key
      const kept = await Promise.all(['01', '02', '03'].map((one) => wall.plotNo(one)));
      await wall.type('04');
      for (let place = 4; place < offered; place++) {
        await wall.page.keyboard.press('ArrowRight');
        await wall.page.keyboard.press('KeyX');
      }
      await expect.poll(() => wall.foot.textContent()).toContain('已选 3 块');
      const before = await countJudged();
      await wall.page.keyboard.press('Shift+Enter');
      await wall.page.getByText(/没看过两期影像.*或点“自动闪烁”/).waitFor();
      expect(await countJudged()).toBe(before);
      await wall.lookAtBoth();
      await wall.page.keyboard.press('Shift+Enter');
      await expect.poll(countJudged).toBe(before + 3);
      for (const plotNo of kept) {
        const { plotId } = await client().call('plot.find', { plotNo });
        const { verdictCode, note } = await client().call('plot.get', { plotId });
        expect([verdictCode, note]).toEqual(['ready', `联判：与 ${seed} 相似`]);
      }
      await wall.page.keyboard.press('Control+KeyZ');
      await expect.poll(countJudged).toBe(before);
    });
  });
});

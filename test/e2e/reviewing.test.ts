import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { decodePicture, meanDifference, resizePicture } from '../support/pictures.ts';
import { serveSample } from '../support/serveSample.ts';
import type { ReviewWindow } from './pages/ReviewWindow.ts';

const size = { width: 1366, height: 768 };
const judgedPlots = 200;
const verdictOfKey = ['ready', 'works', 'unsuitable', 'unchanged', 'restored'];

const { client, inWindow, inSameWindow } = serveSample();

/** The machine of somebody who judges without having to look at both epochs first. */
const free = { stored: { 'tianheng.seeBothEpochs': 'no' } };

interface Pressed {
  readonly plotNo: string;
  readonly milliseconds: number;
}

/**
 * Presses keys one after the other, each as soon as another plot stands at the head of the right pane: faster than
 * frames are drawn, as nobody types. Which plot each key met, and how long the next one took.
 */
function pressInTurn(page: Page, codes: readonly string[]): Promise<Pressed[]> {
  return page.evaluate(async (keys) => {
    const head = () => document.querySelector('section[aria-label="图斑"] h3')?.textContent?.trim() ?? '';
    const another = (before: string) =>
      new Promise<void>((resolve) => {
        const watcher = new MutationObserver(() => {
          if (head() === before || head() === '') return;
          watcher.disconnect();
          resolve();
        });
        watcher.observe(document.body, { subtree: true, childList: true, characterData: true });
      });
    const pressed: { plotNo: string; milliseconds: number }[] = [];
    for (const code of keys) {
      const plotNo = head();
      const began = performance.now();
      const next = another(plotNo);
      window.dispatchEvent(
        new KeyboardEvent('keydown', { code, key: code.at(-1) ?? '', bubbles: true, cancelable: true }),
      );
      await next;
      pressed.push({ plotNo, milliseconds: performance.now() - began });
    }
    return pressed;
  }, codes);
}

const verdictCommands = async (limit: number) =>
  (await client().call('review.log', { limit })).commands
    .filter(({ kind }) => kind === 'review.decide')
    .reverse();

/** Methods called so far, each with the moment in the page's time; those for tiles are left out. */
const askedOf = (page: Page) =>
  page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .filter(({ name }) => name.includes('/rpc/') && !name.endsWith('.tile'))
      .map(({ name, startTime }) => ({ method: name.slice(name.lastIndexOf('/') + 1), startTime })),
  );

/** Judges the current plot and tells what was asked for until the window rests: before the next picture, and in all. */
async function countRequests(window: ReviewWindow): Promise<{ early: string[]; all: string[] }> {
  const { page } = window;
  await page.getByRole('status', { name: '后面 5 块中 5 块的影像已备好' }).waitFor();
  await window.steadyPicture();
  const plotNo = await window.plotNo();
  await page.evaluate(() => {
    performance.clearMarks();
    performance.clearResourceTimings();
  });
  await page.keyboard.press('Digit1');
  await expect.poll(() => window.plotNo()).not.toBe(plotNo);
  const methods = async () => (await askedOf(page)).map(({ method }) => method);
  // the last things asked for after a verdict: the counts of the list, and what stands behind the five plots ahead
  await expect.poll(methods, { timeout: 30_000 }).toContain('plot.statusCounts');
  await expect.poll(methods, { timeout: 30_000 }).toContain('review.log');
  await page.getByRole('status', { name: '后面 5 块中 5 块的影像已备好' }).waitFor();
  await window.steadyPicture();
  const { plotId } = await client().call('plot.find', { plotNo: await window.plotNo() });
  const drawnAt = await page.evaluate((next) => {
    const marks = performance.getEntriesByName('plot-drawn') as PerformanceMark[];
    return marks.find(({ detail }) => detail === next)?.startTime ?? Number.NaN;
  }, plotId);
  const asked = await askedOf(page);
  const early = asked.filter(({ startTime }) => startTime < drawnAt);
  return { early: early.map(({ method }) => method), all: asked.map(({ method }) => method) };
}

describe('judging with the keyboard', () => {
  it(
    `stores ${judgedPlots} verdicts exactly once each, in the order of the keys`,
    () =>
      inSameWindow(
        size,
        async (window) => {
          const { page } = window;
          const codes = Array.from({ length: judgedPlots }, (_, i) => (i % 5) + 1);
          const pressed = await pressInTurn(
            page,
            codes.map((digit) => `Digit${digit}`),
          );
          // the looks that are sent every half minute are rows of the log as well, the more the longer this takes
          const stored = await verdictCommands(judgedPlots * 10);
          const plotNoOf = async (target: string) =>
            (await client().call('plot.get', { plotId: Number(target.slice('plot:'.length)) })).plotNo;
          const found = [];
          for (const { target, newValue } of stored) {
            const { verdictCode } = JSON.parse(newValue ?? '{}') as { verdictCode: string };
            found.push({ plotNo: await plotNoOf(target), code: verdictCode });
          }
          expect(found).toEqual(
            pressed.map(({ plotNo }, i) => ({ plotNo, code: verdictOfKey[i % 5] as string })),
          );
          expect(new Set(pressed.map(({ plotNo }) => plotNo)).size).toBe(judgedPlots);
          const times = pressed.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
          const at = (share: number) => (times[Math.floor(times.length * share)] ?? 0).toFixed(0);
          process.stdout.write(
            `key to next plot: median ${at(0.5)} ms, p95 ${at(0.95)} ms, max ${at(0.999)} ms\n`,
          );
        },
        free,
      ),
    300_000,
  );

  it('asks for nothing but the verdict before the next picture, and for each fact once', () =>
    inSameWindow(
      size,
      async (window) => {
        const rounds: Awaited<ReturnType<typeof countRequests>>[] = [];
        for (let i = 0; i < 3; i++) rounds.push(await countRequests(window));
        // of three verdicts the best: looks that are sent in the midst of one bring a summary of their own
        const fewest = (part: 'early' | 'all', method: string) =>
          Math.min(...rounds.map((round) => round[part].filter((one) => one === method).length));
        const count = (part: 'early' | 'all') =>
          Object.fromEntries(
            [...new Set(rounds.flatMap((round) => round[part]))]
              .map((method) => [method, fewest(part, method)] as const)
              .filter(([, times]) => times > 0)
              .sort(([a], [b]) => a.localeCompare(b)),
          );
        expect(count('early')).toEqual({ 'review.decide': 1 });
        const { 'similar.find': _, ...all } = count('all');
        expect(all).toEqual({
          'review.decide': 1,
          // its place in the list, the rows of the list and its counts
          'plot.position': 1,
          'plot.query': 2,
          'plot.statusCounts': 1,
          'project.info': 1,
          // the fifth plot ahead
          'plot.get': 1,
          'plot.geometry': 1,
          'plot.pieces': 1,
          'eligibility.bill': 1,
          'review.log': 1,
          'markup.list': 1,
        });
      },
      free,
    ));

  it('asks the reason of a doubt beside the verdict, answers it with a digit, and keeps what was on the screen', () =>
    inSameWindow(
      size,
      async (window) => {
        const { page } = window;
        const plotNo = await window.plotNo();
        const { plotId } = await client().call('plot.find', { plotNo });
        await page.keyboard.press('KeyS');
        const reason = page.getByRole('radiogroup', { name: /疑问原因/ });
        await expect.poll(() => reason.evaluate((one) => one === document.activeElement)).toBe(true);
        expect((await client().call('plot.get', { plotId })).verdictCode).toBeNull();
        await page.keyboard.press('Digit2');
        await expect.poll(() => window.plotNo()).not.toBe(plotNo);
        const detail = await client().call('plot.get', { plotId });
        expect(detail).toMatchObject({
          status: 'doubtful',
          answers: { reason: 'shifted' },
          hasEvidence: true,
        });
        const { evidence } = await client().call('review.evidence', { plotId });
        expect(evidence?.images.map(({ side }) => side)).toEqual(['earlier', 'later']);
        expect(evidence?.images[0]?.sourceSha256).toMatch(/^[0-9a-f]{64}$/);
        const { bounds } = detail;
        expect(evidence?.view.extent.minX).toBeLessThan(bounds.maxX);
        expect(evidence?.view.extent.maxX).toBeGreaterThan(bounds.minX);
      },
      free,
    ));

  it('keeps what was on the screen as two small pictures beside the history, and brings it back with 重放', () =>
    inSameWindow(
      size,
      async (window) => {
        const { page } = window;
        const plotNo = await window.plotNo();
        const { plotId } = await client().call('plot.find', { plotNo });
        /** The later image alone, without a line on it. */
        const ground = async () => {
          await page.keyboard.down('KeyH');
          const picture = await window.steadyPicture();
          await page.keyboard.up('KeyH');
          return picture;
        };
        await window.comparison('单图').click();
        await page.keyboard.press('Equal');
        await window.steadyPicture();
        // the kept picture is as bright as the screen is
        await page.keyboard.press('Alt+KeyD');
        await page.getByRole('slider', { name: '后时相伽马' }).focus();
        for (let press = 0; press < 4; press++) await page.keyboard.press('ArrowRight');
        await page.keyboard.press('Alt+KeyD');
        await expect.poll(() => window.chip('影像已调整').count()).toBe(1);
        const scale = async () => /1:[\d\s]+/.exec((await window.statusBar()) ?? '')?.[0];
        const before = { picture: await ground(), scale: await scale() };
        await page.keyboard.press('Digit1');
        await expect.poll(() => window.plotNo()).not.toBe(plotNo);
        await window.comparison('双屏').click();
        await window.goToPlot(plotNo);
        await expect.poll(scale).not.toBe(before.scale);
        const shown = page.getByRole('img', { name: /^判读时的(前|后)时相/ });
        await expect.poll(() => shown.count(), { timeout: 30_000 }).toBe(2);
        await shown.last().click();
        await page.getByText('已重放判读时的画面').waitFor();
        await expect.poll(scale).toBe(before.scale);
        await expect.poll(() => window.comparison('单图').getAttribute('aria-pressed')).toBe('true');
        const after = await ground();
        const area = window.freeBand(after);
        expect(meanDifference(before.picture, after, area)).toBeLessThan(0.5);
        // product.md: what is replayed differs from the kept picture by one part in a hundred at most
        const { chips } = await client().call('review.evidenceChips', { plotId });
        const chip = await decodePicture(
          chips.find(({ side }) => side === 'later')?.webp ?? new Uint8Array(),
        );
        const small = await resizePicture(after, chip.width, chip.height, 'linear');
        // right of the drawing tools
        const clear = { ...window.freeBand(chip), left: Math.round(chip.width * 0.1) };
        expect(meanDifference(small, chip, clear) / 255).toBeLessThan(0.01);
        await page.keyboard.press('Alt+Backspace');
        await expect.poll(() => window.chip('影像已调整').count()).toBe(0);
        // back to what the list shows: the judged plot is not in it any more
        await page.keyboard.press('KeyW');
        await expect.poll(() => window.plotNo()).not.toBe(plotNo);
      },
      free,
    ));

  it('judges rows chosen with Shift+arrows together, and takes them back as one step', () =>
    inSameWindow(
      size,
      async (window) => {
        const { page } = window;
        const count = async () => (await client().call('plot.statusCounts', {})).unjudged;
        const before = await count();
        const firstPlotNo = await window.plotNo();
        for (let i = 0; i < 3; i++) await page.keyboard.press('Shift+ArrowDown');
        await expect.poll(() => window.queue.locator('.queue-row-chosen').count()).toBe(4);
        await page.keyboard.press('Digit3');
        await expect.poll(count).toBe(before - 4);
        await page.keyboard.press('Control+KeyZ');
        await expect.poll(count).toBe(before);
        expect(firstPlotNo).not.toBe('');
        await expect.poll(() => page.locator('.identity-head').textContent()).toMatch(/\d \/ \d/);
        for (let i = 0; i < 3; i++) await page.keyboard.press('Shift+ArrowDown');
        await expect.poll(() => window.queue.locator('.queue-row-chosen').count()).toBe(4);
        // handed to somebody from the menu, they are found by the filter 分派; one undo takes all four back
        await page.getByRole('menuitem', { name: '判读', exact: true }).click();
        await page.getByRole('menuitem', { name: /^分派图斑/ }).click();
        const dialog = page.getByRole('dialog', { name: '分派图斑' });
        await dialog.getByRole('combobox', { name: '分派给' }).fill('乙');
        await page.keyboard.press('Enter');
        await page.getByText('已把 4 块分派给 乙').waitFor();
        await page.locator('.filters').getByRole('button', { name: '分派', exact: true }).click();
        await page.getByRole('menuitem', { name: /^乙/ }).click();
        await expect.poll(() => window.rows.count()).toBe(4);
        await page.getByRole('button', { name: '取消筛选：分派' }).click();
        await page.keyboard.press('Control+KeyZ');
        const handedOut = async () => (await client().call('plot.facets', {})).assignees;
        await expect.poll(handedOut).toEqual([]);
        await page.keyboard.press('Control+KeyY');
        await expect.poll(handedOut).toEqual([{ name: '乙', plots: 4 }]);
      },
      free,
    ));

  it('flags with F, and waits with a verdict until both epochs were looked at', () =>
    inWindow(size, async (window) => {
      const { page } = window;
      // one epoch alone on the screen, and a plot that was never shown otherwise
      await window.comparison('单图').click();
      const firstNo = await window.plotNo();
      await page.keyboard.press('KeyE');
      await expect.poll(() => window.plotNo()).not.toBe(firstNo);
      const plotNo = await window.plotNo();
      const { plotId } = await client().call('plot.find', { plotNo });
      await page.keyboard.press('KeyF');
      await expect.poll(async () => (await client().call('plot.get', { plotId })).flagged).toBe(true);
      const verdict = async () => (await client().call('plot.get', { plotId })).verdictCode;
      await page.keyboard.press('Digit1');
      await page.getByText('请先看过前后两期影像再判').waitFor();
      // the digit after S is the reason of the doubt, seen or not, and never the verdict of that key
      await page.keyboard.press('KeyS');
      const reason = page.getByRole('radiogroup', { name: /疑问原因/ });
      await expect.poll(() => reason.evaluate((one) => one === document.activeElement)).toBe(true);
      await page.keyboard.press('Digit2');
      await expect.poll(() => reason.locator('[aria-checked=true]').count()).toBe(1);
      await window.comparison('双屏').click();
      await page.getByText('两期均已查看').waitFor();
      expect(await verdict()).toBeNull();
      // without 自动前进 the plot stays, and the one below it is not shown until it is chosen with it
      await page.keyboard.press('F8');
      await page.getByText('自动前进：关').waitFor();
      await page.keyboard.press('KeyS');
      await page.locator('.verdict[aria-pressed=true]', { hasText: '疑问' }).waitFor();
      expect((await client().call('plot.get', { plotId })).status).toBe('doubtful');
      await page.keyboard.press('Control+KeyZ');
      await expect.poll(() => page.locator('.verdict[aria-pressed=true]').count()).toBe(0);
      expect(await verdict()).toBeNull();
      expect(await window.plotNo()).toBe(plotNo);
      // the reason of the doubt is there as it was given: the same key would store it again
      await reason.locator('[aria-checked=true]').waitFor();
      await page.getByText('两期均已查看').waitFor();
      // who takes a verdict back to give another one does not write the remark again
      await window.note.fill('田埂未动');
      await page.keyboard.press('Escape');
      await page.keyboard.press('Digit1');
      await expect.poll(verdict).toBe('ready');
      await page.keyboard.press('Control+KeyZ');
      await expect.poll(verdict).toBeNull();
      await expect.poll(() => window.note.inputValue()).toBe('田埂未动');
      await page.keyboard.press('Digit1');
      await expect.poll(async () => (await client().call('plot.get', { plotId })).note).toBe('田埂未动');
      await page.locator('.verdict[aria-pressed=true]', { hasText: '即可恢复' }).waitFor();
      await page.keyboard.press('Digit2');
      await expect.poll(verdict).toBe('works');
      await page.locator('.verdict[aria-pressed=true]', { hasText: '工程恢复' }).waitFor();
      expect(await window.plotNo()).toBe(plotNo);
      // its own verdicts are taken back one by one
      await page.keyboard.press('Alt+KeyZ');
      await expect.poll(verdict).toBe('ready');
      await page.keyboard.press('Digit0');
      await expect.poll(verdict).toBeNull();
      await page.keyboard.press('F8');
      await page.getByText('自动前进：开').waitFor();
      // a batch asks the same of every plot in it: the one on the screen was seen, the one below it was not
      const unjudged = async () => (await client().call('plot.statusCounts', {})).unjudged;
      const before = await unjudged();
      // its verdict taken back, the plot stands in the list of the unjudged ones again
      await expect.poll(() => page.locator('.identity-head').textContent()).toMatch(/\d \/ \d/);
      await page.keyboard.press('Shift+ArrowDown');
      await page.getByText('已选 2 块，其中 1 块未看两期影像，暂不能一起判').waitFor();
      await page.keyboard.press('Digit1');
      await page.getByText('所选 2 块中有 1 块还没看过前后两期影像').waitFor();
      expect(await unjudged()).toBe(before);
      await page.keyboard.press('Escape');
      await page.getByText('两期均已查看').waitFor();
      await page.keyboard.press('Digit1');
      await expect.poll(() => window.plotNo()).not.toBe(plotNo);
    }));
});

import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LoopbackServer, serveLoopback } from '../../electron/hosts/loopbackHttp.ts';
import type { Backend } from '../../shared/contract/backend.ts';
import { type BackendClient, createClient } from '../../shared/contract/createClient.ts';
import { createInProcessTransport } from '../../shared/contract/transports/inProcessTransport.ts';
import { createTestBackend } from '../support/hosts.ts';
import { openBrowser, openPage } from '../support/openBrowser.ts';
import { copySampleProject } from '../support/sampleProject.ts';
import { ReviewWindow } from './pages/ReviewWindow.ts';

const root = join(import.meta.dirname, '../..');
const size = { width: 1920, height: 1080 };
const patient = { timeout: 15_000 };
const judgedPlots = 200;
const verdictOfKey = ['ready', 'works', 'unsuitable', 'unchanged', 'restored'];

let backend: Backend;
let client: BackendClient;
let server: LoopbackServer;
let browser: Browser;

beforeAll(async () => {
  const project = await copySampleProject();
  backend = createTestBackend();
  client = createClient(createInProcessTransport(backend));
  await client.call('project.open', { directory: project });
  server = await serveLoopback({ backend, pageDirectory: join(root, 'build/renderer') });
  browser = await openBrowser();
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await server?.close();
  await backend?.close();
});

async function inWindow(
  seeBothEpochs: boolean,
  act: (window: ReviewWindow, page: Page) => Promise<void>,
): Promise<void> {
  const { page, complaints, outsideRequests } = await openPage(browser, size);
  if (!seeBothEpochs) {
    await page.addInitScript(() => localStorage.setItem('tianheng.seeBothEpochs', 'no'));
  }
  const window = new ReviewWindow(page);
  await page.goto(server.url);
  await window.ready();
  await act(window, page);
  expect(complaints).toEqual([]);
  expect(outsideRequests).toEqual([]);
  await page.close();
}

/** Presses a key and waits, inside the page, until another plot stands at the head of the right pane. */
function pressUntilNext(page: Page, code: string): Promise<number> {
  return page.evaluate((pressed) => {
    const head = () => document.querySelector('section[aria-label="图斑"] h3')?.textContent ?? '';
    const before = head();
    const began = performance.now();
    window.dispatchEvent(
      new KeyboardEvent('keydown', { code: pressed, key: pressed.at(-1) ?? '', bubbles: true }),
    );
    return new Promise<number>((resolve) => {
      const look = () => {
        if (head() === before) return requestAnimationFrame(look);
        requestAnimationFrame(() => resolve(performance.now() - began));
        return undefined;
      };
      requestAnimationFrame(look);
    });
  }, code);
}

const verdictCommands = async (limit: number) =>
  (await client.call('review.log', { limit })).commands
    .filter(({ kind }) => kind === 'review.decide')
    .reverse();

describe('judging with the keyboard', () => {
  it(
    `stores ${judgedPlots} verdicts exactly once each, in the order of the keys`,
    () =>
      inWindow(false, async (window, page) => {
        const pressed: { plotNo: string; code: string }[] = [];
        const times: number[] = [];
        for (let i = 0; i < judgedPlots; i++) {
          pressed.push({ plotNo: await window.plotNo(), code: verdictOfKey[i % 5] as string });
          times.push(await pressUntilNext(page, `Digit${(i % 5) + 1}`));
        }
        const stored = await verdictCommands(judgedPlots + 10);
        const plotNoOf = async (target: string) =>
          (await client.call('plot.get', { plotId: Number(target.slice('plot:'.length)) })).plotNo;
        const found = [];
        for (const { target, newValue } of stored) {
          const { verdictCode } = JSON.parse(newValue ?? '{}') as { verdictCode: string };
          found.push({ plotNo: await plotNoOf(target), code: verdictCode });
        }
        expect(found).toEqual(pressed);
        expect(new Set(pressed.map(({ plotNo }) => plotNo)).size).toBe(judgedPlots);
        times.sort((a, b) => a - b);
        const at = (share: number) => (times[Math.floor(times.length * share)] ?? 0).toFixed(0);
        process.stdout.write(
          `key to next plot: median ${at(0.5)} ms, p95 ${at(0.95)} ms, max ${at(0.999)} ms\n`,
        );
      }),
    180_000,
  );

  it('asks the reason of a doubt beside the verdict, answers it with a digit, and keeps what was on the screen', () =>
    inWindow(false, async (window, page) => {
      const plotNo = await window.plotNo();
      const { plotId } = await client.call('plot.find', { plotNo });
      await page.keyboard.press('KeyS');
      const reason = page.getByRole('radiogroup', { name: /疑问原因/ });
      await expect.poll(() => reason.evaluate((one) => one === document.activeElement), patient).toBe(true);
      expect((await client.call('plot.get', { plotId })).verdictCode).toBeNull();
      await page.keyboard.press('Digit2');
      await expect.poll(() => window.plotNo(), patient).not.toBe(plotNo);
      const detail = await client.call('plot.get', { plotId });
      expect(detail).toMatchObject({ status: 'doubtful', answers: { reason: 'shifted' }, hasEvidence: true });
      const { evidence } = await client.call('review.evidence', { plotId });
      expect(evidence?.images.map(({ side }) => side)).toEqual(['earlier', 'later']);
      expect(evidence?.images[0]?.sourceSha256).toMatch(/^[0-9a-f]{64}$/);
      const { bounds } = detail;
      expect(evidence?.view.extent.minX).toBeLessThan(bounds.maxX);
      expect(evidence?.view.extent.maxX).toBeGreaterThan(bounds.minX);
    }));

  it('judges rows chosen with Shift+arrows together, and takes them back as one step', () =>
    inWindow(false, async (window, page) => {
      const count = async () => (await client.call('plot.statusCounts', {})).unjudged;
      const before = await count();
      const firstPlotNo = await window.plotNo();
      for (let i = 0; i < 3; i++) await page.keyboard.press('Shift+ArrowDown');
      await expect.poll(() => window.queue.locator('.queue-row-chosen').count(), patient).toBe(4);
      await page.keyboard.press('Digit3');
      await expect.poll(count, patient).toBe(before - 4);
      await page.keyboard.press('Control+KeyZ');
      await expect.poll(count, patient).toBe(before);
      expect(firstPlotNo).not.toBe('');
    }));

  it('flags with F, and waits with a verdict until both epochs were looked at', () =>
    inWindow(true, async (window, page) => {
      const plotNo = await window.plotNo();
      const { plotId } = await client.call('plot.find', { plotNo });
      await page.keyboard.press('KeyF');
      await expect.poll(async () => (await client.call('plot.get', { plotId })).flagged, patient).toBe(true);
      await page.getByText('两期均已查看').waitFor({ timeout: 30_000 });
      await page.keyboard.press('Digit1');
      await expect.poll(() => window.plotNo(), patient).not.toBe(plotNo);
    }));
});

/**
 * Key press to last tile drawn, over 200 plots of the sample in the browser. A switch ends when the map has drawn a
 * frame of the new plot's view with every tile of both epochs; whether that is true is looked at on the pixels: what is
 * on the canvases then must be what is on them when the next key is pressed. With `judge` the keys are verdicts, each of
 * which is on the disk before the next plot shows, and all of them must be in the log at the end.
 * `node test/perf/plotSwitch.ts [plots] [milliseconds of a look] [judge]`.
 */
import { join } from 'node:path';
import { serveLoopback } from '../../electron/hosts/loopbackHttp.ts';
import { createClient } from '../../shared/contract/createClient.ts';
import { createInProcessTransport } from '../../shared/contract/transports/inProcessTransport.ts';
import { ReviewWindow } from '../e2e/pages/ReviewWindow.ts';
import { createTestBackend } from '../support/hosts.ts';
import { openBrowser, openPage } from '../support/openBrowser.ts';
import { copySampleProject } from '../support/sampleProject.ts';
import { keepAwake } from './keepAwake.ts';
import { readStolenSeconds } from './readStolenSeconds.ts';
import { watchStolen } from './watchStolen.ts';

const plots = Number(process.argv[2] ?? 200);
const budgetMilliseconds = 100;
/** How long each plot is looked at: the least the window asks for before a verdict, unless told otherwise. */
const lookMilliseconds = Number(process.argv[3] ?? 400);
const judges = process.argv[4] === 'judge';
/** Reading pixels takes time of its own and is done after the clock has stopped: at every so many plots. */
const pixelsEvery = 10;
/** From the key on: who shares the processors with other machines can tell the switches that were disturbed. */
const disturbedMilliseconds = 2 * budgetMilliseconds;

const backend = createTestBackend();
const verdictMilliseconds: number[] = [];
/** The same backend, with a clock on what a verdict waits for: mostly the disk, which is not ours to make faster. */
const timed: typeof backend = {
  ...backend,
  async call(method, request, signal) {
    const begun = performance.now();
    const reply = await backend.call(method, request, signal);
    if (method === 'review.decide') verdictMilliseconds.push(performance.now() - begun);
    return reply;
  },
};
const client = createClient(createInProcessTransport(backend));
await client.call('project.open', { directory: await copySampleProject() });
const server = await serveLoopback({
  backend: timed,
  pageDirectory: join(import.meta.dirname, '../../build/renderer'),
});
const browser = await openBrowser();
const { page } = await openPage(browser, { width: 1366, height: 768 });
const window = new ReviewWindow(page);
await page.goto(server.url);
await window.ready();
await page.evaluate(() => {
  document.addEventListener(
    'keydown',
    (event) => performance.mark('key', { startTime: event.timeStamp }),
    true,
  );
  /** Of each epoch's canvas: a sum over its pixels, and how many of them are filled. */
  const readEpochs = () =>
    [...document.querySelectorAll<HTMLCanvasElement>('canvas.epoch')].map((canvas) => {
      const context = canvas.getContext('2d');
      if (context === null) throw new Error('an epoch without pixels');
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
      let sum = 0;
      let filled = 0;
      for (let i = 0; i < data.length; i += 4) {
        const [red = 0, green = 0, blue = 0, alpha = 0] = data.subarray(i, i + 4);
        sum = (sum * 31 + red + green * 7 + blue * 13) % 1_000_000_007;
        if (alpha === 255) filled++;
      }
      return { sum, filled };
    });
  const watch = { wanted: false, atEnd: null as ReturnType<typeof readEpochs> | null, readEpochs };
  Object.assign(globalThis, { watch });
  const mark = performance.mark.bind(performance);
  performance.mark = (name, options) => {
    const entry = mark(name, options);
    if (name === 'plot-drawn' && watch.wanted) watch.atEnd ??= readEpochs();
    return entry;
  };
});

type Epochs = { sum: number; filled: number }[];
type Watch = { wanted: boolean; atEnd: Epochs | null; readEpochs: () => Epochs };
/** Tells the page to read the pixels of the next switch in the moment it ends. */
const watchNext = () =>
  page.evaluate(() => {
    const { watch } = globalThis as unknown as { watch: Watch };
    Object.assign(watch, { wanted: true, atEnd: null });
  });
const readWatched = () =>
  page.evaluate(() => {
    const { watch } = globalThis as unknown as { watch: Watch };
    watch.wanted = false;
    return { atEnd: watch.atEnd ?? [], later: watch.readEpochs() };
  });

/** Waits for the end of a switch without asking for a frame, as nobody at work asks for one. */
const switched = (before: number) =>
  page.evaluate(
    (previous) =>
      new Promise<number>((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error('no picture within 30 s')), 30_000);
        const observer = new PerformanceObserver(() => {
          const [key] = performance.getEntriesByName('key');
          const marks = performance.getEntriesByName('plot-drawn') as PerformanceMark[];
          const drawn = marks.find((mark) => mark.detail !== previous);
          if (key === undefined || drawn === undefined) return;
          observer.disconnect();
          clearTimeout(timer);
          resolve(drawn.startTime - key.startTime);
        });
        observer.observe({ type: 'mark', buffered: true });
      }),
    before,
  );

const letSleep = keepAwake();
const stolen = watchStolen();
const stolenBefore = readStolenSeconds() ?? 0;
const taken: number[] = [];
const pressedAt: number[] = [];
let changed = 0;
let empty = 0;
for (let i = 0; i < plots; i++) {
  await page.waitForTimeout(lookMilliseconds);
  await page.evaluate(() => performance.clearMarks());
  const { plotId } = await client.call('plot.find', { plotNo: await window.plotNo() });
  const looks = i % pixelsEvery === 0;
  if (looks) await watchNext();
  pressedAt.push(performance.timeOrigin + performance.now());
  await page.keyboard.press(judges ? `Digit${(i % 5) + 1}` : 'KeyE');
  taken.push(await switched(plotId));
  if (!looks) continue;
  await page.waitForTimeout(lookMilliseconds);
  const { atEnd, later } = await readWatched();
  if (JSON.stringify(atEnd) !== JSON.stringify(later)) changed++;
  if (atEnd.length !== 2 || atEnd.some(({ filled }) => filled === 0)) empty++;
}
const { total: judged } = await client.call('plot.query', {
  filter: { status: 'judged' },
  offset: 0,
  limit: 1,
});
const share = (of: readonly number[], part: number) =>
  [...of].sort((a, b) => a - b)[Math.min(of.length - 1, Math.floor(part * of.length))] ?? 0;
const describe = (of: readonly number[]) =>
  `p50 ${share(of, 0.5).toFixed(0)} ms, p95 ${share(of, 0.95).toFixed(0)} ms, slowest ${share(of, 1).toFixed(0)} ms`;
console.log(
  `plot switch over ${plots} plots${judges ? ` with ${judged} verdicts` : ''}: ${describe(taken)} ` +
    `(budget p95 ${budgetMilliseconds} ms); of ${Math.ceil(plots / pixelsEvery)} looked at, ${changed} changed after ` +
    `the end and ${empty} lacked an epoch; ${((readStolenSeconds() ?? 0) - stolenBefore).toFixed(0)} s of processor ` +
    'time taken by the host',
);
if (judges) {
  // every verdict was answered before its switch ended, in the order of the keys
  const own = taken.map((milliseconds, index) => milliseconds - (verdictMilliseconds[index] ?? 0));
  console.log(
    `of it the verdict itself, on the disk: ${describe(verdictMilliseconds)}; the rest: ${describe(own)}`,
  );
}
// the same span for every switch, whatever it took: slow ones must not be left out for being slow
const undisturbed = taken.filter((_, index) => {
  const from = pressedAt[index] ?? 0;
  return !stolen.tookBetween(from, from + disturbedMilliseconds);
});
if (undisturbed.length > 0) {
  console.log(
    `${undisturbed.length} of ${plots} in which the host took nothing within ${disturbedMilliseconds} ms of the key: ${describe(undisturbed)}`,
  );
}
await stolen.stop();
letSleep();
await browser.close();
await server.close();
await backend.close();
if (share(taken, 0.95) > budgetMilliseconds || changed > 0 || empty > 0 || (judges && judged !== plots))
  process.exitCode = 1;

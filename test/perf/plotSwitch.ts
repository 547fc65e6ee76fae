/** Key press to last tile drawn, over 200 plots of the sample in the browser: prints p50 and p95. */
import { join } from 'node:path';
import { serveLoopback } from '../../electron/hosts/loopbackHttp.ts';
import { createClient } from '../../shared/contract/createClient.ts';
import { createInProcessTransport } from '../../shared/contract/transports/inProcessTransport.ts';
import { ReviewWindow } from '../e2e/pages/ReviewWindow.ts';
import { createTestBackend } from '../support/hosts.ts';
import { openBrowser, openPage } from '../support/openBrowser.ts';
import { copySampleProject } from '../support/sampleProject.ts';

const plots = Number(process.argv[2] ?? 200);
/** The time a quick reviewer takes for a look. */
const lookMilliseconds = 700;

const backend = createTestBackend();
const client = createClient(createInProcessTransport(backend));
await client.call('project.open', { directory: await copySampleProject() });
const server = await serveLoopback({
  backend,
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
});

const taken: number[] = [];
for (let i = 0; i < plots; i++) {
  await page.waitForTimeout(lookMilliseconds);
  await page.evaluate(() => performance.clearMarks());
  const { plotId } = await client.call('plot.find', { plotNo: await window.plotNo() });
  await page.keyboard.press('KeyE');
  const milliseconds = await page.waitForFunction((before) => {
    const [key] = performance.getEntriesByName('key');
    const marks = performance.getEntriesByName('plot-drawn') as PerformanceMark[];
    const drawn = marks.find((mark) => mark.detail !== before);
    return key === undefined || drawn === undefined ? null : drawn.startTime - key.startTime;
  }, plotId);
  taken.push((await milliseconds.jsonValue()) ?? Number.NaN);
}
taken.sort((a, b) => a - b);
const at = (share: number) => taken[Math.min(taken.length - 1, Math.floor(share * taken.length))] ?? 0;
console.log(
  `plot switch over ${plots} plots: p50 ${at(0.5).toFixed(0)} ms, p95 ${at(0.95).toFixed(0)} ms, ` +
    `slowest ${at(1).toFixed(0)} ms`,
);
await browser.close();
await server.close();
await backend.close();

/**
 * 100,000 plots (or so many as are told) in the queue and in the table: the time from one frame to the next while the
 * wheel turns, while the bar is dragged to the end and while PageDown is pressed, and from key or click until the list
 * shows its end, a sort, a filter or a search by pinyin initials. `npm run bench -- lists [plots]`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { type Command, runCommand } from '../../electron/backend/storage/project/commandLog.ts';
import { insertLayer } from '../../electron/backend/storage/project/layers.ts';
import { createProject } from '../../electron/backend/storage/project/openProject.ts';
import { insertPlots } from '../../electron/backend/storage/project/plots.ts';
import { serveLoopback } from '../../electron/hosts/loopbackHttp.ts';
import { createClient } from '../../shared/contract/createClient.ts';
import { createInProcessTransport } from '../../shared/contract/transports/inProcessTransport.ts';
import { computePlanarSquareMeters } from '../../shared/domain/area/planarArea.ts';
import type { Bounds } from '../../shared/domain/geometry/multiPolygon.ts';
import { parseWkb } from '../../shared/domain/geometry/parseWkb.ts';
import { createTestBackend } from '../support/hosts.ts';
import { openBrowser, openPage } from '../support/openBrowser.ts';
import { percentile } from './benchBackend.ts';
import { layParcels } from './layParcels.ts';

const plots = Number(process.argv[2] ?? 100_000);
const frameBudget = 33;
const answerBudget = 300;
const towns = ['张家镇', '双河镇', '云岭乡', '柳溪镇', '白鹤乡', '石桥镇', '青岗乡', '龙泉镇'];
const villages = ['张家村', '李家村', '王家坝村', '新桥村', '大田村'];

const folder = mkdtempSync(join(tmpdir(), 'tianheng-lists-'));
const directory = join(folder, 'project');
await layProject();
const backend = createTestBackend();
const client = createClient(createInProcessTransport(backend));
await client.call('project.open', { directory });
const server = await serveLoopback({
  backend,
  pageDirectory: join(import.meta.dirname, '../../build/renderer'),
});
const browser = await openBrowser();
const { page } = await openPage(browser, { width: 1366, height: 768 });
await page.goto(server.url);
const queue = page.getByRole('listbox', { name: '图斑列表' });
await queue.getByRole('option').first().waitFor({ timeout: 120_000 });
await page.getByRole('tablist', { name: '图斑队列' }).getByRole('tab', { name: '全部' }).click();
await page.keyboard.press('F6');
const table = page.getByRole('region', { name: '属性表' });
await table.locator('tr[aria-rowindex]').first().waitFor({ timeout: 60_000 });

let failed = false;
for (const [name, list] of [
  ['queue', queue],
  ['table', table],
] as const) {
  await frames(`${name}, wheel`, () => turnWheel(page, list));
  await frames(`${name}, bar dragged to the end`, () => dragBar(list));
  await list.evaluate((box) => box.scrollTo(0, 0));
}
await table.focus();
await frames('table, PageDown', async () => {
  for (let press = 0; press < 60; press++) {
    await page.keyboard.press('PageDown');
    await page.waitForTimeout(16);
  }
});
const sum = page.locator('.queue-sum').first();
/** Of the first row on the screen: a sort keeps the current plot in view, not the first row. */
const firstCell = () => table.locator('tr[aria-rowindex] td').first();
const head = (title: RegExp) => table.getByRole('button', { name: title });
await answer('End', firstCell, () => page.keyboard.press('End'));
await answer('Home', firstCell, () => page.keyboard.press('Home'));
await answer('sort by area', firstCell, () => head(/^面积（亩）/).click());
await answer('sort by area, down', firstCell, () => head(/^面积（亩）/).click());
await answer('sort by town', firstCell, () => head(/^乡镇/).click());
const search = page.getByRole('textbox', { name: '按图斑号、乡镇或村筛选' });
await search.focus();
await answer(
  'search by initials zjc',
  () => sum,
  () => page.keyboard.insertText('zjc'),
);
await answer(
  'clear the search',
  () => sum,
  () => search.fill(''),
);
await answer(
  'filter by status',
  () => sum,
  () => page.getByRole('tablist', { name: '图斑队列' }).getByRole('tab', { name: '疑问' }).click(),
);
await browser.close();
await server.close();
await backend.close();
rmSync(folder, { recursive: true });
if (failed) process.exitCode = 1;

/** Frames while something moves, told as the times between them. */
async function frames(what: string, move: () => Promise<void>): Promise<void> {
  await page.evaluate(() => {
    const watch = { times: [] as number[], on: true };
    Object.assign(globalThis, { watch });
    let before = performance.now();
    const tick = (now: number) => {
      watch.times.push(now - before);
      before = now;
      if (watch.on) requestAnimationFrame(tick);
    };
    requestAnimationFrame((now) => {
      before = now;
      requestAnimationFrame(tick);
    });
  });
  await move();
  const times = await page.evaluate(() => {
    const { watch } = globalThis as unknown as { watch: { times: number[]; on: boolean } };
    watch.on = false;
    return watch.times;
  });
  const p95 = percentile(times, 0.95);
  if (p95 > frameBudget) failed = true;
  console.log(
    `${what}: ${times.length} frames, p50 ${percentile(times, 0.5).toFixed(1)} ms, p95 ${p95.toFixed(1)} ms, ` +
      `slowest ${Math.max(...times).toFixed(0)} ms (budget p95 ${frameBudget} ms)`,
  );
}

async function turnWheel(on: Page, list: Locator): Promise<void> {
  const box = await list.boundingBox();
  if (box === null) throw new Error('the list is not on the screen');
  await on.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  for (let turn = 0; turn < 120; turn++) {
    await on.mouse.wheel(0, 300);
    await on.waitForTimeout(16);
  }
}

/** As the bar moves under a hand: in each frame a hundredth of the way. */
async function dragBar(list: Locator): Promise<void> {
  await list.evaluate(
    (box) =>
      new Promise<void>((resolve) => {
        let step = 0;
        const drag = () => {
          box.scrollTop = ((box.scrollHeight - box.clientHeight) * ++step) / 100;
          if (step < 100) requestAnimationFrame(drag);
          else resolve();
        };
        requestAnimationFrame(drag);
      }),
  );
}

/** From the key or click until what is shown there has changed. */
async function answer(what: string, shown: () => Locator, act: () => Promise<unknown>): Promise<void> {
  const before = (await shown().textContent()) ?? '';
  await page.evaluate(() => {
    const clock = { began: 0 };
    Object.assign(globalThis, { clock });
    for (const kind of ['pointerdown', 'input', 'keydown']) {
      document.addEventListener(kind, ({ timeStamp }) => (clock.began ||= timeStamp), { capture: true });
    }
  });
  const element = await shown().elementHandle();
  await act();
  const handle = await page.waitForFunction(
    ([selector, old]) => {
      const found = selector?.isConnected ? selector : document.querySelector('tr[aria-rowindex] td');
      const { clock } = globalThis as unknown as { clock: { began: number } };
      // a row that waits for its plot is no answer
      const text = found?.textContent ?? '';
      return text !== '' && text !== old && clock.began > 0 ? performance.now() - clock.began : null;
    },
    [element, before] as const,
    { polling: 'raf', timeout: 60_000 },
  );
  const milliseconds = (await handle.jsonValue()) ?? Number.NaN;
  if (milliseconds > answerBudget) failed = true;
  console.log(`${what}: ${milliseconds.toFixed(0)} ms (budget ${answerBudget} ms)`);
}

/** Plots side by side over a square county, with towns and villages in turn. */
async function layProject(): Promise<void> {
  const project = await createProject({ directory, name: '大县', crs: 'EPSG:4545', by: '甲' });
  const parcels = [...layParcels(plots)];
  const command: Command = {
    kind: 'layer.import',
    target: 'layer:1',
    by: '甲',
    oldValue: null,
    newValue: null,
  };
  runCommand(project, command, (db, { atUtc }) => {
    const layer = insertLayer(
      db,
      project.crs,
      {
        name: '图斑',
        role: 'plots',
        rule: null,
        crs: 'EPSG:4545',
        crsFrom: 'file',
        encoding: 'UTF-8',
        encodingFrom: 'format',
        sourceFile: 'plots.gpkg',
        sourceLayer: 'plots',
        sourceSha256: '0'.repeat(64),
        fields: [{ name: 'TBBH', type: 'text' }],
      },
      parcels,
      atUtc,
    );
    insertPlots(
      db,
      layer.id,
      parcels.map(({ wkb, attributes: [plotNo] }, index) => {
        const parsed = parseWkb(wkb);
        if (!parsed.ok) throw new Error(parsed.failure.message);
        const squareMeters = computePlanarSquareMeters(parsed.value.polygons, project.crs) ?? 0;
        return {
          fid: index + 1,
          plotNo,
          townName: towns[index % towns.length] as string,
          villageName: villages[Math.floor(index / 50) % villages.length] as string,
          landClassCode: '0404',
          formerLandClassCode: '0103',
          restorationAttribute: 'JKHF',
          outflowYear: 2022,
          recordedSquareMeters: squareMeters,
          areaSquareMeters: squareMeters,
          planarSquareMeters: squareMeters,
          bounds: boundsOf(parsed.value.polygons[0]?.[0] ?? new Float64Array()),
        };
      }),
    );
  });
  project.close();
}

function boundsOf(ring: Float64Array): Bounds {
  const xs = [...ring].filter((_, i) => i % 2 === 0);
  const ys = [...ring].filter((_, i) => i % 2 === 1);
  return { minX: Math.min(...xs), minY: Math.min(...ys), maxX: Math.max(...xs), maxY: Math.max(...ys) };
}

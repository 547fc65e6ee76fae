import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFailed, onTestFinished } from 'vitest';
import { serveLoopback } from '../../electron/hosts/loopbackHttp.ts';
import { type BackendClient, createClient } from '../../shared/contract/createClient.ts';
import { createInProcessTransport } from '../../shared/contract/transports/inProcessTransport.ts';
import { EligibilityWindow } from '../e2e/pages/EligibilityWindow.ts';
import { createTestBackend } from './hosts.ts';
import { closeWindows, openBrowser, openPage } from './openBrowser.ts';
import { coarse, type WindowSize } from './serveSample.ts';
import { withSlowAnswers } from './slowAnswers.ts';
import { suiteFolder } from './suiteFolder.ts';
import { temporaryFolder } from './temporaryFolder.ts';
import { type SmallCountyOptions, writeSmallCounty } from './writeSmallCounty.ts';

const pageDirectory = join(import.meta.dirname, '../../build/renderer');
const large = { width: 1920, height: 1080 };

interface OpenedCounty {
  readonly window: EligibilityWindow;
  /** The same backend beside the window, to look behind it. */
  readonly client: BackendClient;
  readonly page: Page;
}

export interface ServedCounties {
  /** The 核算 mode of a project of its own. */
  openWindow(directory: string, size?: WindowSize): Promise<OpenedCounty>;
  /** The same of the small county, computed once unless told otherwise. */
  openCounty(options?: SmallCountyOptions, size?: WindowSize, runs?: boolean): Promise<OpenedCounty>;
  /** The small county as the test before left it: opening and computing one takes longer than most tests. */
  sameCounty(): Promise<OpenedCounty>;
}

interface ServedCounty extends OpenedCounty {
  close(): Promise<void>;
}

/** Counties behind a browser, one for each test of a file; call it once, outside the tests. */
export function serveCounties(): ServedCounties {
  let browser: Browser;
  let kept: ServedCounty | null = null;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(async () => {
    await kept?.close();
    await closeWindows(browser);
  });

  async function serve(directory: string, size: WindowSize): Promise<ServedCounty> {
    const backend = createTestBackend();
    const client = createClient(createInProcessTransport(backend));
    await client.call('project.open', { directory });
    const server = await serveLoopback({ backend: withSlowAnswers(backend), pageDirectory });
    const { page, complaints } = await openPage(browser, size, coarse);
    await page.goto(server.url);
    const window = new EligibilityWindow(page);
    await window.open();
    return {
      ...{ window, client, page },
      async close() {
        await page.close();
        await server.close();
        await backend.close();
        expect(complaints).toEqual([]);
      },
    };
  }
  async function openWindow(directory: string, size: WindowSize = large): Promise<OpenedCounty> {
    const served = await serve(directory, size);
    onTestFinished(() => served.close());
    return served;
  }
  return {
    openWindow,
    async openCounty(options = {}, size = large, runs = true) {
      const directory = join(temporaryFolder(), 'project');
      await writeSmallCounty(directory, options);
      const opened = await openWindow(directory, size);
      if (runs) await compute(opened, () => opened.page.keyboard.press('F5'));
      return opened;
    },
    async sameCounty() {
      if (kept === null) {
        const directory = join(suiteFolder('county'), 'project');
        await writeSmallCounty(directory, {});
        const served = await serve(directory, large);
        await compute(served, () => served.page.keyboard.press('F5'));
        kept = served;
      }
      const shared = kept;
      // a window in which a test failed is not passed on
      onTestFailed(async () => {
        kept = null;
        await shared.close();
      });
      return shared;
    },
  };
}

/** Starts a run as a person does, and waits until the window says that it is done: before, it would start no other. */
export async function compute(
  { client, page }: Pick<OpenedCounty, 'client' | 'page'>,
  start: () => Promise<void>,
): Promise<void> {
  const newest = async () => (await client.call('eligibility.runs', {})).runs[0]?.runId;
  const before = await newest();
  await page.evaluate(() => {
    for (const toast of document.querySelectorAll('.toast')) toast.setAttribute('data-earlier', '');
  });
  await start();
  await page.locator('.toast:not([data-earlier])', { hasText: '核算完成' }).waitFor({ timeout: 240_000 });
  expect(await newest()).not.toBe(before);
}

import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { type LoopbackServer, serveLoopback } from '../../electron/hosts/loopbackHttp.ts';
import type { Backend } from '../../shared/contract/backend.ts';
import { type BackendClient, createClient } from '../../shared/contract/createClient.ts';
import { createInProcessTransport } from '../../shared/contract/transports/inProcessTransport.ts';
import { ReviewWindow } from '../e2e/pages/ReviewWindow.ts';
import { createTestBackend } from './hosts.ts';
import { closeWindows, openBrowser, openPage, type WatchedPage } from './openBrowser.ts';
import { copySampleProject } from './sampleProject.ts';
import { withSlowAnswers } from './slowAnswers.ts';

const pageDirectory = join(import.meta.dirname, '../../build/renderer');

export interface WindowSize {
  readonly width: number;
  readonly height: number;
  /** Device pixels per CSS pixel, 1 where not named; WindowOptions may say otherwise. */
  readonly scale?: number;
}

/**
 * The scale of tests that look at no pixel: half a device pixel per CSS pixel, so that a machine without a graphics card
 * draws a quarter of what it would. Pictures taken for people stay sharp.
 */
export const coarse = process.env.SCREENSHOTS === undefined ? 0.5 : 1;

export interface WindowOptions {
  /** Device pixels per CSS pixel. */
  readonly scale?: number;
  /** What this reviewer's machine has kept: entries of localStorage. */
  readonly stored?: Readonly<Record<string, string>>;
}

type Act = (window: ReviewWindow) => Promise<void>;

export interface ServedSample {
  /** The same backend the window talks to, without the window. */
  readonly client: () => BackendClient;
  /** Opens a window on the sample and, at the end, holds it to: no complaint, no request to anywhere. */
  inWindow(size: WindowSize, act: Act, options?: WindowOptions): Promise<void>;
  /**
   * The same in the window of the test before, as that test left it: opening one takes longer than most tests. A
   * window of another size, or one in which a test failed, is not passed on.
   */
  inSameWindow(size: WindowSize, act: Act, options?: WindowOptions): Promise<void>;
}

/** A copy of the sample county behind a browser, for the tests of one file; call it once, outside the tests. */
export function serveSample(
  prepare: (client: BackendClient) => Promise<void> = async () => {},
): ServedSample {
  let backend: Backend;
  let client: BackendClient;
  let server: LoopbackServer;
  let browser: Browser;
  let kept: { readonly key: string; readonly watched: WatchedPage } | null = null;

  beforeAll(async () => {
    const project = await copySampleProject();
    backend = createTestBackend();
    client = createClient(createInProcessTransport(backend));
    await client.call('project.open', { directory: project });
    await prepare(client);
    server = await serveLoopback({ backend: withSlowAnswers(backend), pageDirectory });
    browser = await openBrowser();
  }, 300_000);
  afterAll(async () => {
    await closeWindows(browser);
    await server?.close();
    await backend?.close();
  });

  async function open(size: WindowSize, options: WindowOptions): Promise<WatchedPage> {
    const { width, height, scale = 1 } = size;
    const { stored = {} } = options;
    const watched = await openPage(browser, { width, height }, options.scale ?? scale);
    await watched.page.addInitScript((entries) => {
      for (const [key, value] of entries) localStorage.setItem(key, value);
    }, Object.entries(stored));
    await watched.page.goto(server.url);
    await new ReviewWindow(watched.page).ready();
    return watched;
  }
  async function work({ page, complaints, outsideRequests }: WatchedPage, act: Act): Promise<void> {
    await act(new ReviewWindow(page));
    expect(complaints).toEqual([]);
    expect(outsideRequests).toEqual([]);
  }

  return {
    client: () => client,
    async inWindow(size, act, options = {}) {
      const watched = await open(size, options);
      try {
        await work(watched, act);
      } finally {
        await watched.page.close();
      }
    },
    async inSameWindow(size, act, options = {}) {
      const key = JSON.stringify([size, options]);
      const before = kept;
      kept = null;
      if (before !== null && before.key !== key) await before.watched.page.close();
      const watched = before?.key === key ? before.watched : await open(size, options);
      try {
        await work(watched, act);
        kept = { key, watched };
      } finally {
        if (kept === null) await watched.page.close();
      }
    },
  };
}

import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { type LoopbackServer, serveLoopback } from '../../electron/hosts/loopbackHttp.ts';
import type { Backend } from '../../shared/contract/backend.ts';
import { type BackendClient, createClient } from '../../shared/contract/createClient.ts';
import { createInProcessTransport } from '../../shared/contract/transports/inProcessTransport.ts';
import { ReviewWindow } from '../e2e/pages/ReviewWindow.ts';
import { createTestBackend } from './hosts.ts';
import { openBrowser, openPage } from './openBrowser.ts';
import { copySampleProject } from './sampleProject.ts';

const pageDirectory = join(import.meta.dirname, '../../build/renderer');

export interface ServedSample {
  /** The same backend the window talks to, without the window. */
  readonly client: () => BackendClient;
  /** Opens the window on the sample and, at the end, holds it to: no complaint, no request to anywhere. */
  inWindow(
    size: { readonly width: number; readonly height: number },
    act: (window: ReviewWindow) => Promise<void>,
  ): Promise<void>;
}

/** A copy of the sample county behind a browser, for the tests of one file; call it once, outside the tests. */
export function serveSample(): ServedSample {
  let backend: Backend;
  let client: BackendClient;
  let server: LoopbackServer;
  let browser: Browser;

  beforeAll(async () => {
    const project = await copySampleProject();
    backend = createTestBackend();
    client = createClient(createInProcessTransport(backend));
    await client.call('project.open', { directory: project });
    server = await serveLoopback({ backend, pageDirectory });
    browser = await openBrowser();
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await server?.close();
    await backend?.close();
  });

  return {
    client: () => client,
    async inWindow(size, act) {
      const { page, complaints, outsideRequests } = await openPage(browser, size);
      const window = new ReviewWindow(page);
      await page.goto(server.url);
      await window.ready();
      await act(window);
      expect(complaints).toEqual([]);
      expect(outsideRequests).toEqual([]);
      await page.close();
    },
  };
}

import type { Locator, Page, Request } from 'playwright-core';
import { takePicture } from './takePicture.ts';

const pending = new WeakMap<Page, Set<Request>>();

/** Counts what the page has asked its backend for and not got yet; called before the page is opened. */
export function followRequests(page: Page): void {
  const requests = new Set<Request>();
  pending.set(page, requests);
  page.on('request', (request) => {
    if (request.url().includes('/rpc/')) requests.add(request);
  });
  page.on('requestfinished', (request) => requests.delete(request));
  page.on('requestfailed', (request) => requests.delete(request));
}

/**
 * The window or one thing in it once it stands still: nothing is being asked for, and two pictures a quarter of a
 * second apart are the same.
 */
export async function steadyPicture(page: Page, part?: Locator): Promise<Buffer> {
  const requests = pending.get(page);
  if (requests === undefined)
    throw new Error('the requests of this page are not followed: open it by openPage');
  let before: Buffer | null = null;
  for (;;) {
    await page.waitForTimeout(before === null ? 0 : 250);
    if (requests.size > 0) {
      before = null;
      await page.waitForTimeout(20);
      continue;
    }
    const now = await takePicture(page, part);
    if (before?.equals(now)) return now;
    before = now;
  }
}

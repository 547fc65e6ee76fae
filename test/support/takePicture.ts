import type { CDPSession, Locator, Page } from 'playwright-core';

const sessions = new WeakMap<Page, Promise<CDPSession>>();
const latest = new WeakMap<Page, Promise<unknown>>();

/**
 * A PNG of the window or of one thing in it, pixel for pixel what Playwright's own screenshot gives. That one lets
 * Chromium pack the PNG as small as it goes, which takes most of a second for a map full of imagery; these are
 * compared and thrown away.
 */
export function takePicture(page: Page, part?: Locator): Promise<Buffer> {
  // one at a time: each moves the screen under the others while it is taken
  const picture = (latest.get(page) ?? Promise.resolve()).then(() => capture(page, part));
  latest.set(
    page,
    picture.catch(() => undefined),
  );
  return picture;
}

async function capture(page: Page, part?: Locator): Promise<Buffer> {
  const session = await sessionOf(page);
  // what was asked for just now is drawn in the next frame, and shown in the one after it
  const deviceScaleFactor = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(devicePixelRatio)));
      }),
  );
  const size = page.viewportSize();
  if (size === null) throw new Error('the page has no size');
  const box = part === undefined ? { x: 0, y: 0, ...size } : await part.boundingBox();
  if (box === null) throw new Error('what is to be pictured is not on the screen');
  // a session pictures with its own idea of the screen, which is the real screen until it is told
  await session.send('Emulation.setDeviceMetricsOverride', { ...size, deviceScaleFactor, mobile: false });
  const { data } = await session.send('Page.captureScreenshot', {
    format: 'png',
    optimizeForSpeed: true,
    clip: { ...enclosingWholePixels(box), scale: 1 },
  });
  return Buffer.from(data, 'base64');
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function enclosingWholePixels({ x, y, width, height }: Box): Box {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  return { x: left, y: top, width: Math.ceil(x + width) - left, height: Math.ceil(y + height) - top };
}

function sessionOf(page: Page): Promise<CDPSession> {
  const session = sessions.get(page) ?? page.context().newCDPSession(page);
  sessions.set(page, session);
  return session;
}

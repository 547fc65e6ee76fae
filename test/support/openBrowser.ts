import { type Browser, chromium, type Page } from 'playwright-core';
import { obtainChromium } from '../../tools/findChromium.ts';
import { followRequests } from './steadyPicture.ts';

export interface WatchedPage {
  readonly page: Page;
  /** Page errors, console errors and refused policies: there must be none. */
  readonly complaints: string[];
  /** Requests to anywhere but the loopback host. */
  readonly outsideRequests: string[];
}

/**
 * Switched off in Chromium. It makes two pages of suggestions for the address bar of each window it opens, 400 files
 * and a quarter of a window's cost. Naming features replaces Playwright's own list, whose others matter to us too.
 */
const absentFeatures = [
  ...['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'SpareRendererForSitePerProcess'],
  ...['AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'HttpsUpgrades'],
  ...['HttpsFirstBalancedModeAutoEnable', 'LensOverlay', 'MediaRouter', 'PaintHolding'],
  ...['ThirdPartyStoragePartitioning', 'AvoidCorsURLLoaderRestartOnRedirect', 'OptimizationHints'],
  ...['NetworkTimeServiceQuerying', 'AimEnabled', 'PreconnectToSearch'],
];

/** SLOW_BROWSER=3 makes pages three times slower, to find what only a slower machine shows. */
export const slowness = Number(process.env.SLOW_BROWSER ?? 1);

let shared: Promise<Browser> | null = null;

/**
 * The headless Chromium of this process, which has no network of its own. One serves all files that the process tests:
 * starting another, and warming it, takes as long as a window.
 */
export async function openBrowser(): Promise<Browser> {
  const running = await shared;
  if (running?.isConnected()) return running;
  shared = launch();
  return shared;
}

/** Closes what a file has opened; the Chromium stays for the next file and ends with the process. */
export async function closeWindows(browser: Browser | undefined): Promise<void> {
  await Promise.all((browser?.contexts() ?? []).map((context) => context.close()));
}

async function launch(): Promise<Browser> {
  const executablePath = obtainChromium();
  if (executablePath === null) throw new Error('no Chromium: install one or set CHROMIUM_PATH');
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      `--disable-features=${absentFeatures.join(',')}`,
    ],
  });
}

/** A page that writes down everything it complains of. */
export async function openPage(
  browser: Browser,
  size: { width: number; height: number },
  deviceScaleFactor = 1,
): Promise<WatchedPage> {
  const page = await browser.newPage({ viewport: size, locale: 'zh-CN', deviceScaleFactor });
  await slowDown(page);
  // Playwright's own 30 s are not enough for two browsers on slow processors
  page.setDefaultTimeout(90_000);
  followRequests(page);
  const complaints: string[] = [];
  const outsideRequests: string[] = [];
  page.on('pageerror', (error) => complaints.push(`page error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (['http:', 'https:', 'ws:', 'wss:'].includes(protocol) && hostname !== '127.0.0.1') {
      outsideRequests.push(request.url());
    }
  });
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`);
    });
    // a caret that blinks makes two pictures of one thing differ
    const still = new CSSStyleSheet();
    still.replaceSync('* { caret-color: transparent !important }');
    document.adoptedStyleSheets.push(still);
  });
  return { page, complaints, outsideRequests };
}

async function slowDown(page: Page): Promise<void> {
  if (slowness <= 1) return;
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowness });
}

import { EventEmitter } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page, type Route } from 'playwright-core';
import { findChromium } from '../../../tools/findChromium.ts';
import { toAppAddress } from './address.ts';
import { app, requireReady } from './app.ts';
import { createCancellableEvent } from './cancellableEvent.ts';
import { notify, onOrder } from './control.ts';
import { createPreloadScript } from './preloadScript.ts';
import { answerRequest, isPermissionGranted } from './session.ts';
import { StandInWebContents } from './webContents.ts';

type WindowPart = Pick<
  Electron.BrowserWindow,
  'show' | 'focus' | 'restore' | 'isMinimized' | 'setMenuBarVisibility' | 'loadURL'
>;

/** A window is a Chromium of its own, so that nothing is shared that Electron would not share. */
export class BrowserWindow extends EventEmitter implements WindowPart {
  readonly webContents = new StandInWebContents();
  readonly #folder = mkdtempSync(join(tmpdir(), 'tianheng-stand-in-'));
  readonly #opened: Promise<void>;
  #context: BrowserContext | null = null;

  constructor(options: Electron.BrowserWindowConstructorOptions) {
    super();
    requireReady('BrowserWindow');
    refuseUnsafe(options.webPreferences ?? {});
    app.closeAtQuit.add(this);
    app.emit('web-contents-created', createCancellableEvent(), this.webContents);
    onOrder((order) => {
      if ('closeWindow' in order) void this.#page()?.close();
    });
    this.#opened = this.#open(options);
  }

  async loadURL(address: string): Promise<void> {
    await this.#opened;
    await this.webContents.load(address);
    this.emit('ready-to-show');
  }

  show(): void {}
  focus(): void {}
  restore(): void {}
  setMenuBarVisibility(): void {}
  isMinimized(): boolean {
    return false;
  }

  async destroy(): Promise<void> {
    app.closeAtQuit.delete(this);
    await this.#context?.close();
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }

  async #open(options: Electron.BrowserWindowConstructorOptions): Promise<void> {
    const context = await chromium.launchPersistentContext(this.#folder, {
      executablePath: findChromium() ?? '',
      viewport: { width: options.width ?? 800, height: options.height ?? 600 },
      locale: 'zh-CN',
      args: ['--remote-debugging-port=0'],
      handleSIGINT: false,
      handleSIGTERM: false,
    });
    this.#context = context;
    if (await isPermissionGranted('geolocation')) await context.grantPermissions(['geolocation']);
    const page = context.pages()[0] ?? (await context.newPage());
    listen(page);
    await context.route('**/*', (route) => route.abort('blockedbyclient')); // of any page that is not ours
    await page.route('**/*', (route) => this.#answer(route, page));
    context.on('page', (popup) => {
      if (this.webContents.allowsWindow(popup.url())) return;
      notify({ refusedWindow: popup.url() });
      void popup.close();
    });
    await this.webContents.attach(page);
    const preload = options.webPreferences?.preload;
    if (preload !== undefined) await page.addInitScript(createPreloadScript(readFileSync(preload, 'utf8')));
    page.once('close', () => void this.#closed());
    const [port] = readFileSync(join(this.#folder, 'DevToolsActivePort'), 'utf8').split('\n');
    notify({ debuggingPort: Number(port) });
  }

  async #answer(route: Route, page: Page): Promise<void> {
    const request = route.request();
    const address = toAppAddress(request.url());
    if (request.isNavigationRequest() && request.frame() === page.mainFrame()) {
      if (!this.webContents.allowsNavigation(address)) {
        notify({ refusedNavigation: address });
        return route.abort('aborted');
      }
    }
    const response = await answerRequest(address, request.method(), request.headers());
    if (response === null) return route.abort('blockedbyclient');
    await route.fulfill({
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: Buffer.from(await response.arrayBuffer()),
    });
  }

  #page(): Page | undefined {
    return this.#context?.pages()[0];
  }

  async #closed(): Promise<void> {
    if (!app.closeAtQuit.has(this)) return;
    this.emit('closed');
    await this.destroy();
    if (app.closeAtQuit.size === 0) app.emit('window-all-closed');
  }
}

/** The three switches without which a page could reach Node: forgetting one must fail here, not in the field. */
function refuseUnsafe(preferences: Electron.WebPreferences): void {
  const safe =
    preferences.sandbox === true &&
    preferences.contextIsolation === true &&
    preferences.nodeIntegration === false &&
    preferences.webSecurity !== false &&
    preferences.webviewTag !== true;
  if (!safe) throw new Error(`unsafe webPreferences: ${JSON.stringify(preferences)}`);
}

/** Tells the test what the page says, from its first line on. */
function listen(page: Page): void {
  page.on('console', (message) =>
    notify({ consoleMessage: { level: message.type(), text: message.text() } }),
  );
  page.on('pageerror', (error) => notify({ pageError: error.message }));
}

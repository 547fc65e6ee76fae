import { fork } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { DesktopApp, LaunchOptions } from './DesktopApp.ts';
import type { Notice, Order } from './electronStandIn/control.ts';

const program = fileURLToPath(new URL('./electronStandIn/program.ts', import.meta.url));

/** Starts the built app on the stand-in for Electron and connects to its window. */
export async function launchStandIn(options: LaunchOptions): Promise<DesktopApp> {
  const complaints: string[] = [];
  const refusals: string[] = [];
  let backendPid: number | null = null;
  let announcePort: (port: number) => void = () => undefined;
  const debuggingPort = new Promise<number>((resolve) => {
    announcePort = resolve;
  });

  const child = fork(program, [options.appFolder, ...options.args], {
    env: { ...process.env, TIANHENG_HOME: options.applicationDirectory },
    stdio: 'inherit',
  });
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  child.on('message', (message) => {
    const notice = message as Notice;
    if ('debuggingPort' in notice) announcePort(notice.debuggingPort);
    else if ('backendPid' in notice) backendPid = notice.backendPid;
    else if ('pageError' in notice) complaints.push(`page error: ${notice.pageError}`);
    else if ('errorBox' in notice) complaints.push(`error box: ${notice.errorBox.content}`);
    else if ('consoleMessage' in notice) {
      if (notice.consoleMessage.level === 'error') complaints.push(`console: ${notice.consoleMessage.text}`);
    } else refusals.push(...Object.values(notice).map(String));
  });
  const order = (what: Order) => child.send(what);

  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${await before(debuggingPort, exited)}`);
  return {
    page: await firstPage(browser),
    complaints,
    refusals,
    answerNextDialog: async (paths) => {
      order({ answerDialog: paths });
    },
    killBackend: async () => {
      if (backendPid !== null) process.kill(backendPid, 'SIGKILL');
    },
    closeWindow: () => {
      order({ closeWindow: true });
      return exited;
    },
    stop: async () => {
      await browser.close().catch(() => undefined); // the window may have closed it already
      if (child.exitCode === null) child.kill('SIGKILL');
      await exited;
    },
  };
}

async function before(port: Promise<number>, exited: Promise<number | null>): Promise<number> {
  const early = exited.then((code) => {
    throw new Error(`the program ended with ${code} before it opened a window`);
  });
  return Promise.race([port, early]);
}

async function firstPage(browser: Browser): Promise<Page> {
  for (;;) {
    const page = browser.contexts()[0]?.pages()[0];
    if (page !== undefined) return page;
    await delay(50);
  }
}

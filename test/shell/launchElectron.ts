import { setTimeout as delay } from 'node:timers/promises';
import { _electron } from 'playwright-core';
import type { DesktopApp, LaunchOptions } from './DesktopApp.ts';

/** Starts the built app on a real Electron. */
export async function launchElectron(executablePath: string, options: LaunchOptions): Promise<DesktopApp> {
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0;
  const program = await _electron.launch({
    executablePath,
    args: [...(asRoot ? ['--no-sandbox'] : []), options.appFolder, ...options.args],
    env: { ...cleanEnvironment(), TIANHENG_HOME: options.applicationDirectory },
  });
  const complaints: string[] = [];
  const page = await program.firstWindow();
  page.on('pageerror', (error) => complaints.push(`page error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
  });
  const child = program.process();
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return {
    page,
    complaints,
    refusals: [],
    answerNextDialog: (paths) =>
      program.evaluate(({ dialog }, chosen) => {
        dialog.showOpenDialog = async () => ({ canceled: chosen === null, filePaths: [...(chosen ?? [])] });
      }, paths),
    killBackend: () =>
      program.evaluate(({ app }) => {
        const backend = app.getAppMetrics().find((metric) => metric.serviceName === 'Tianheng backend');
        if (backend !== undefined) process.kill(backend.pid, 'SIGKILL');
      }),
    closeWindow: async () => {
      await page.close();
      return exited;
    },
    stop: async () => {
      await Promise.race([program.close(), delay(10_000)]);
    },
  };
}

function cleanEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

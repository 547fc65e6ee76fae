// `npm start`: builds what is stale and opens the app on the sample county, in the desktop window where Electron
// can run, else in the system browser, else it prints the address.
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { shellText } from '../shared/text/shell.zh-CN.ts';
import { buildAppIfStale } from './buildApp.ts';
import { obtainElectronBinary } from './electronBinary.ts';
import { exitCodeOf, projectRoot } from './runPackageBin.ts';

const downloadDeadlineSeconds = Number(process.env.TIANHENG_ELECTRON_DEADLINE_SECONDS ?? 60);

process.exitCode = await start();

async function start(): Promise<number> {
  const built = await buildAppIfStale();
  if (built !== 0) return built;
  if (!hasDisplay()) return serveToBrowser(shellText.startWithoutDisplay);
  const electron = await obtainElectronBinary(downloadDeadlineSeconds);
  return electron === null ? serveToBrowser(shellText.startWithoutElectron) : openWindow(electron);
}

function openWindow(electron: string): Promise<number> {
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0;
  if (asRoot) process.stderr.write(`${shellText.startAsRoot}\n`);
  const args = [...(asRoot ? ['--no-sandbox'] : []), projectRoot, '--sample'];
  return waitFor(spawn(electron, args, { stdio: 'inherit' }));
}

async function serveToBrowser(reason: string): Promise<number> {
  process.stderr.write(`${reason}\n${shellText.startPreparing}\n`);
  const host = spawn(
    process.execPath,
    [join(projectRoot, 'build/electron/hosts/cli.js'), 'serve', '--sample', ...process.argv.slice(2)],
    { cwd: projectRoot, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  createInterface({ input: host.stdout }).once('line', (line) => {
    const { url } = JSON.parse(line) as { url: string };
    process.stdout.write(`${shellText.startAddress(url)}\n`);
    if (hasDisplay()) openBrowser(url);
  });
  return waitFor(host);
}

/** Waits for the program we started; Ctrl-C and SIGTERM end it, and us after it. */
async function waitFor(child: ChildProcess): Promise<number> {
  let stopped = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      stopped = true;
      child.kill('SIGTERM');
    });
  }
  const exitCode = await exitCodeOf(child);
  return stopped ? 0 : exitCode;
}

function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** Asks the desktop to open an address; where no opener exists the printed address is enough. */
function openBrowser(url: string): void {
  const [command, ...args] =
    process.platform === 'win32'
      ? ['cmd', '/c', 'start', '', url]
      : [process.platform === 'darwin' ? 'open' : 'xdg-open', url];
  if (command === undefined) return;
  const opener = spawn(command, args, { stdio: 'ignore', detached: true });
  opener.once('error', () => process.stderr.write(`${shellText.startNoBrowser}\n`));
  opener.unref();
}

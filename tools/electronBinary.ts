import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { exitCodeOf } from './runPackageBin.ts';

const packageFolder = dirname(createRequire(import.meta.url).resolve('electron/package.json'));

/** Path of the installed Electron program, or null. The package fetches it apart from `npm ci`, so it may be absent. */
export function findElectronBinary(): string | null {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  const pathFile = join(packageFolder, 'path.txt');
  if (!existsSync(pathFile) && override === undefined) return null;
  const relative = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : 'electron';
  const program = join(override ?? join(packageFolder, 'dist'), relative);
  return existsSync(program) ? program : null;
}

/**
 * The Electron program, fetched by its own package's installer where it is absent. Null when that is forbidden
 * (ELECTRON_SKIP_BINARY_DOWNLOAD), when the download site does not answer at once, or at the deadline.
 */
export async function obtainElectronBinary(deadlineSeconds: number): Promise<string | null> {
  const found = findElectronBinary();
  if (found !== null || process.env.ELECTRON_SKIP_BINARY_DOWNLOAD) return found;
  if (!(await answers(downloadSite()))) return null;

  process.stderr.write(`Downloading Electron (once; at most ${deadlineSeconds} s) …\n`);
  const installer = spawn(process.execPath, [join(packageFolder, 'install.js')], {
    stdio: ['ignore', 'ignore', 'ignore'],
  });
  const deadline = setTimeout(() => installer.kill('SIGKILL'), deadlineSeconds * 1000);
  const exitCode = await exitCodeOf(installer);
  clearTimeout(deadline);
  return exitCode === 0 ? findElectronBinary() : null;
}

function downloadSite(): string {
  const { ELECTRON_MIRROR, npm_config_electron_mirror } = process.env;
  return ELECTRON_MIRROR ?? npm_config_electron_mirror ?? 'https://github.com/';
}

/** Whether a site answers within three seconds; behind a proxy we cannot ask, so the download itself must tell. */
async function answers(site: string): Promise<boolean> {
  const { HTTPS_PROXY, https_proxy, ELECTRON_GET_USE_PROXY } = process.env;
  if (HTTPS_PROXY || https_proxy || ELECTRON_GET_USE_PROXY) return true;
  try {
    await fetch(site, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(3000) });
    return true;
  } catch {
    // no network, no such host, or too slow: all mean "not from here"
    return false;
  }
}

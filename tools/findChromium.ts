import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';

const commandNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const wellKnownPaths = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** Path of a Chromium for the browser tests: CHROMIUM_PATH, the system's, else Playwright's own; null if none. */
export function findChromium(): string | null {
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen) return existsSync(chosen) ? chosen : null;
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = [
    ...commandNames.flatMap((name) => folders.map((folder) => join(folder, name))),
    ...wellKnownPaths,
    chromium.executablePath(),
  ];
  return candidates.find((path) => path !== '' && existsSync(path)) ?? null;
}

/** As findChromium; where there is none, installs Debian's if we are root on a system with apt-get. */
export function obtainChromium(): string | null {
  const found = findChromium();
  if (found !== null || process.env.CHROMIUM_PATH) return found;
  return installDebianPackages(['chromium']) ? findChromium() : null;
}

/** Installs Debian packages without questions; false where that is not possible here or takes over five minutes. */
export function installDebianPackages(packages: readonly string[]): boolean {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  process.stderr.write(`Installing ${packages.join(' ')} (apt-get) …\n`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (args: readonly string[], seconds: number) =>
    spawnSync('apt-get', ['-qq', '-o', 'Acquire::Retries=1', ...args], {
      env,
      stdio: ['ignore', 2, 2],
      timeout: seconds * 1000,
    }).status === 0;
  return apt(['update'], 90) && apt(['install', '-y', '--no-install-recommends', ...packages], 300);
}

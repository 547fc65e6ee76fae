import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const prefix = 'tianheng-run-';

/**
 * Gives this run of the tests a temporary folder of its own, which is gone when the run ends: whatever is left by tests
 * that fail, by the programs they kill and by the programs they start (Chromium, LibreOffice) lies in it. What a run
 * left that was itself killed goes when the next one starts.
 */
export function enterRunFolder(): void {
  // the folder that runs share; also says to a second reading of the configuration that there is one already
  if (process.env.TIANHENG_SHARED_TMP !== undefined) return;
  const shared = tmpdir();
  removeForsaken(shared);
  const folder = mkdtempSync(join(shared, `${prefix}${process.pid}-`));
  // some programs are started as another user, who must get to what was made for them
  chmodSync(folder, 0o711);
  process.env.TIANHENG_SHARED_TMP = shared;
  for (const name of ['TMPDIR', 'TEMP', 'TMP']) process.env[name] = folder;
  process.once('exit', () => remove(folder));
}

/** Where things lie that are kept from run to run. */
export function sharedTemporaryFolder(): string {
  return process.env.TIANHENG_SHARED_TMP ?? tmpdir();
}

function removeForsaken(shared: string): void {
  for (const name of readdirSync(shared)) {
    if (!name.startsWith(prefix)) continue;
    const pid = Number.parseInt(name.slice(prefix.length), 10);
    if (!isRunning(pid)) remove(join(shared, name));
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // somebody else's process may not be asked, but it runs
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

function remove(folder: string): void {
  try {
    // a Chromium that is just ending still writes into its profile
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  } catch (error) {
    process.stderr.write(`${folder} is left: ${String(error)}\n`);
  }
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for a whole suite (hooks included), gone when the process ends. */
export function suiteFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `tianheng-${name}-`));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

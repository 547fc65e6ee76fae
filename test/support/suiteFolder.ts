import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folders: string[] = [];
// one listener for all files of this process
process.once('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder for a whole suite (hooks included), gone when the process ends. */
export function suiteFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `tianheng-${name}-`));
  folders.push(folder);
  return folder;
}

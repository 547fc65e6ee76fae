import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe } from 'vitest';

const corpusRoot = fileURLToPath(new URL('../../../shared/corpus/', import.meta.url));

/** Path of a corpus file, used in place; undefined where the corpus is not beside this checkout. */
export function corpusPath(relativePath: string): string | undefined {
  const path = corpusRoot + relativePath;
  return existsSync(path) ? path : undefined;
}

/** True when a native program answers; tests use such programs as independent judges only. */
export function hasProgram(command: string, args: readonly string[] = ['--version']): boolean {
  return spawnSync(command, [...args], { stdio: 'ignore' }).status === 0;
}

/** A describe block that skips with a printed reason where what it needs is absent. */
export function describeWhenAvailable(title: string, needs: Record<string, boolean>, body: () => void): void {
  const missing = Object.keys(needs).filter((name) => !needs[name]);
  if (missing.length === 0) {
    describe(title, body);
    return;
  }
  process.stderr.write(`skipped “${title}”: not available here: ${missing.join(', ')}\n`);
  describe.skip(`${title} (not available here: ${missing.join(', ')})`, body);
}

import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectRoot = fileURLToPath(new URL('..', import.meta.url));

/** Path of the script behind a command of an installed package; shims in .bin differ by system, this does not. */
export function packageBinPath(packageName: string, command = packageName): string {
  const folder = join(projectRoot, 'node_modules', packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    bin: string | Record<string, string>;
  };
  const relative = typeof bin === 'string' ? bin : bin[command];
  if (relative === undefined) throw new Error(`${packageName} has no command ${command}`);
  return join(folder, relative);
}

/** Starts a command of an installed package on this Node, in the project root, writing to our own terminal. */
export function runPackageBin(
  packageName: string,
  command: string,
  args: readonly string[],
): Promise<number> {
  return exitCodeOf(
    spawn(process.execPath, [packageBinPath(packageName, command), ...args], {
      cwd: projectRoot,
      stdio: ['ignore', 'inherit', 'inherit'],
    }),
  );
}

/** The exit code of a child; one that was killed, or could not start, counts as 1. */
export function exitCodeOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    child.once('error', () => resolve(1));
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

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

/** The same with what the command writes, on both of its outputs, kept instead of shown. */
export async function capturePackageBin(
  packageName: string,
  command: string,
  args: readonly string[],
): Promise<{ exitCode: number; output: string }> {
  const child = spawn(process.execPath, [packageBinPath(packageName, command), ...args], {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const written: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (bytes: Buffer) => written.push(bytes));
  const closed = new Promise((resolve) => child.once('close', resolve));
  const exitCode = await exitCodeOf(child);
  await closed;
  return { exitCode, output: Buffer.concat(written).toString() };
}

/** The exit code of a child; one that was killed, or could not start, counts as 1. */
export function exitCodeOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    child.once('error', () => resolve(1));
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

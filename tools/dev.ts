// `npm run dev`: the app in the browser from sources. The page is bundled again at each change (reload to see it);
// the backend starts again when one of its files changes.
import { spawn } from 'node:child_process';
import { buildAppIfStale } from './buildApp.ts';
import { exitCodeOf, packageBinPath, projectRoot } from './runPackageBin.ts';

process.exitCode = await buildAppIfStale();
if (process.exitCode === 0) {
  const run = (args: readonly string[]) =>
    spawn(process.execPath, args, { cwd: projectRoot, stdio: ['ignore', 'inherit', 'inherit'] });
  const bundler = run([packageBinPath('vite'), 'build', '--watch', '--logLevel', 'warn']);
  const host = run(['--watch', 'electron/hosts/cli.ts', 'serve', '--sample', ...process.argv.slice(2)]);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => host.kill(signal));
  await exitCodeOf(host);
  bundler.kill();
}

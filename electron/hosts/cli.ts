#!/usr/bin/env node
import { defaultApplicationDirectory } from '../backend/files/applicationDirectory.ts';
import { keepCompiledModules } from './keepCompiledModules.ts';

// before the first module that is worth keeping
keepCompiledModules(defaultApplicationDirectory());
const { runCommandLine } = await import('./commandLine/runCommandLine.ts');

// a reader that has seen enough (head, less) closes the pipe; that is no failure of ours
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

const cancellation = new AbortController();
process.once('SIGINT', () => cancellation.abort());
process.once('SIGTERM', () => cancellation.abort());

// exitCode, not exit(): standard output may still be draining into a pipe
process.exitCode = await runCommandLine(
  process.argv.slice(2),
  {
    out: (text) => process.stdout.write(text),
    error: (text) => process.stderr.write(text),
  },
  cancellation.signal,
);

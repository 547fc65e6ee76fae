#!/usr/bin/env node
import { BackendError } from '../../shared/contract/BackendError.ts';
import { createClient } from '../../shared/contract/createClient.ts';
import { createInProcessTransport } from '../../shared/contract/transports/inProcessTransport.ts';
import { AppError } from '../../shared/errors/AppError.ts';
import { describeError } from '../../shared/text/errors.zh-CN.ts';
import { createBackend } from '../backend/createBackend.ts';
import { defaultApplicationDirectory } from '../backend/files/applicationDirectory.ts';
import { areaCommand } from './commandLine/areaCommand.ts';
import { chipCommands } from './commandLine/chipCommands.ts';
import type { Command, ExitCode } from './commandLine/command.ts';
import { eligibilityCommands } from './commandLine/eligibilityCommands.ts';
import { handUpCommands } from './commandLine/handUpCommands.ts';
import { importCommands } from './commandLine/importCommands.ts';
import { ledgerCommands } from './commandLine/ledgerCommands.ts';
import { projectCommands } from './commandLine/projectCommands.ts';
import { qualityCommands } from './commandLine/qualityCommands.ts';
import { readArguments } from './commandLine/readArguments.ts';
import { reviewCommands } from './commandLine/reviewCommands.ts';
import { rulesCommands } from './commandLine/rulesCommands.ts';
import { sampleCommands } from './commandLine/sampleCommands.ts';
import { scenarioCommands } from './commandLine/scenarioCommands.ts';
import { serveCommand } from './commandLine/serveCommand.ts';
import { showProgress } from './commandLine/showProgress.ts';

const commands: readonly Command[] = [
  ...sampleCommands,
  ...projectCommands,
  ...importCommands,
  ...rulesCommands,
  ...eligibilityCommands,
  ...scenarioCommands,
  ...reviewCommands,
  ...chipCommands,
  ...qualityCommands,
  ...ledgerCommands,
  ...handUpCommands,
  areaCommand,
  serveCommand,
];

// a reader that has seen enough (head, less) closes the pipe; that is no failure of ours
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

const words = process.argv.slice(2);
const asJson = words.includes('--json');
// exitCode, not exit(): standard output may still be draining into a pipe
process.exitCode = await main();

async function main(): Promise<ExitCode> {
  const command = findCommand(words);
  if (command === undefined) {
    if (words.length === 0 || words.includes('--help') || words.includes('-h')) {
      printUsage();
      return 0;
    }
    return fail(
      new AppError('ARGUMENT_INVALID', {
        argument: words.join(' '),
        detail: '没有这个命令，用 --help 查看全部命令',
      }),
    );
  }
  if (words.includes('--help') || words.includes('-h')) {
    process.stdout.write(`${command.summary}\n用法：tianheng ${command.usage} [--json] [--by 姓名]\n`);
    return 0;
  }
  return run(command);
}

async function run(command: Command): Promise<ExitCode> {
  const cancellation = new AbortController();
  process.once('SIGINT', () => cancellation.abort());
  process.once('SIGTERM', () => cancellation.abort());
  const backend = createBackend({
    applicationDirectory: defaultApplicationDirectory(),
    clock: () => new Date(),
    automaticBackups: command === serveCommand,
    reportBug: (incidentId, method, error) => {
      process.stderr.write(
        `[${incidentId}] ${method}: ${error instanceof Error ? error.stack : String(error)}\n`,
      );
    },
  });
  const client = createClient(createInProcessTransport(backend));
  const stopProgress = showProgress(client);
  try {
    const args = readArguments(command, words.slice(command.name.split(' ').length));
    return await command.run({
      client,
      backend,
      args,
      signal: cancellation.signal,
      by: args.text('by') ?? '命令行',
      output: {
        result: (value) => {
          if (asJson) process.stdout.write(`${JSON.stringify(value)}\n`);
        },
        line: (text) => {
          if (!asJson) process.stdout.write(`${text}\n`);
        },
      },
    });
  } catch (error) {
    return fail(error);
  } finally {
    stopProgress();
    await backend.close();
  }
}

function findCommand(given: readonly string[]): Command | undefined {
  return commands.find((command) => command.name.split(' ').every((word, index) => given[index] === word));
}

function fail(error: unknown): ExitCode {
  if (!(error instanceof BackendError) && !(error instanceof AppError)) throw error;
  const message = error instanceof BackendError ? error.message : describeError(error.code, error.params);
  process.stderr.write(`${message}\ncode: ${error.code}\n`);
  if (asJson) {
    process.stdout.write(
      `${JSON.stringify({ error: { code: error.code, message, params: error.params } })}\n`,
    );
  }
  return error.code === 'INTERNAL' ? 3 : 2;
}

function printUsage(): void {
  process.stdout.write('田衡 Tianheng 命令行\n\n');
  for (const command of commands) process.stdout.write(`  ${command.usage}\n      ${command.summary}\n`);
  process.stdout.write('\n每个命令都可加 --json 输出 JSON。\n');
}

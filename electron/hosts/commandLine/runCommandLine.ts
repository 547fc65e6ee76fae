import { BackendError } from '../../../shared/contract/BackendError.ts';
import { createClient } from '../../../shared/contract/createClient.ts';
import { createInProcessTransport } from '../../../shared/contract/transports/inProcessTransport.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import { describeError } from '../../../shared/text/errors.zh-CN.ts';
import { defaultApplicationDirectory } from '../../backend/files/applicationDirectory.ts';
import type { Command, ExitCode } from './command.ts';
import { commands } from './commands.ts';
import { openAtMoment } from './openAtMoment.ts';
import { parseMoment } from './parseMoment.ts';
import { readArguments } from './readArguments.ts';
import { serveCommand } from './serveCommand.ts';
import { showProgress } from './showProgress.ts';

/** The two texts a command writes. */
export interface TextOutputs {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
}

/**
 * Does what the words of a command line say. Returns 0, 1 when it was done with findings, 2 when it was refused (with
 * a sentence and a code on the error output), 3 for a bug; --json adds one JSON document on the output.
 */
export async function runCommandLine(
  words: readonly string[],
  { out, error }: TextOutputs,
  signal: AbortSignal,
): Promise<ExitCode> {
  const asJson = words.includes('--json');
  const wantsHelp = words.includes('--help') || words.includes('-h');

  const fail = (reason: unknown): ExitCode => {
    if (!(reason instanceof BackendError) && !(reason instanceof AppError)) throw reason;
    const { code, params } = reason;
    const message =
      reason instanceof BackendError ? reason.message : describeError(reason.code, reason.params);
    error(`${message}\ncode: ${code}\n`);
    if (asJson) out(`${JSON.stringify({ error: { code, message, params } })}\n`);
    return code === 'INTERNAL' ? 3 : 2;
  };

  const command = findCommand(words);
  if (command === undefined) {
    if (words.length === 0 || wantsHelp) {
      out(describeUsage());
      return 0;
    }
    const detail = '没有这个命令，用 --help 查看全部命令';
    return fail(new AppError('ARGUMENT_INVALID', { argument: words.join(' '), detail }));
  }
  if (wantsHelp) {
    out(`${command.summary}\n用法：tianheng ${command.usage} [--json] [--by 姓名] [--at 时点]\n`);
    return 0;
  }

  // the backend is loaded only where there is work for it
  const { createBackend } = await import('../../backend/createBackend.ts');
  const backend = createBackend({
    applicationDirectory: defaultApplicationDirectory(),
    clock: () => new Date(),
    automaticBackups: command === serveCommand,
    reportBug: (incidentId, method, bug) => {
      error(`[${incidentId}] ${method}: ${bug instanceof Error ? bug.stack : String(bug)}\n`);
    },
  });
  const client = createClient(createInProcessTransport(backend));
  const stopProgress = showProgress(client);
  try {
    const args = readArguments(command, words.slice(command.name.split(' ').length));
    const at = args.text('at');
    return await command.run({
      client: at === undefined ? client : openAtMoment(client, parseMoment(at, '--at')),
      backend,
      args,
      signal,
      by: args.text('by') ?? '命令行',
      output: {
        result: (value) => {
          if (asJson) out(`${JSON.stringify(value)}\n`);
        },
        line: (text) => {
          if (!asJson) out(`${text}\n`);
        },
      },
    });
  } catch (reason) {
    return fail(reason);
  } finally {
    stopProgress();
    await backend.close();
  }
}

function findCommand(given: readonly string[]): Command | undefined {
  return commands.find((command) => command.name.split(' ').every((word, index) => given[index] === word));
}

function describeUsage(): string {
  const lines = commands.map(({ usage, summary }) => `  ${usage}\n      ${summary}\n`);
  return `田衡 Tianheng 命令行\n\n${lines.join('')}\n每个命令都可加 --json 输出 JSON。查看和导出的命令都可加 --at 时点，按当时的状态输出，只读；\n时点写成 2026-01-15、"2026-01-15 18:00" 或操作记录的序号。\n`;
}

import { parseArgs } from 'node:util';
import { AppError } from '../../../shared/errors/AppError.ts';
import type { Arguments, Command } from './command.ts';

/** Options every command takes. */
const commonOptions = {
  json: { type: 'boolean' },
  by: { type: 'string' },
  at: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Parses the words after a command's name; what does not fit throws ARGUMENT_INVALID. */
export function readArguments(command: Command, words: readonly string[]): Arguments {
  const { values, positionals } = parse(command, words);

  const text = (option: string): string | undefined => {
    const value = values[option];
    return typeof value === 'string' ? value : undefined;
  };
  return {
    positional(index, name) {
      const value = positionals[index];
      if (value === undefined) {
        throw new AppError('ARGUMENT_INVALID', {
          argument: name,
          detail: `缺少此项。用法：${command.usage}`,
        });
      }
      return value;
    },
    rest: (fromIndex) => positionals.slice(fromIndex),
    text,
    requiredText(option) {
      const value = text(option);
      if (value === undefined) {
        throw new AppError('ARGUMENT_INVALID', {
          argument: `--${option}`,
          detail: `缺少此项。用法：${command.usage}`,
        });
      }
      return value;
    },
    number(option) {
      const value = text(option);
      if (value === undefined) return undefined;
      const number = Number(value);
      if (value.trim() === '' || !Number.isFinite(number)) {
        throw new AppError('ARGUMENT_INVALID', { argument: `--${option}`, detail: `“${value}”不是数字` });
      }
      return number;
    },
    flag: (option) => values[option] === true,
    list: (option) =>
      text(option)
        ?.split(',')
        .map((item) => item.trim())
        .filter((item) => item !== ''),
  };
}

function parse(
  command: Command,
  words: readonly string[],
): { values: Readonly<Record<string, unknown>>; positionals: string[] } {
  try {
    return parseArgs({
      args: [...words],
      options: { ...commonOptions, ...command.options },
      allowPositionals: true,
      strict: true,
    });
  } catch (error) {
    // parseArgs throws TypeError with codes ERR_PARSE_ARGS_*: always the caller's words, never a bug
    throw new AppError(
      'ARGUMENT_INVALID',
      { argument: words.join(' '), detail: `无法理解。用法：${command.usage}` },
      { cause: error },
    );
  }
}

import type { ParseArgsConfig } from 'node:util';
import type { Backend } from '../../../shared/contract/backend.ts';
import type { BackendClient } from '../../../shared/contract/createClient.ts';

type Options = NonNullable<ParseArgsConfig['options']>;

/** Parsed words of one command line: positional arguments and options, with checked readers. */
export interface Arguments {
  /** The n-th positional argument; a missing one is the user's mistake, named. */
  positional(index: number, name: string): string;
  rest(fromIndex: number): string[];
  text(option: string): string | undefined;
  requiredText(option: string): string;
  number(option: string): number | undefined;
  flag(option: string): boolean;
  list(option: string): string[] | undefined;
}

/** Where a command says things: `result` is the one JSON document of --json, `line` the short Chinese text. */
export interface Output {
  result(value: unknown): void;
  line(text: string): void;
}

export interface CommandContext {
  /** The backend itself, only for the command that serves it to a browser. */
  readonly backend: Backend;
  readonly client: BackendClient;
  readonly args: Arguments;
  readonly output: Output;
  readonly signal: AbortSignal;
  /** Name written into the command log for changes made from the command line. */
  readonly by: string;
}

export type ExitCode = 0 | 1 | 2 | 3;

/** One command of cli.md. `run` returns 0, or 1 when it was done with findings. */
export interface Command {
  readonly name: string;
  readonly usage: string;
  readonly summary: string;
  readonly options: Options;
  readonly run: (context: CommandContext) => Promise<ExitCode>;
}

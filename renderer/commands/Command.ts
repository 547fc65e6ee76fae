/** Where a bare key counts: everywhere in the window, or only while plots are judged. */
export type CommandScope = 'window' | 'review';

/**
 * One thing the reviewer can do. Every command is in the palette; keys only make it faster.
 * Keys are physical: modifiers and a KeyboardEvent.code, as in `Ctrl+Shift+KeyZ`.
 */
export interface Command {
  readonly id: string;
  readonly title: string;
  readonly group: string;
  readonly keys: readonly string[];
  readonly scope: CommandScope;
  /** The sentence why it cannot run now, or null where it can. */
  disabledReason(): string | null;
  run(): void;
  /** A command that lasts while its key is held: called when it is let go. */
  release?(): void;
}

type CommandOptions = Pick<Command, 'id' | 'title' | 'group' | 'run'> & Partial<Command>;

export function defineCommand(options: CommandOptions): Command {
  return { keys: [], scope: 'window', disabledReason: () => null, ...options };
}

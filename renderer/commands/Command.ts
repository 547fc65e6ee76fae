/**
 * Where a key counts: everywhere in the window, only while plots are judged, only in 台账, only while something is drawn on the map,
 * only on the wall of chips, or only while the attribute table has the focus. The narrower one comes first where two
 * share a key.
 */
export type CommandScope = 'window' | 'review' | 'ledger' | 'drawing' | 'wall' | 'table';

/**
 * One thing the reviewer can do. Every command is in a menu and in the palette; keys only make it faster.
 * Keys are physical: modifiers and a KeyboardEvent.code, as in `Ctrl+Shift+KeyZ`.
 */
export interface Command {
  readonly id: string;
  readonly title: string;
  readonly group: string;
  /** Those in force: what it comes with, until a preset or the reviewer gives it others. */
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

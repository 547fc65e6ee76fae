import type { Command, CommandScope } from './Command.ts';

/** Keys by command id, in place of those a command comes with. */
export type KeyChanges = Readonly<Record<string, readonly string[]>>;

type KeyedCommand = Pick<Command, 'id' | 'keys' | 'scope'>;

/** Two commands want the same key only where both can be meant by it. */
export function canMeet(first: CommandScope, second: CommandScope): boolean {
  const isMode = (scope: CommandScope) => scope === 'review' || scope === 'ledger';
  if (isMode(first) && isMode(second)) return first === second;
  const isNarrow = (scope: CommandScope) => scope === 'drawing' || scope === 'wall' || scope === 'table';
  return first === second || (!isNarrow(first) && !isNarrow(second));
}

/**
 * The keys in force: the reviewer's changes first, then the preset's, then those the commands come with. A key that
 * is given away leaves the command that had it, so that one key never means two things.
 */
export function computeEffectiveKeys(
  commands: readonly KeyedCommand[],
  preset: KeyChanges,
  changes: KeyChanges,
): ReadonlyMap<string, readonly string[]> {
  const taken: { readonly key: string; readonly scope: CommandScope }[] = [];
  const effective = new Map<string, readonly string[]>();
  const settle = (keysOf: (command: KeyedCommand) => readonly string[] | undefined) => {
    for (const command of commands) {
      const wanted = effective.has(command.id) ? undefined : keysOf(command);
      if (wanted === undefined) continue;
      const { scope } = command;
      const keys = wanted.filter((key) => !taken.some((one) => one.key === key && canMeet(one.scope, scope)));
      for (const key of keys) taken.push({ key, scope });
      effective.set(command.id, keys);
    }
  };
  settle(({ id }) => changes[id]);
  settle(({ id }) => preset[id]);
  settle(({ keys }) => keys);
  return effective;
}

/** The command that has a key now where another one of this scope would want it; undefined where it is free. */
export function findKeyOwner<C extends KeyedCommand>(
  commands: readonly C[],
  key: string,
  wanting: KeyedCommand,
): C | undefined {
  return commands.find(
    ({ id, keys, scope }) => id !== wanting.id && keys.includes(key) && canMeet(scope, wanting.scope),
  );
}

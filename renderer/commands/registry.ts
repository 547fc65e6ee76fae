import { create } from 'zustand';
import { isDrawing } from '../session/drawingStore.ts';
import { showFailure, showToast } from '../session/toastStore.ts';
import { useView } from '../session/viewStore.ts';
import type { Command, CommandScope } from './Command.ts';
import { printChord, printTogether } from './chord.ts';
import { canMeet, computeEffectiveKeys } from './effectiveKeys.ts';
import { useKeymap } from './keymapStore.ts';
import { keyPresets } from './keyPresets.ts';

interface RegistryState {
  /** In the order they are listed, with the keys in force. */
  readonly commands: readonly Command[];
  /** The same with the keys they come with. */
  readonly registered: readonly Command[];
}

/** All commands of the window. */
export const useCommands = create<RegistryState>(() => ({ commands: [], registered: [] }));

/** Fails on a key or id given twice: two commands on one key is a mistake of ours, found at start. */
export function registerCommands(registered: readonly Command[]): void {
  const owners = new Map<string, Command[]>();
  const ids = new Set<string>();
  for (const command of registered) {
    if (ids.has(command.id)) throw new Error(`Two commands are called ${command.id}.`);
    ids.add(command.id);
    for (const key of command.keys) {
      const others = owners.get(key) ?? [];
      const owner = others.find(({ scope }) => canMeet(scope, command.scope));
      if (owner !== undefined) throw new Error(`${owner.id} and ${command.id} both want ${key}.`);
      owners.set(key, [...others, command]);
    }
  }
  useCommands.setState({ registered, commands: withEffectiveKeys(registered) });
}

useKeymap.subscribe(() => {
  const { registered } = useCommands.getState();
  useCommands.setState({ commands: withEffectiveKeys(registered) });
});

function withEffectiveKeys(registered: readonly Command[]): readonly Command[] {
  const { preset, changes } = useKeymap.getState();
  const effective = computeEffectiveKeys(registered, keyPresets[preset].keys, changes);
  return registered.map((command) => ({ ...command, keys: effective.get(command.id) ?? [] }));
}

const narrowestFirst: readonly CommandScope[] = ['table', 'wall', 'drawing', 'ledger', 'review', 'window'];

/** The command a key means now; the focus decides whether the table is meant. */
export function findCommandByKey(chord: string, inTable: boolean): Command | undefined {
  const candidates = useCommands
    .getState()
    .commands.filter((command) => command.keys.includes(chord) && isInScope(command, inTable));
  return narrowestFirst
    .map((scope) => candidates.find((command) => command.scope === scope))
    .find((command) => command !== undefined);
}

function isInScope({ scope }: Command, inTable: boolean): boolean {
  if (scope === 'table') return inTable;
  if (scope === 'drawing') return isDrawing();
  const { mode, contactSheetOpen } = useView.getState();
  if (scope === 'wall') return contactSheetOpen && mode === 'review';
  return scope === 'window' || mode === scope;
}

/** Runs a command, or says why it cannot run. */
export function runCommand(command: Command): void {
  const reason = command.disabledReason();
  if (reason !== null) {
    showToast({ kind: 'info', text: reason });
    return;
  }
  try {
    command.run();
  } catch (error) {
    showFailure(error);
  }
}

export function runCommandById(id: string): void {
  const command = useCommands.getState().commands.find((candidate) => candidate.id === id);
  if (command !== undefined) runCommand(command);
}

/** The first key of a command as it is printed; '' where it has none. For a hint beside what it does. */
export function useKeyText(id: string): string {
  return useCommands(({ commands }) => {
    const key = commands.find((command) => command.id === id)?.keys[0];
    return key === undefined ? '' : printChord(key);
  });
}

/** The first keys of commands that belong together, as one: `Alt+←→↑↓`. */
export function useKeysTogether(ids: readonly string[]): string {
  return useCommands(({ commands }) =>
    printTogether(ids.flatMap((id) => commands.find((command) => command.id === id)?.keys.slice(0, 1) ?? [])),
  );
}

/** The same, once, for a sentence that is said now. */
export function keyTextOf(id: string): string {
  const key = useCommands.getState().commands.find((command) => command.id === id)?.keys[0];
  return key === undefined ? '' : printChord(key);
}

/** `（F5）`, for a sentence that is said now; '' where the command has no key. */
export function keyInBrackets(id: string): string {
  const key = keyTextOf(id);
  return key === '' ? '' : `（${key}）`;
}

/** A tooltip: what a control does, and the key that does the same. */
export function useTooltip(id: string, text: string): string {
  const key = useKeyText(id);
  return key === '' ? text : `${text}　${key}`;
}

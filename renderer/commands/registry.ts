import { create } from 'zustand';
import { showFailure, showToast } from '../session/toastStore.ts';
import { useView } from '../session/viewStore.ts';
import type { Command } from './Command.ts';

/** All commands of the window in the order they are listed. */
export const useCommands = create<{ readonly commands: readonly Command[] }>(() => ({ commands: [] }));

/** Fails on a key or id given twice: two commands on one key is a mistake of ours, found at start. */
export function registerCommands(commands: readonly Command[]): void {
  const owners = new Map<string, string>();
  const ids = new Set<string>();
  for (const command of commands) {
    if (ids.has(command.id)) throw new Error(`Two commands are called ${command.id}.`);
    ids.add(command.id);
    for (const key of command.keys) {
      const owner = owners.get(key);
      if (owner !== undefined) throw new Error(`${owner} and ${command.id} both want ${key}.`);
      owners.set(key, command.id);
    }
  }
  useCommands.setState({ commands });
}

export function findCommandByKey(chord: string): Command | undefined {
  return useCommands.getState().commands.find((command) => command.keys.includes(chord));
}

export function isInScope(command: Command): boolean {
  return command.scope === 'window' || useView.getState().mode === 'review';
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

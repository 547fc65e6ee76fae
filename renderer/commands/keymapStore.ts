import { create } from 'zustand';
import type { KeyChanges } from './effectiveKeys.ts';
import { type KeyPresetId, keyPresetIds } from './keyPresets.ts';

/** The keys of this machine: a preset, and what the reviewer changed on top of it. */
export interface Keymap {
  readonly preset: KeyPresetId;
  readonly changes: KeyChanges;
}

const storageKey = 'tianheng.keys';
const untouched: Keymap = { preset: 'default', changes: {} };

export const useKeymap = create<Keymap>(() => {
  const stored = localStorage.getItem(storageKey);
  // a keymap that cannot be read is no reason not to start: the default keys are in the menus
  return (stored === null ? undefined : parseKeymap(stored)) ?? untouched;
});

export function setKeymap(keymap: Partial<Keymap>): void {
  useKeymap.setState(keymap);
  localStorage.setItem(storageKey, formatKeymap(useKeymap.getState()));
}

/** Gives a command these keys; undefined: those it comes with. */
export function changeKeys(commandId: string, keys: readonly string[] | undefined): void {
  const { [commandId]: _old, ...others } = useKeymap.getState().changes;
  setKeymap({ changes: keys === undefined ? others : { ...others, [commandId]: keys } });
}

/** The text under which keys go to another machine. */
export function formatKeymap({ preset, changes }: Keymap): string {
  return JSON.stringify({ format: 'tianheng-keys', version: 1, preset, changes }, null, 2);
}

/** Reads such a text; undefined where it is something else. */
export function parseKeymap(text: string): Keymap | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // whatever was pasted is no JSON: the caller says so
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const { format, preset, changes } = value as Record<string, unknown>;
  const known = keyPresetIds.find((id) => id === preset);
  if (format !== 'tianheng-keys' || known === undefined || !isKeyChanges(changes)) return undefined;
  return { preset: known, changes };
}

function isKeyChanges(value: unknown): value is KeyChanges {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((keys) => Array.isArray(keys) && keys.every((key) => typeof key === 'string'))
  );
}

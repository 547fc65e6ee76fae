import { useView } from '../session/viewStore.ts';
import type { Command } from './Command.ts';
import { belongsToInputMethod, chordOf, worksWhileEditing } from './chord.ts';
import { findCommandByKey, runCommand } from './registry.ts';

const editable =
  'input:not([type=checkbox]):not([type=radio]):not([type=range]), textarea, select, [contenteditable=true]';
/** Controls that Space and Enter work by themselves once the keyboard has brought the focus there. */
const pressable = 'button, a[href], [role=checkbox], [role=switch], [role=menuitem], input';

/** Where commands of the scope 'table' count. */
const table = '[data-keys=table]';

/** The one place where keys become commands. Returns how to stop listening. */
export function listenToKeys(target: Window): () => void {
  const held = new Map<string, Command>();

  const letGo = (code: string) => {
    const command = held.get(code);
    held.delete(code);
    command?.release?.();
  };
  const letAllGo = () => {
    for (const code of [...held.keys()]) letGo(code);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (belongsToInputMethod(event) || event.defaultPrevented) return;
    const chord = chordOf(event);
    const element = event.target instanceof Element ? event.target : null;
    const editing = element?.closest(editable) != null;
    const command = findCommandByKey(chord, !editing && element?.closest(table) != null);
    if (command === undefined || (editing && !worksWhileEditing(chord))) return;
    if (isPressing(event.code) && element?.matches(pressable)) return;
    if (isModal() && command.id !== 'window.escape') return;
    event.preventDefault();
    if (event.repeat && command.release !== undefined) return;
    if (command.release !== undefined) held.set(event.code, command);
    runCommand(command);
  };
  const onKeyUp = (event: KeyboardEvent) => letGo(event.code);

  target.addEventListener('keydown', onKeyDown);
  target.addEventListener('keyup', onKeyUp);
  target.addEventListener('blur', letAllGo);
  return () => {
    target.removeEventListener('keydown', onKeyDown);
    target.removeEventListener('keyup', onKeyUp);
    target.removeEventListener('blur', letAllGo);
  };
}

/** A dialog is open: what lies under it is out of reach for the keyboard, too. */
function isModal(): boolean {
  return useView.getState().dialog !== null || document.querySelector('dialog:modal') !== null;
}

/** Keys by which a focused control is worked. */
function isPressing(code: string): boolean {
  return code === 'Space' || code === 'Enter';
}

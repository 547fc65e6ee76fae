import { describe, expect, it } from 'vitest';
import {
  belongsToInputMethod,
  chordOf,
  printChord,
  printTogether,
  worksWhileEditing,
} from '../../../../renderer/commands/chord.ts';

const press = (code: string, modifiers: Partial<KeyboardEvent> = {}) => ({
  code,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...modifiers,
});
const typed = (fields: Partial<KeyboardEvent>) =>
  ({ isComposing: false, keyCode: 69, key: 'e', ...fields }) as KeyboardEvent;

describe('chordOf', () => {
  it('names a key by its place, whatever letter the layout puts there', () => {
    expect(chordOf(press('KeyE'))).toBe('KeyE');
    expect(chordOf(press('KeyZ', { ctrlKey: true, shiftKey: true }))).toBe('Ctrl+Shift+KeyZ');
  });

  it('takes a digit of the number pad for the same digit', () => {
    expect(chordOf(press('Numpad1'))).toBe('Digit1');
    expect(chordOf(press('NumpadAdd'))).toBe('NumpadAdd');
  });
});

describe('printChord', () => {
  it.each([
    ['Ctrl+KeyK', 'Ctrl+K'],
    ['Digit1', '1'],
    ['Shift+Slash', '?'],
    ['PageDown', 'PgDn'],
    ['Shift+Space', 'Shift+空格'],
  ])('prints %s as %s', (chord, printed) => {
    expect(printChord(chord)).toBe(printed);
  });
});

describe('belongsToInputMethod', () => {
  it('leaves every key of a running composition to the input method', () => {
    expect(belongsToInputMethod(typed({ isComposing: true }))).toBe(true);
    expect(belongsToInputMethod(typed({ keyCode: 229 }))).toBe(true);
    expect(belongsToInputMethod(typed({ key: 'Process' }))).toBe(true);
    expect(belongsToInputMethod(typed({}))).toBe(false);
  });
});

describe('worksWhileEditing', () => {
  it('lets Ctrl, Alt and function keys through and keeps bare keys as text', () => {
    expect(['Ctrl+KeyK', 'Alt+Digit1', 'F6', 'Escape'].every(worksWhileEditing)).toBe(true);
    expect(['KeyE', 'Digit1', 'Shift+KeyZ', 'Space', 'KeyF'].some(worksWhileEditing)).toBe(false);
  });
});

it('prints chords that differ in the last key alone as one', () => {
  expect(printTogether(['Alt+ArrowLeft', 'Alt+ArrowRight', 'Alt+ArrowUp'])).toBe('Alt+←→↑');
  expect(printTogether(['Alt+ArrowLeft', 'KeyJ'])).toBe('Alt+←、J');
  expect(printTogether(['KeyJ', 'KeyL'])).toBe('J、L');
  expect(printTogether([])).toBe('');
});

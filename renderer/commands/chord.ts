/** What a key press is called in the registry: `Ctrl+KeyK`, `Shift+Slash`, `Space`. */
export function chordOf(
  event: Pick<KeyboardEvent, 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>,
): string {
  const parts: string[] = [];
  if (event.ctrlKey || event.metaKey) parts.push('Ctrl');
  if (event.altKey) parts.push('Alt');
  if (event.shiftKey) parts.push('Shift');
  parts.push(event.code.replace(/^Numpad(?=\d$)/, 'Digit'));
  return parts.join('+');
}

const printed: Readonly<Record<string, string>> = {
  Space: '空格',
  Slash: '/',
  'Shift+Slash': '?',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
  Escape: 'Esc',
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Enter: 'Enter',
  Backspace: '退格',
  Delete: 'Del',
  Equal: '=',
  Minus: '-',
  Comma: ',',
  Period: '.',
  Semicolon: ';',
  Quote: "'",
  Backquote: '`',
  Backslash: '\\',
  NumpadEnter: '小键盘 Enter',
  NumpadAdd: '小键盘 +',
  NumpadSubtract: '小键盘 -',
  BracketLeft: '[',
  BracketRight: ']',
};

/** How a chord is printed beside what it does. */
export function printChord(chord: string): string {
  const whole = printed[chord];
  if (whole !== undefined) return whole;
  return chord
    .split('+')
    .map((part) => printed[part] ?? part.replace(/^(Key|Digit)/, ''))
    .join('+');
}

/** Several chords as one: `Alt+←→↑↓` where they differ in the last key alone, else each by itself. */
export function printTogether(chords: readonly string[]): string {
  const modifiersOf = (chord: string) => chord.slice(0, chord.lastIndexOf('+') + 1);
  const [first = ''] = chords;
  const modifiers = modifiersOf(first);
  if (modifiers === '' || chords.some((chord) => modifiersOf(chord) !== modifiers))
    return chords.map(printChord).join('、');
  return modifiers + chords.map((chord) => printChord(chord.slice(modifiers.length))).join('');
}

/** True for a key the input method is still composing with: never ours, whatever its code. */
export function belongsToInputMethod(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229 || event.key === 'Process';
}

/** Ctrl, Alt and function keys work while text is edited; bare keys are text there. */
export function worksWhileEditing(chord: string): boolean {
  return /^(Ctrl|Alt)\+/.test(chord) || /^(Shift\+)?F\d+$/.test(chord) || chord === 'Escape';
}

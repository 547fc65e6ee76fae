import { useState } from 'react';
import type { Command } from '../commands/Command.ts';
import { belongsToInputMethod, chordOf, printChord } from '../commands/chord.ts';
import { findKeyOwner } from '../commands/effectiveKeys.ts';
import { useCommands } from '../commands/registry.ts';
import { Kbd } from '../ui/Kbd.tsx';

interface KeyRowProps {
  readonly command: Command;
  readonly changed: boolean;
  readonly byDefault: readonly string[];
  /** undefined: those it comes with. */
  readonly onChange: (keys: readonly string[] | undefined) => void;
}

const modifierKeys = ['Control', 'Shift', 'Alt', 'Meta', 'CapsLock'];

/** One command: its keys, and how to give it another one. A key somebody else has is taken only when said so. */
export function KeyRow({ command, changed, byDefault, onChange }: KeyRowProps) {
  const commands = useCommands((state) => state.commands);
  const [listening, setListening] = useState(false);
  const [wanted, setWanted] = useState<string | null>(null);
  const owner = wanted === null ? undefined : findKeyOwner(commands, wanted, command);

  const take = (chord: string) => {
    setListening(false);
    setWanted(null);
    onChange([chord]);
  };
  return (
    <li className="key-row" aria-label={command.title}>
      <span className="muted">{command.group}</span>
      <span>{command.title}</span>
      <span className="key-row-keys">
        {command.keys.map((key) => (
          <Kbd key={key}>{printChord(key)}</Kbd>
        ))}
        {command.keys.length === 0 && <span className="muted">无</span>}
      </span>
      <span className="key-row-actions">
        <button
          type="button"
          className={listening ? 'key-listening' : 'link'}
          aria-label={`改键：${command.title}`}
          onClick={() => setListening(!listening)}
          onBlur={() => setListening(false)}
          onKeyDown={(event) => {
            if (!listening || belongsToInputMethod(event.nativeEvent)) return;
            event.preventDefault();
            event.stopPropagation();
            if (modifierKeys.includes(event.key)) return;
            if (event.key === 'Escape') return setListening(false);
            const chord = chordOf(event.nativeEvent);
            if (findKeyOwner(commands, chord, command) === undefined) return take(chord);
            setListening(false);
            setWanted(chord);
          }}
        >
          {listening ? '请按新键…' : '改键'}
        </button>
        {command.keys.length > 0 && (
          <button
            type="button"
            className="link"
            aria-label={`去掉快捷键：${command.title}`}
            onClick={() => onChange([])}
          >
            去掉
          </button>
        )}
        {changed && (
          <button
            type="button"
            className="link"
            aria-label={`还原：${command.title}`}
            title={`还原为 ${byDefault.map(printChord).join('、') || '无'}`}
            onClick={() => onChange(undefined)}
          >
            还原
          </button>
        )}
      </span>
      {wanted !== null && (
        <div className="key-conflict" role="alert">
          {printChord(wanted)} 现在是“{owner?.title ?? ''}”。
          <button type="button" className="link" onClick={() => take(wanted)}>
            改给“{command.title}”
          </button>
          <button type="button" className="link" onClick={() => setWanted(null)}>
            不改
          </button>
        </div>
      )}
    </li>
  );
}

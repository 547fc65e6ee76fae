import { CloseDialog } from '../commands/CloseDialog.tsx';
import { printChord } from '../commands/chord.ts';
import { useKeymap } from '../commands/keymapStore.ts';
import { keyPresets } from '../commands/keyPresets.ts';
import { runCommandById, useCommands } from '../commands/registry.ts';
import { setView } from '../session/viewStore.ts';
import { DialogBox } from '../ui/DialogBox.tsx';
import { Kbd } from '../ui/Kbd.tsx';

/** Every key in force and what it does, from the registry itself, so that the sheet cannot be wrong. */
export function CheatSheet() {
  const commands = useCommands((state) => state.commands).filter(({ keys }) => keys.length > 0);
  const preset = useKeymap((state) => state.preset);
  const groups = [...new Set(commands.map(({ group }) => group))];
  return (
    <DialogBox label="快捷键一览" width={860} onClose={() => setView({ dialog: null })}>
      <div className="dialog-head">
        <h3>快捷键一览</h3>
        <span className="muted">{keyPresets[preset].title} · 按键位判断，中文输入法打开时也有效</span>
        <span className="dialog-actions no-print">
          <button type="button" className="link" onClick={() => runCommandById('window.keys')}>
            改快捷键…
          </button>
          <button type="button" className="link" onClick={() => window.print()}>
            打印
          </button>
          <CloseDialog />
        </span>
      </div>
      <div className="cheat-scroll">
        <div className="cheat-groups">
          {groups.map((group) => (
            <section key={group}>
              <h4>{group}</h4>
              {commands
                .filter((command) => command.group === group)
                .map((command) => (
                  <div key={command.id} className="cheat-row">
                    <span>{command.title}</span>
                    <span>
                      {command.keys.map((key) => (
                        <Kbd key={key}>{printChord(key)}</Kbd>
                      ))}
                    </span>
                  </div>
                ))}
            </section>
          ))}
        </div>
      </div>
    </DialogBox>
  );
}

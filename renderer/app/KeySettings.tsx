import { useState } from 'react';
import { matchesInitials } from '../../shared/text/pinyinInitials.ts';
import { CloseDialog } from '../commands/CloseDialog.tsx';
import type { Command } from '../commands/Command.ts';
import { changeKeys, setKeymap, useKeymap } from '../commands/keymapStore.ts';
import { keyPresetIds, keyPresets } from '../commands/keyPresets.ts';
import { useCommands } from '../commands/registry.ts';
import { setView } from '../session/viewStore.ts';
import { DialogBox } from '../ui/DialogBox.tsx';
import { KeyRow } from './KeyRow.tsx';
import { KeyTransfer } from './KeyTransfer.tsx';

/** Every command with its keys: change one by pressing it, take a preset, carry them to another machine. */
export function KeySettings() {
  const commands = useCommands((state) => state.commands);
  const registered = useCommands((state) => state.registered);
  const { preset, changes } = useKeymap();
  const [text, setText] = useState('');
  const [transfer, setTransfer] = useState(false);
  const needle = text.trim().toLowerCase();
  const shown = commands.filter((command) => matches(command, needle));
  const changed = Object.keys(changes).length;
  return (
    <DialogBox label="快捷键设置" width={760} onClose={() => setView({ dialog: null })}>
      <div className="dialog-head">
        <h3>快捷键设置</h3>
        <span className="muted">只在这台电脑上生效，不写入项目</span>
        <CloseDialog />
      </div>
      <div className="key-tools">
        <div className="key-presets" role="radiogroup" aria-label="预设">
          {keyPresetIds.map((id) => (
            // biome-ignore lint/a11y/useSemanticElements: drawn as the other buttons of the window are
            <button
              key={id}
              type="button"
              role="radio"
              aria-checked={preset === id}
              title={keyPresets[id].remark}
              onClick={() => setKeymap({ preset: id })}
            >
              {keyPresets[id].title}
            </button>
          ))}
        </div>
        <input
          type="search"
          aria-label="查找命令"
          placeholder="查找命令、拼音首字母"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <button type="button" aria-expanded={transfer} onClick={() => setTransfer(!transfer)}>
          导入／导出
        </button>
        <button type="button" disabled={changed === 0} onClick={() => setKeymap({ changes: {} })}>
          全部还原
        </button>
      </div>
      <p className="pane-hint">{keyPresets[preset].remark}</p>
      {transfer && <KeyTransfer />}
      <ul className="key-rows" aria-label="命令与快捷键">
        {shown.map((command) => (
          <KeyRow
            key={command.id}
            command={command}
            changed={command.id in changes}
            byDefault={registered.find(({ id }) => id === command.id)?.keys ?? []}
            onChange={(keys) => changeKeys(command.id, keys)}
          />
        ))}
        {shown.length === 0 && (
          <li className="pane-hint">没有这样的命令。可输入命令名的一部分或拼音首字母。</li>
        )}
      </ul>
    </DialogBox>
  );
}

function matches({ title, group, id }: Command, needle: string): boolean {
  return (
    needle === '' ||
    `${title} ${group} ${id}`.toLowerCase().includes(needle) ||
    matchesInitials(title, needle)
  );
}

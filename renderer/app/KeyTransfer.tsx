import { useState } from 'react';
import { printChord } from '../commands/chord.ts';
import { formatKeymap, parseKeymap, setKeymap, useKeymap } from '../commands/keymapStore.ts';
import { copyText } from '../ui/copyText.ts';

/** The keys as text, to carry to another machine: the window is allowed no downloads. */
export function KeyTransfer() {
  const keymap = useKeymap();
  const [text, setText] = useState(formatKeymap(keymap));
  const [remark, setRemark] = useState('');
  const read = parseKeymap(text);
  return (
    <div className="key-transfer">
      <textarea
        aria-label="快捷键 JSON"
        spellCheck={false}
        rows={8}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <div className="key-transfer-actions">
        <button
          type="button"
          onClick={() => {
            const current = formatKeymap(keymap);
            setText(current);
            setRemark(
              copyText(current)
                ? '已复制，可粘贴到文本文件带走。'
                : `请选中上面的文字后按 ${printChord('Ctrl+KeyC')}。`,
            );
          }}
        >
          导出（复制 JSON）
        </button>
        <label className="key-file">
          选择 JSON 文件
          <input
            type="file"
            accept=".json,application/json"
            onChange={(event) => {
              const [file] = event.target.files ?? [];
              if (file !== undefined) void file.text().then(setText);
            }}
          />
        </label>
        <button
          type="button"
          disabled={read === undefined}
          onClick={() => {
            if (read === undefined) return;
            setKeymap(read);
            setRemark('已导入。');
          }}
        >
          导入
        </button>
        <span className="muted" role="status">
          {read === undefined ? '这段文字不是快捷键设置，不能导入。' : remark}
        </span>
      </div>
    </div>
  );
}

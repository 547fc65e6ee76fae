import { Button } from 'antd';
import { useState } from 'react';
import { desktopShell } from '../backend/backend.ts';
import { PathField } from '../ui/PathField.tsx';
import { addPhotos } from './photoActions.ts';

/** Chooses photo files and takes them in: for one plot, or (null) for the plots they show. */
export function PhotoAdder({ plotId }: { readonly plotId: number | null }) {
  const [paths, setPaths] = useState('');
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<string | null>(null);
  const add = async (files: readonly string[]) => {
    if (files.length === 0) return;
    setBusy(true);
    const said = await addPhotos(files, plotId);
    setBusy(false);
    setOutcome(said);
    if (said !== null) setPaths('');
  };
  const browse = async () => {
    const files = await desktopShell().chooseFiles({
      title: '选择照片',
      extensions: ['jpg', 'jpeg'],
      multiple: true,
    });
    await add(files);
  };
  const typed = paths
    .split(/[;\n]/)
    .map((path) => path.trim())
    .filter((path) => path !== '');
  return (
    <div className="form photo-adder">
      {desktopShell().kind === 'desktop' ? (
        <Button loading={busy} onClick={() => void browse()}>
          添加照片…
        </Button>
      ) : (
        <>
          <PathField
            label="照片文件"
            value={paths}
            placeholder="照片路径（.jpg），多张用分号隔开"
            onChange={setPaths}
            onEnter={() => void add(typed)}
          />
          <Button loading={busy} disabled={typed.length === 0} onClick={() => void add(typed)}>
            添加照片
          </Button>
        </>
      )}
      {outcome !== null && (
        <p className="pane-hint" role="status">
          {outcome}
        </p>
      )}
    </div>
  );
}

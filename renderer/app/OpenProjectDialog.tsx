import { Button } from 'antd';
import { useState } from 'react';
import { desktopShell } from '../backend/backend.ts';
import { openProject, useProject } from '../session/projectStore.ts';
import { setView } from '../session/viewStore.ts';
import { DialogBox } from '../ui/DialogBox.tsx';
import { FailureNotice } from '../ui/FailureNotice.tsx';
import { PathField } from '../ui/PathField.tsx';

/** Opens a project folder: chosen on the desktop, typed in the browser. */
export function OpenProjectDialog() {
  const failure = useProject((state) => state.failure);
  const busy = useProject((state) => state.phase === 'opening');
  const [directory, setDirectory] = useState('');
  const [tried, setTried] = useState(false);
  const close = () => setView({ dialog: null });
  const open = async () => {
    setTried(true);
    if (await openProject(directory.trim())) close();
  };
  const browse = async () =>
    setDirectory((await desktopShell().chooseFolder({ title: '打开项目' })) ?? directory);
  return (
    <DialogBox label="打开项目" width={520} onClose={close}>
      <div className="dialog-head">
        <h3>打开项目</h3>
      </div>
      <div className="form">
        <PathField
          label="项目文件夹"
          value={directory}
          placeholder="项目文件夹（其中有 project.gpkg）"
          onChange={setDirectory}
          onBrowse={desktopShell().kind === 'desktop' ? browse : undefined}
          onEnter={open}
        />
        {tried && failure !== null && <FailureNotice {...failure} />}
        <div className="form-actions">
          <Button onClick={close}>取消</Button>
          <Button type="primary" loading={busy} disabled={directory.trim() === ''} onClick={open}>
            打开
          </Button>
        </div>
      </div>
    </DialogBox>
  );
}

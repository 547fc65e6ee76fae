import { Button, Input } from 'antd';
import { useState } from 'react';
import { desktopShell } from '../backend/backend.ts';
import { CrsSelect } from '../map/CrsSelect.tsx';
import { createProject, useProject } from '../session/projectStore.ts';
import { setView } from '../session/viewStore.ts';
import { DialogBox } from '../ui/DialogBox.tsx';
import { FailureNotice } from '../ui/FailureNotice.tsx';
import { PathField } from '../ui/PathField.tsx';

/** A new project is an empty folder, a name and the coordinate system of the county. */
export function NewProjectDialog() {
  const failure = useProject((state) => state.failure);
  const busy = useProject((state) => state.phase === 'opening');
  const [directory, setDirectory] = useState('');
  const [name, setName] = useState('');
  const [crs, setCrs] = useState<string | undefined>(undefined);
  const [tried, setTried] = useState(false);
  const close = () => setView({ dialog: null });
  const complete = directory.trim() !== '' && name.trim() !== '' && crs !== undefined;
  const create = async () => {
    if (crs === undefined) return;
    setTried(true);
    if (await createProject({ directory: directory.trim(), name: name.trim(), crs })) {
      setView({ dialog: null, mode: 'prepare' });
    }
  };
  const browse = async () =>
    setDirectory((await desktopShell().chooseFolder({ title: '新建项目' })) ?? directory);
  return (
    <DialogBox label="新建项目" width={520} onClose={close}>
      <div className="dialog-head">
        <h3>新建项目</h3>
      </div>
      <div className="form">
        <Input
          aria-label="项目名称"
          placeholder="项目名称，如：某县 2026 年耕地恢复核查"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <PathField
          label="项目文件夹"
          value={directory}
          placeholder="空文件夹的路径（本机磁盘）"
          onChange={setDirectory}
          onBrowse={desktopShell().kind === 'desktop' ? browse : undefined}
        />
        <CrsSelect value={crs} onChange={setCrs} placeholder="项目坐标系（所有图层将统一到此坐标系）" />
        {tried && failure !== null && <FailureNotice {...failure} />}
        <div className="form-actions">
          <Button onClick={close}>取消</Button>
          <Button type="primary" loading={busy} disabled={!complete} onClick={create}>
            新建
          </Button>
        </div>
      </div>
    </DialogBox>
  );
}

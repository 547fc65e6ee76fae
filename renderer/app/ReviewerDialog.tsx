import { Button, Input } from 'antd';
import { useState } from 'react';
import { reviewerName, setReviewer } from '../session/reviewerStore.ts';
import { setView } from '../session/viewStore.ts';
import { DialogBox } from '../ui/DialogBox.tsx';

/** Whose name goes beside each verdict from now on. */
export function ReviewerDialog() {
  const [name, setName] = useState(reviewerName());
  const close = () => setView({ dialog: null });
  const save = () => {
    if (name.trim() === '') return;
    setReviewer(name.trim());
    close();
  };
  return (
    <DialogBox label="审核员" width={380} onClose={close}>
      <div className="dialog-head">
        <h3>审核员</h3>
      </div>
      <div className="form">
        <Input
          autoFocus
          aria-label="审核员姓名"
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.target.value)}
          onPressEnter={save}
        />
        <p className="muted">姓名随每次判定写入日志，已有记录不变。撤销只撤销本人的操作。</p>
        <div className="form-actions">
          <Button onClick={close}>取消</Button>
          <Button type="primary" disabled={name.trim() === ''} onClick={save}>
            确定
          </Button>
        </div>
      </div>
    </DialogBox>
  );
}

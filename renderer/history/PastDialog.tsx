import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import type { PastRequest } from '../../shared/contract/records/historyRecords.ts';
import { enterPast } from '../session/pastStore.ts';
import { setView } from '../session/viewStore.ts';
import { DateField } from '../ui/DateField.tsx';
import { DialogBox } from '../ui/DialogBox.tsx';

/** Asks for the moment: a day with a time, or the number of a row of the log. */
export function PastDialog() {
  const [day, setDay] = useState('');
  const [time, setTime] = useState('23:59');
  const [sequence, setSequence] = useState('');
  const [busy, setBusy] = useState(false);
  const close = () => setView({ dialog: null });
  const request = toRequest(day, time, sequence);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (request === null) return;
    setBusy(true);
    if (await enterPast(request)) close();
    setBusy(false);
  };
  return (
    <DialogBox label="查看历史时点" width={440} onClose={close}>
      <div className="dialog-head">
        <h3>查看历史时点</h3>
      </div>
      <form className="form" onSubmit={(event) => void submit(event)}>
        <p className="muted">
          整个窗口将显示当时的队列、地图、台账和统计，只能查看。数据由操作记录推得，当前项目不会有任何改动。
        </p>
        <div className="past-when">
          <DateField label="日期" value={day} onChange={setDay} />
          <label className="field-line">
            时刻
            <input
              type="text"
              className="date-input num"
              placeholder="时:分"
              value={time}
              aria-invalid={!isTime(time)}
              onChange={(event) => setTime(event.target.value.trim().replace('：', ':'))}
            />
          </label>
        </div>
        <label className="field-line past-number">
          或操作记录序号
          <input
            type="text"
            className="date-input num"
            inputMode="numeric"
            placeholder="见“操作记录”的第一列"
            value={sequence}
            onChange={(event) => setSequence(event.target.value.trim())}
          />
        </label>
        <div className="form-actions">
          <Button onClick={close}>取消</Button>
          <Button type="primary" htmlType="submit" loading={busy} disabled={request === null}>
            查看当时的状态
          </Button>
        </div>
      </form>
    </DialogBox>
  );
}

function isTime(text: string): boolean {
  return /^([01]?\d|2[0-3]):[0-5]\d$/.test(text);
}

/** The last instant of that minute in local time: what was done within it counts. A number goes before a day. */
function toRequest(day: string, time: string, sequence: string): PastRequest | null {
  if (/^[1-9]\d*$/.test(sequence)) return { sequence: Number(sequence) };
  if (sequence !== '' || day === '' || !isTime(time)) return null;
  return { atUtc: new Date(`${day}T${time.padStart(5, '0')}:59.999`).toISOString() };
}

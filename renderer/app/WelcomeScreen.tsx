import { Button } from 'antd';
import { runningJobs, useJobs } from '../session/jobStore.ts';
import { openSample, useProject } from '../session/projectStore.ts';
import { setView } from '../session/viewStore.ts';
import { FailureNotice } from '../ui/FailureNotice.tsx';
import { ProgressLine } from '../ui/ProgressLine.tsx';
import { Dialogs } from './Dialogs.tsx';

/** Before a project is open: three ways to one. */
export function WelcomeScreen() {
  const phase = useProject((state) => state.phase);
  const failure = useProject((state) => state.failure);
  const job = useJobs((state) => runningJobs(state.jobs)[0]);
  const busy = phase === 'starting' || phase === 'opening';
  return (
    <div className="welcome">
      <div className="welcome-card">
        <h1>田衡</h1>
        <p className="muted">图斑判读与耕地恢复核算 · 全程离线，数据只在本机</p>
        {busy ? (
          <div className="welcome-busy" role="status">
            <div>{job === undefined ? '正在打开…' : job.stage}</div>
            <ProgressLine label="进度" done={job?.done ?? 0} total={job?.total ?? 0} width="100%" />
          </div>
        ) : (
          <div className="welcome-actions">
            <Button type="primary" size="large" onClick={() => void openSample()}>
              打开示例县
            </Button>
            <Button size="large" onClick={() => setView({ dialog: 'openProject' })}>
              打开项目…
            </Button>
            <Button size="large" onClick={() => setView({ dialog: 'newProject' })}>
              新建项目…
            </Button>
          </div>
        )}
        {failure !== null && <FailureNotice {...failure} />}
        <p className="welcome-note">
          示例县是程序生成的 2,220
          块图斑、保护图层和前后两期影像，可放心试用。首次打开需要生成数据，约一分钟。
        </p>
      </div>
      <Dialogs />
    </div>
  );
}

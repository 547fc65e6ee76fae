import { PlotTable } from '../attributes/PlotTable.tsx';
import { KeyHint } from '../commands/KeyHint.tsx';
import { DifferenceList } from '../history/DifferenceList.tsx';
import { LogPane } from '../history/LogPane.tsx';
import { replayView } from '../review/captureView.ts';
import { NoRows } from '../review/NoRows.tsx';
import { type DockTab, setView, useView } from '../session/viewStore.ts';
import { TabBar } from '../ui/TabBar.tsx';
import { JobList } from './JobList.tsx';
import { ProblemList } from './ProblemList.tsx';
import { toggleDock } from './toggleDock.ts';

const titles: Readonly<Record<DockTab, string>> = {
  table: '属性表',
  problems: '问题清单',
  log: '操作记录',
  differences: '状态变化',
  jobs: '后台任务',
};

const tabs = (Object.keys(titles) as DockTab[]).map((key) => ({ key, title: titles[key] }));

/** The dock under the map (F6). */
export function BottomDock() {
  const tab = useView((state) => state.dockTab);
  return (
    <section className="dock" aria-label="底部面板">
      <TabBar label="底部面板" tabs={tabs} active={tab} onChoose={(dockTab) => setView({ dockTab })}>
        <button type="button" className="dock-close" aria-label="关闭底部面板" onClick={toggleDock}>
          收起 <KeyHint command="window.dock" />
        </button>
      </TabBar>
      <div className="dock-body">
        {tab === 'table' && <PlotTable empty={<NoRows />} />}
        {tab === 'problems' && <ProblemList />}
        {tab === 'log' && <LogPane onReplay={replayView} />}
        {tab === 'differences' && <DifferenceList />}
        {tab === 'jobs' && <JobList />}
      </div>
    </section>
  );
}

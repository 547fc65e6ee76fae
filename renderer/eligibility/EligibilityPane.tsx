import { useProject } from '../session/projectStore.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { TabBar } from '../ui/TabBar.tsx';
import { type EligibilityTab, eligibilityTabs, setEligibility, useEligibility } from './eligibilityStore.ts';
import { RulesPane } from './RulesPane.tsx';
import { RunNow } from './RunNow.tsx';
import { SandboxPane } from './SandboxPane.tsx';
import { StatisticsPane } from './StatisticsPane.tsx';

const titles: Readonly<Record<EligibilityTab, string>> = {
  rules: '口径与核算',
  sandbox: '口径沙盘',
  statistics: '判定统计',
};

/** 核算: by which rules, what if they were others, and what else the same engine can measure. */
export function EligibilityPane() {
  const tab = useEligibility((state) => state.tab);
  const run = useProject((state) => state.project?.run ?? null);
  return (
    <>
      <TabBar
        label="核算内容"
        tabs={eligibilityTabs.map((key) => ({ key, title: titles[key] }))}
        active={tab}
        onChoose={(chosen) => setEligibility({ tab: chosen })}
      />
      <div className="pane-scroll">
        {tab === 'rules' && <RulesPane />}
        {tab === 'sandbox' &&
          (run === null ? (
            <EmptyState title="还没有核算结果" action={<RunNow />}>
              沙盘在最近一次核算的碎片上试算：换次序、停用规则、移动阈值，一秒内见到差额。先核算一次。
            </EmptyState>
          ) : (
            <SandboxPane run={run} />
          ))}
        {tab === 'statistics' && <StatisticsPane />}
      </div>
    </>
  );
}

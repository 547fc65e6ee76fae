import { KeyHint } from '../commands/KeyHint.tsx';
import { useProject } from '../session/projectStore.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { TabBar } from '../ui/TabBar.tsx';
import { setEligibility, useEligibility } from './eligibilityStore.ts';
import { RunComparisonView } from './RunComparisonView.tsx';
import { RunNow } from './RunNow.tsx';
import { RunResultView } from './RunResultView.tsx';
import { StatisticsResult } from './StatisticsResult.tsx';
import { WhatIfResult } from './WhatIfResult.tsx';

const sides = [
  { key: 'result', title: '本次结果' },
  { key: 'comparison', title: '与以前对比' },
] as const;

/** What came of what the left pane works on. */
export function EligibilityResultPane() {
  const run = useProject((state) => state.project?.run ?? null);
  const plots = useProject((state) => state.project?.counts.plots ?? 0);
  const tab = useEligibility((state) => state.tab);
  const comparing = useEligibility((state) => state.comparing);
  if (tab === 'statistics') return <StatisticsResult />;
  if (run === null && plots === 0)
    return (
      <EmptyState title="先导入图斑">
        项目中还没有图斑。在“准备”
        <KeyHint command="mode.prepare" className="brackets" />
        导入图斑和保护图层后，在这里核算可恢复面积。
      </EmptyState>
    );
  if (run === null)
    return (
      <EmptyState title="还没有核算结果" action={<RunNow />}>
        核算按规则顺序从每块图斑中扣除不得恢复的部分，给出净面积、结论和每一亩扣除的依据。
      </EmptyState>
    );
  if (tab === 'sandbox') return <WhatIfResult run={run} />;
  return (
    <>
      <TabBar
        label="核算结果"
        tabs={sides}
        active={comparing ? 'comparison' : 'result'}
        onChoose={(side) => setEligibility({ comparing: side === 'comparison' })}
      />
      {comparing ? <RunComparisonView newestRunId={run.runId} /> : <RunResultView run={run} />}
    </>
  );
}

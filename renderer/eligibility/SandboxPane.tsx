import { Button } from 'antd';
import { useEffect } from 'react';
import type { RunSummary } from '../../shared/contract/records/eligibilityRecords.ts';
import { showFailure } from '../session/toastStore.ts';
import { Section } from '../ui/Section.tsx';
import { useEligibility } from './eligibilityStore.ts';
import { RuleOrderList } from './RuleOrderList.tsx';
import { RunProgress } from './RunProgress.tsx';
import { ScenarioBar } from './ScenarioBar.tsx';
import { adoptSandbox, isChanged, openSandbox, resetSandbox, useSandbox } from './sandboxStore.ts';
import { ThresholdSliders } from './ThresholdSliders.tsx';

/** 口径沙盘: another order, rules switched off, thresholds moved; nothing is official until adopted. */
export function SandboxPane({ run }: { readonly run: RunSummary }) {
  const ready = useSandbox((state) => state.runId === run.runId);
  useEffect(() => {
    openSandbox(run).catch(showFailure);
  }, [run]);
  if (!ready) return <div className="pane-skeleton" role="status" aria-label="正在读取碎片" />;
  return (
    <>
      <ScenarioBar />
      <RuleOrderList />
      <ThresholdSliders />
      <Adoption />
    </>
  );
}

function Adoption() {
  const running = useEligibility((state) => state.running);
  const changed = useSandbox(isChanged);
  return (
    <Section title="采用">
      <p className="pane-hint">
        采用会按此口径重新核算全部图斑，成为正式结果，并记入操作记录；之前的结果仍可对比。
      </p>
      <div className="button-row">
        <Button type="primary" loading={running} disabled={!changed} onClick={() => void adoptSandbox()}>
          采用此口径并核算
        </Button>
        <Button disabled={running} onClick={resetSandbox}>
          还原
        </Button>
      </div>
      <RunProgress />
    </Section>
  );
}

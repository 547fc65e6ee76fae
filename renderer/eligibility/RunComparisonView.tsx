import { Select } from 'antd';
import { useEffect, useState } from 'react';
import type { RunComparison, RunListItem } from '../../shared/contract/records/scenarioRecords.ts';
import type { EligibilityVerdict } from '../../shared/domain/eligibility/verdict.ts';
import { eligibilityLabels } from '../../shared/text/labels.zh-CN.ts';
import { sayAdjustment } from '../../shared/text/ruleBasis.zh-CN.ts';
import { backend } from '../backend/backend.ts';
import { showFailure } from '../session/toastStore.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { formatPrintedMu } from '../ui/formatArea.ts';
import { formatCount, formatDateTime } from '../ui/formatNumber.ts';
import { LongList } from '../ui/LongList.tsx';
import { Section } from '../ui/Section.tsx';
import { formatChange } from './formatChange.ts';
import { PlotLink } from './PlotLink.tsx';
import { RuleDifferenceList } from './RuleDifferenceList.tsx';

/** More than a person reads; how many there are is always said. */
const shownChanges = 5_000;

const layerChanges = { added: '新增图层', removed: '移除图层', changed: '图层有改动' } as const;

/** Two kept runs side by side: totals, by rule, why, and every plot whose net or verdict changed. */
export function RunComparisonView({ newestRunId }: { readonly newestRunId: string }) {
  const [runs, setRuns] = useState<readonly RunListItem[]>([]);
  const [pair, setPair] = useState<{ earlier: string; later: string } | null>(null);
  const [comparison, setComparison] = useState<RunComparison | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new run changes the list
  useEffect(() => {
    let dropped = false;
    backend
      .call('eligibility.runs', {})
      .then((reply) => {
        if (dropped) return;
        setRuns(reply.runs);
        const [later, earlier] = reply.runs;
        setPair(later && earlier ? { earlier: earlier.runId, later: later.runId } : null);
      })
      .catch(showFailure);
    return () => {
      dropped = true;
    };
  }, [newestRunId]);
  useEffect(() => {
    setComparison(null);
    if (pair === null) return;
    let dropped = false;
    backend
      .call('eligibility.compare', { ...pair, limit: shownChanges })
      .then((reply) => !dropped && setComparison(reply))
      .catch(showFailure);
    return () => {
      dropped = true;
    };
  }, [pair]);

  if (runs.length === 1)
    return (
      <EmptyState title="只有一次核算">
        换规则集、改图层或采用沙盘口径后再核算一次，这里会列出合计、各规则和每块图斑的变化。
      </EmptyState>
    );
  if (pair === null) return null;
  const options = runs.map((run) => ({ value: run.runId, label: describeRun(run) }));
  return (
    <>
      <Section title="对比" aside="保留最近五次">
        <div className="form">
          <Select
            aria-label="以前的核算"
            value={pair.earlier}
            options={options}
            onChange={(earlier: string) => setPair({ ...pair, earlier })}
          />
          <Select
            aria-label="以后的核算"
            value={pair.later}
            options={options}
            onChange={(later: string) => setPair({ ...pair, later })}
          />
        </div>
      </Section>
      {comparison !== null && <Differences comparison={comparison} />}
    </>
  );
}

function Differences({ comparison }: { readonly comparison: RunComparison }) {
  const { earlier, later, byRule, transitions, rules, layers, changed, changedPlots } = comparison;
  const moved = byRule.filter(({ fromMu, toMu }) => fromMu !== toMu);
  const isWhole = earlier.totals.netMu !== null && later.totals.netMu !== null;
  const flips = transitions.filter(({ from, to }) => from !== to);
  return (
    <>
      <Section title="合计" aside="亩">
        <div className="figure-row num">
          <div className="figure">
            <span className="figure-number">{formatChange(earlier.totals.netMu, later.totals.netMu)}</span>
            <span className="figure-label">净面积之差</span>
          </div>
          <div className="figure figure-small">
            <span className="figure-number">
              {sayTotal(earlier.totals.netMu)} → {sayTotal(later.totals.netMu)}
            </span>
            <span className="figure-label">以前 → 以后</span>
          </div>
        </div>
        <p className="pane-hint num">
          {formatCount(changedPlots)} 块图斑的净面积或结论不同
          {isWhole ? '，逐块之差的合计等于上面的差。' : '。有图斑未能计算，合计与合计之差不给出。'}
        </p>
      </Section>
      {(rules.length > 0 ||
        layers.length > 0 ||
        later.adjustment !== null ||
        earlier.adjustment !== null) && (
        <Section title="为什么不同">
          <Adopted title="以前" run={earlier} />
          <Adopted title="以后" run={later} />
          {layers.map(({ name, change }) => (
            <p key={name} className="difference">
              {layerChanges[change]}：{name}
            </p>
          ))}
          <RuleDifferenceList differences={rules} />
        </Section>
      )}
      {moved.length > 0 && (
        <Section title="按规则" aside="扣除（亩）">
          <ul className="change-list num">
            {moved.map(({ rule, title, fromMu, toMu }) => (
              <li key={rule}>
                <span className="ellipsis">
                  <span className="muted">{rule}</span> {title}
                </span>
                <span>
                  {sayTaken(fromMu)} → <b>{sayTaken(toMu)}</b>
                </span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {flips.length > 0 && (
        <Section title="按结论" aside="块">
          <ul className="change-list num">
            {flips.map(({ from, to, plots }) => (
              <li key={`${from} ${to}`}>
                <span>
                  {sayVerdict(from)} → {sayVerdict(to)}
                </span>
                <b>{formatCount(plots)}</b>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title="改变的图斑" aside={`${formatCount(changedPlots)} 块`}>
        {changedPlots === 0 && <p className="pane-hint">两次核算每块图斑的净面积和结论都相同。</p>}
        <LongList
          label="改变的图斑"
          rows={changed}
          rowHeight={40}
          maximumHeight={320}
          render={(change) => (
            <div className="flip-row">
              <PlotLink plotId={change.plotId} plotNo={change.plotNo} />
              <span>
                {change.fromVerdict === change.toVerdict
                  ? sayVerdict(change.toVerdict)
                  : `${sayVerdict(change.fromVerdict)} → ${sayVerdict(change.toVerdict)}`}
              </span>
              <span className="flip-area">
                {formatPrintedMu(change.fromNetMu)} → {formatPrintedMu(change.toNetMu)}（
                {formatChange(change.fromNetMu, change.toNetMu)}）
              </span>
            </div>
          )}
        />
        {changedPlots > changed.length && (
          <p className="pane-hint">
            只列出前 {formatCount(changed.length)} 块，全部用命令行 eligibility compare 取得。
          </p>
        )}
      </Section>
    </>
  );
}

function Adopted({ title, run }: { readonly title: string; readonly run: RunListItem }) {
  const { adjustment } = run;
  if (adjustment === null) return null;
  return (
    <p className="difference">
      {title}
      {sayAdjustment(adjustment)}
    </p>
  );
}

function describeRun(run: RunListItem): string {
  const scenario = run.adjustment === null ? '' : ` · ${run.adjustment.scenarioName ?? '沙盘口径'}`;
  return `第 ${run.runId} 次 ${formatDateTime(run.finishedAtUtc).slice(5)} · ${run.rulesVersion}${scenario} · ${run.netMu === null ? '合计未算出' : `${formatPrintedMu(run.netMu)} 亩`}`;
}

function sayVerdict(verdict: EligibilityVerdict | null): string {
  return verdict === null ? '（无此图斑）' : eligibilityLabels[verdict].title;
}

function sayTotal(mu: number | null): string {
  return mu === null ? '未算出' : formatPrintedMu(mu);
}

function sayTaken(mu: number | null): string {
  return mu === null ? '无此规则' : formatPrintedMu(mu);
}

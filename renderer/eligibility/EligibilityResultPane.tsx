import type { RunSummary, WhatIfReport } from '../../shared/contract/records/eligibilityRecords.ts';
import { eligibilityVerdicts } from '../../shared/domain/eligibility/verdict.ts';
import { eligibilityLabels } from '../../shared/text/labels.zh-CN.ts';
import { backend } from '../backend/backend.ts';
import { runCommandById } from '../commands/registry.ts';
import { hatchBackground, ruleStyle } from '../map/styles/ruleStyle.ts';
import { selectPlot } from '../session/currentPlotStore.ts';
import { useProject } from '../session/projectStore.ts';
import { changeFilter } from '../session/queueStore.ts';
import { showFailure } from '../session/toastStore.ts';
import { setView, showDock } from '../session/viewStore.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { describeArea, formatMu, formatPrintedMu } from '../ui/formatArea.ts';
import { formatCount, formatDateTime, formatDecimal } from '../ui/formatNumber.ts';
import { Section } from '../ui/Section.tsx';
import { StatusGlyph } from '../ui/StatusGlyph.tsx';
import { useEligibility } from './eligibilityStore.ts';

/** What the newest run came to, and what the sandbox would make of it. */
export function EligibilityResultPane() {
  const run = useProject((state) => state.project?.run ?? null);
  const whatIf = useEligibility((state) => state.whatIf);
  if (run === null)
    return (
      <EmptyState
        title="还没有核算结果"
        action={
          <button type="button" className="link" onClick={() => runCommandById('eligibility.run')}>
            现在核算 F5
          </button>
        }
      >
        核算按规则顺序从每块图斑中扣除不得恢复的部分，给出净面积、结论和每一亩扣除的依据。
      </EmptyState>
    );
  return (
    <>
      <RunTotals run={run} />
      {whatIf !== null && <WhatIfResult run={run} whatIf={whatIf} />}
      <ByVerdict run={run} />
      <ByRule run={run} />
      <Gaps run={run} />
    </>
  );
}

function RunTotals({ run }: { readonly run: RunSummary }) {
  return (
    <Section title="核算结果" aside={`${run.rulesId} ${run.rulesVersion}`}>
      {run.stale && (
        <p className="pane-hint pane-hint-warn">
          图层、规则或图斑在核算之后有改动，此结果可能过期。
          <button type="button" className="link" onClick={() => runCommandById('eligibility.run')}>
            重新核算 F5
          </button>
        </p>
      )}
      <div className="figure-row num">
        <div className="figure">
          <span className="figure-number" title={describeArea(run.netSquareMeters)}>
            {formatPrintedMu(run.netMu)}
          </span>
          <span className="figure-label">可恢复净面积（亩）</span>
        </div>
        <div className="figure figure-small">
          <span className="figure-number" title={describeArea(run.grossSquareMeters)}>
            {formatPrintedMu(run.grossMu)}
          </span>
          <span className="figure-label">图斑面积（亩）</span>
        </div>
      </div>
      {run.netSquareMeters === null && (
        <p className="pane-hint pane-hint-warn">有图斑未能计算，合计留空：有缺口的合计不是合计。</p>
      )}
      <p className="bill-foot num">
        {formatCount(run.computed)} / {formatCount(run.plots)} 块 · 闭合差{' '}
        {formatDecimal(run.closingErrorSquareMeters, 4)} m²
        <br />
        {formatDateTime(run.finishedAtUtc)} · 用时 {formatDecimal(run.elapsedMs / 1000, 1)} 秒
      </p>
    </Section>
  );
}

function ByVerdict({ run }: { readonly run: RunSummary }) {
  const show = (eligibility: (typeof eligibilityVerdicts)[number]) => {
    changeFilter({ eligibility, status: undefined });
    setView({ mode: 'review' });
  };
  return (
    <Section title="按结论" aside="块 · 点击查看">
      {eligibilityVerdicts.map((verdict) => {
        const label = eligibilityLabels[verdict];
        const count = run.verdicts[verdict];
        return (
          <button key={verdict} type="button" className="chart-row num" onClick={() => show(verdict)}>
            <span className="glyph-title">
              <StatusGlyph {...label} /> {label.title}
            </span>
            <span className="bar">
              <i
                style={{
                  width: `${run.plots > 0 ? (count / run.plots) * 100 : 0}%`,
                  backgroundColor: label.color,
                }}
              />
            </span>
            <span className="bill-value">{formatCount(count)}</span>
          </button>
        );
      })}
    </Section>
  );
}

function ByRule({ run }: { readonly run: RunSummary }) {
  const largest = Math.max(1, ...run.byRule.map((rule) => rule.hitSquareMeters));
  return (
    <Section title="按规则扣除" aside="亩 · 浅色为重叠全量">
      {run.byRule.map((rule) => {
        const style = ruleStyle(rule.rule);
        return (
          <div
            key={rule.rule}
            className="chart-row num"
            title={`${rule.rule} ${rule.title}\n扣除 ${describeArea(rule.exclusiveSquareMeters)}\n重叠 ${describeArea(rule.hitSquareMeters)}\n涉及 ${rule.plots} 块`}
          >
            <span className="ellipsis">{rule.title}</span>
            <span className="bar">
              <i
                style={{
                  width: `${(rule.hitSquareMeters / largest) * 100}%`,
                  backgroundColor: `${style.color}33`,
                }}
              />
              <i
                style={{
                  width: `${(rule.exclusiveSquareMeters / largest) * 100}%`,
                  backgroundColor: `${style.color}66`,
                  backgroundImage: hatchBackground(style, true),
                }}
              />
            </span>
            <span className="bill-value">{formatPrintedMu(rule.exclusiveMu)}</span>
          </div>
        );
      })}
    </Section>
  );
}

/** What keeps the result from being whole. */
function Gaps({ run }: { readonly run: RunSummary }) {
  if (run.missingRules.length + run.notComputed.length === 0) return null;
  return (
    <Section title="待处理">
      {run.missingRules.length > 0 && (
        <p className="pane-hint pane-hint-warn">
          缺少规则图层：{run.missingRules.join('、')}。缺层时全部图斑为“待核”，不会判为可恢复。
        </p>
      )}
      {run.notComputed.length > 0 && (
        <p className="pane-hint pane-hint-warn">
          {run.notComputed.length} 块图斑未能计算。
          <button type="button" className="link" onClick={() => showDock('problems')}>
            查看问题清单
          </button>
        </p>
      )}
    </Section>
  );
}

const shownFlips = 100;

function WhatIfResult({ run, whatIf }: { readonly run: RunSummary; readonly whatIf: WhatIfReport }) {
  const difference = run.netSquareMeters === null || whatIf.netSquareMeters === null ? null : whatIf.netSquareMeters - run.netSquareMeters;
  const open = (plotNo: string) =>
    backend
      .call('plot.find', { plotNo })
      .then(({ plotId }) => selectPlot(plotId, 'list'))
      .catch(showFailure);
  return (
    <Section title="试算结果（未保存）">
      <div className="figure-row num">
        <div className="figure">
          <span className="figure-number">{formatMu(whatIf.netSquareMeters)}</span>
          <span className="figure-label">试算净面积（亩）</span>
        </div>
        <div className="figure figure-small">
          <span className="figure-number">
            {difference !== null && difference >= 0 ? '+' : ''}
            {formatMu(difference)}
          </span>
          <span className="figure-label">与核算结果之差（亩）</span>
        </div>
      </div>
      <p className="pane-hint">{formatCount(whatIf.flipped.length)} 块图斑的结论会改变：</p>
      <ul className="flip-list num">
        {whatIf.flipped.slice(0, shownFlips).map((flip) => (
          <li key={flip.plotNo}>
            <button type="button" className="link" onClick={() => open(flip.plotNo)}>
              {flip.plotNo}
            </button>
            <span>
              {eligibilityLabels[flip.from].title} → <b>{eligibilityLabels[flip.to].title}</b>
            </span>
          </li>
        ))}
      </ul>
      {whatIf.flipped.length > shownFlips && <p className="pane-hint">只列出前 {shownFlips} 块。</p>}
    </Section>
  );
}

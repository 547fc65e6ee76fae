import { useEffect, useState } from 'react';
import type { RunSummary } from '../../shared/contract/records/eligibilityRecords.ts';
import type { TownResult } from '../../shared/contract/records/scenarioRecords.ts';
import { eligibilityVerdicts } from '../../shared/domain/eligibility/verdict.ts';
import { eligibilityLabels } from '../../shared/text/labels.zh-CN.ts';
import { sayAdjustment } from '../../shared/text/ruleBasis.zh-CN.ts';
import { backend } from '../backend/backend.ts';
import { hatchBackground, ruleStyle } from '../map/styles/ruleStyle.ts';
import { showFailure } from '../session/toastStore.ts';
import { describeArea, formatPrintedMu } from '../ui/formatArea.ts';
import { formatCount, formatDateTime, formatDecimal } from '../ui/formatNumber.ts';
import { Section } from '../ui/Section.tsx';
import { StatusGlyph } from '../ui/StatusGlyph.tsx';
import { useEligibility } from './eligibilityStore.ts';
import { FailureList } from './FailureList.tsx';
import { showPlotsBehind } from './openPlot.ts';
import { RunNow } from './RunNow.tsx';

/** The newest run: totals, what is missing from them, and by verdict, rule and town. */
export function RunResultView({ run }: { readonly run: RunSummary }) {
  return (
    <>
      <RunTotals run={run} />
      <Gaps run={run} />
      <ByVerdict run={run} />
      <ByRule run={run} />
      <ByTown key={run.runId} />
    </>
  );
}

function RunTotals({ run }: { readonly run: RunSummary }) {
  const { adjustment } = run;
  const rules = useEligibility((state) => state.ruleSets.find(({ id }) => id === run.rulesId));
  return (
    <Section title="核算结果" aside={`口径 ${run.rulesVersion}`}>
      {run.stale && (
        <p className="pane-hint pane-hint-warn">
          图层、规则或图斑在核算之后有改动，此结果可能过期。
          <RunNow title="重新核算" />
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
      {adjustment !== null && <p className="pane-hint">{sayAdjustment(adjustment)}。</p>}
      <p className="bill-foot num">
        {formatCount(run.computed)} / {formatCount(run.plots)} 块 · 闭合差{' '}
        {formatDecimal(run.closingErrorSquareMeters, 4)} m²
        <br />第 {run.runId} 次 · {formatDateTime(run.finishedAtUtc)} · 用时{' '}
        {formatDecimal(run.elapsedMs / 1000, 1)} 秒
        <br />
        口径 {rules?.title ?? run.rulesId} {run.rulesVersion}
      </p>
    </Section>
  );
}

function ByVerdict({ run }: { readonly run: RunSummary }) {
  return (
    <Section title="按结论" aside="块 · 点击列出图斑">
      {eligibilityVerdicts.map((verdict) => {
        const label = eligibilityLabels[verdict];
        const count = run.verdicts[verdict];
        return (
          <button
            key={verdict}
            type="button"
            className="chart-row num"
            onClick={() => showPlotsBehind({ eligibility: verdict })}
          >
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
          <button
            key={rule.rule}
            type="button"
            className="chart-row num"
            title={`${rule.rule} ${rule.title}\n扣除 ${describeArea(rule.exclusiveSquareMeters)}\n重叠 ${describeArea(rule.hitSquareMeters)}\n涉及 ${rule.plots} 块，点击列出`}
            onClick={() => showPlotsBehind({ rule: rule.rule })}
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
          </button>
        );
      })}
    </Section>
  );
}

function ByTown() {
  const [towns, setTowns] = useState<readonly TownResult[]>([]);
  useEffect(() => {
    backend
      .call('eligibility.towns', {})
      .then((reply) => setTowns(reply.towns))
      .catch(showFailure);
  }, []);
  const largest = Math.max(0.01, ...towns.map(({ grossMu }) => grossMu ?? 0));
  return (
    <Section title="按乡镇" aside="净面积（亩） · 浅色为图斑面积">
      {towns.map((town) => (
        <button
          key={town.townName}
          type="button"
          className="chart-row num"
          title={`${town.townName}　${town.plots} 块\n图斑 ${formatPrintedMu(town.grossMu)} 亩，净 ${formatPrintedMu(town.netMu)} 亩\n${eligibilityVerdicts.map((verdict) => `${eligibilityLabels[verdict].title} ${town.verdicts[verdict]} 块`).join('，')}`}
          onClick={() => showPlotsBehind({ townName: town.townName })}
        >
          <span className="ellipsis">{town.townName || '（未注明）'}</span>
          <span className="bar">
            <i style={{ width: `${((town.grossMu ?? 0) / largest) * 100}%`, backgroundColor: '#7b879444' }} />
            <i style={{ width: `${((town.netMu ?? 0) / largest) * 100}%`, backgroundColor: '#1a7f5a' }} />
          </span>
          <span className="bill-value">{town.netMu === null ? '未算出' : formatPrintedMu(town.netMu)}</span>
        </button>
      ))}
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
          缺少规则图层：{run.missingRules.join('、')}。缺层时全部图斑为“待核（未判定）”，不会判为可恢复。
        </p>
      )}
      {run.notComputed.length > 0 && <FailureList key={run.runId} />}
    </Section>
  );
}

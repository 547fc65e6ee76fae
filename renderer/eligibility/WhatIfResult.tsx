import type { RunSummary } from '../../shared/contract/records/eligibilityRecords.ts';
import { eligibilityVerdicts } from '../../shared/domain/eligibility/verdict.ts';
import { eligibilityLabels } from '../../shared/text/labels.zh-CN.ts';
import { formatPrintedMu } from '../ui/formatArea.ts';
import { formatCount, formatDecimal } from '../ui/formatNumber.ts';
import { LongList } from '../ui/LongList.tsx';
import { Section } from '../ui/Section.tsx';
import { StatusGlyph } from '../ui/StatusGlyph.tsx';
import { formatChange } from './formatChange.ts';
import { PlotLink } from './PlotLink.tsx';
import { useSandbox } from './sandboxStore.ts';

/** What the sandbox comes to against the official result, and the plots whose verdict would flip. */
export function WhatIfResult({ run }: { readonly run: RunSummary }) {
  const report = useSandbox((state) => (state.runId === run.runId ? state.report : null));
  const milliseconds = useSandbox((state) => state.milliseconds);
  if (report === null) return <div className="pane-skeleton" role="status" aria-label="正在试算" />;
  return (
    <>
      <Section
        title="试算结果（未采用）"
        aside={milliseconds === null ? undefined : `用时 ${formatDecimal(milliseconds / 1000, 2)} 秒`}
      >
        <div className="figure-row num" data-trial="">
          <div className="figure">
            <span className="figure-number">{formatPrintedMu(report.netMu)}</span>
            <span className="figure-label">试算净面积（亩）</span>
          </div>
          <div className="figure figure-small">
            <span className="figure-number">{formatChange(run.netMu, report.netMu)}</span>
            <span className="figure-label">与正式结果之差（亩）</span>
          </div>
        </div>
        <p className="pane-hint num">
          正式结果 {formatPrintedMu(run.netMu)} 亩不变；面积或结论会改变 {formatCount(report.changedPlots)}{' '}
          块。
        </p>
      </Section>
      <Section title="按结论" aside="正式 → 试算（块）">
        <ul className="change-list num">
          {eligibilityVerdicts.map((verdict) => {
            const label = eligibilityLabels[verdict];
            const [from, to] = [run.verdicts[verdict], report.verdicts[verdict]];
            return (
              <li key={verdict} className={from === to ? 'muted' : undefined}>
                <span className="glyph-title">
                  <StatusGlyph {...label} /> {label.title}
                </span>
                <span>
                  {formatCount(from)} → <b>{formatCount(to)}</b>
                </span>
              </li>
            );
          })}
        </ul>
      </Section>
      <Section title="结论改变的图斑" aside={`${formatCount(report.flipped.length)} 块`}>
        {report.flipped.length === 0 && <p className="pane-hint">没有图斑的结论会改变。</p>}
        <LongList
          label="结论改变的图斑"
          rows={report.flipped}
          rowHeight={40}
          maximumHeight={280}
          render={(flip) => (
            <div className="flip-row">
              <PlotLink plotId={flip.plotId} plotNo={flip.plotNo} />
              <span>
                {eligibilityLabels[flip.from].title} → <b>{eligibilityLabels[flip.to].title}</b>
              </span>
              <span className="flip-area">
                {formatPrintedMu(flip.fromNetMu)} → {formatPrintedMu(flip.toNetMu)} 亩
              </span>
            </div>
          )}
        />
      </Section>
    </>
  );
}

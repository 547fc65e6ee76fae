import type { ReplyOf } from '../../shared/contract/backendApi.ts';
import type { RecheckOutcome } from '../../shared/domain/eligibility/recheckOutcome.ts';
import { flowoutTitles, zeroToleranceSentences } from '../../shared/text/flowout.zh-CN.ts';
import { landClassTitle } from '../../shared/text/landClasses.zh-CN.ts';
import { recheckTitles } from '../../shared/text/recheck.zh-CN.ts';
import { resultCodeTitle } from '../../shared/text/resultCodes.zh-CN.ts';
import { activeMap } from '../map/activeMap.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { describeArea, formatMu, formatPrintedMu } from '../ui/formatArea.ts';
import { formatCount } from '../ui/formatNumber.ts';
import { LongList } from '../ui/LongList.tsx';
import { Section } from '../ui/Section.tsx';
import { PlotLink } from './PlotLink.tsx';
import { useStatistics } from './statisticsStore.ts';

/** What was measured last of the kind that is chosen. */
export function StatisticsResult() {
  const { kind, flowout, occupation, recheck } = useStatistics();
  if (kind === 'flowout' && flowout !== null) return <FlowoutResult report={flowout} />;
  if (kind === 'occupation' && occupation !== null) return <OccupationResult report={occupation} />;
  if (kind === 'recheck' && recheck !== null) return <RecheckResult report={recheck} />;
  return (
    <EmptyState title="还没有统计">在左侧选好图层后开始。统计用核算的同一套叠加引擎，不改变项目。</EmptyState>
  );
}

function FlowoutResult({ report }: { readonly report: ReplyOf<'eligibility.flowout'> }) {
  const { table, summary, parcels, skipped, notComputed } = report;
  const shown = parcels.filter(({ kind }) => kind !== 'cultivated');
  return (
    <>
      <Section title={`${report.year} 年耕地流出`} aside="亩 · 括号内永农">
        {table === null || summary === null ? (
          <p className="pane-hint pane-hint-warn">
            {notComputed.length} 个图斑无法计算，合计不给出：有缺口的合计不是合计。
          </p>
        ) : (
          <>
            <table className="figures num">
              <thead>
                <tr>
                  <th>类别</th>
                  <th>不合理</th>
                  <th>合理</th>
                </tr>
              </thead>
              <tbody>
                {table.map((row) => (
                  <tr key={row.kind}>
                    <th>{flowoutTitles[row.kind]}</th>
                    <AreaCell {...row.unreasonable} />
                    <AreaCell {...row.reasonable} />
                  </tr>
                ))}
              </tbody>
              <tfoot>
                <tr>
                  <th>流出合计</th>
                  <AreaCell {...summary.unreasonable} />
                  <AreaCell {...summary.reasonable} />
                </tr>
              </tfoot>
            </table>
            <p className="pane-hint num">
              上年度耕地 {formatMu(summary.lastYearSquareMeters)}，新增 {formatMu(summary.addedSquareMeters)}
              ，本年度 {formatMu(summary.thisYearSquareMeters)} 亩。撂荒和无图斑不计入流出合计。
            </p>
          </>
        )}
        <p className="pane-hint">
          {resultCodeTitle(report.policy)}。{zeroToleranceSentences[report.zeroTolerance]}
        </p>
        {skipped.length > 0 && (
          <p className="pane-hint pane-hint-warn">
            {skipped.length} 个图斑的地类编码缺失或不识别，未参与：
            {skipped
              .slice(0, 3)
              .map(({ fid, code }) => `第 ${fid} 行“${code}”`)
              .join('、')}
            {skipped.length > 3 && ' 等'}。
          </p>
        )}
      </Section>
      <Section title="流出部分" aside={`${formatCount(shown.length)} 处`}>
        <LongList
          label="流出部分"
          rows={shown}
          rowHeight={40}
          maximumHeight={320}
          render={({ fid, kind, isReasonable, isBasicFarmland, areaSquareMeters, bounds }) => (
            <div className="flip-row">
              <button
                type="button"
                className="link"
                disabled={bounds === null}
                onClick={() => bounds !== null && activeMap()?.fit(bounds)}
              >
                上年度第 {fid} 行
              </button>
              <span>
                {kind === 'cultivated' ? '' : flowoutTitles[kind]} · {isReasonable ? '合理' : '不合理'}
                {isBasicFarmland && ' · 永农'}
              </span>
              <span className="flip-area" title={describeArea(areaSquareMeters)}>
                {formatMu(areaSquareMeters)} 亩
              </span>
            </div>
          )}
        />
      </Section>
    </>
  );
}

interface AreaCellProps {
  readonly squareMeters: number;
  readonly basicFarmlandSquareMeters: number;
}

function AreaCell({ squareMeters, basicFarmlandSquareMeters }: AreaCellProps) {
  return (
    <td title={describeArea(squareMeters)}>
      {formatMu(squareMeters)}
      {basicFarmlandSquareMeters > 0 && (
        <span className="muted">（{formatMu(basicFarmlandSquareMeters)}）</span>
      )}
    </td>
  );
}

function OccupationResult({ report }: { readonly report: ReplyOf<'eligibility.occupation'> }) {
  return (
    <>
      <Section title={`占用“${report.layerName}”`} aside="亩">
        {report.totalMu === null && (
          <p className="pane-hint pane-hint-warn">{report.notComputed.length} 块图斑未能计算，合计不给出。</p>
        )}
        <table className="figures num">
          <thead>
            <tr>
              <th>乡镇</th>
              <th className="left">地类</th>
              <th>块</th>
              <th>亩</th>
            </tr>
          </thead>
          <tbody>
            {report.rows.map(({ townName, landClassCode, plots, mu, squareMeters }) => (
              <tr key={`${townName} ${landClassCode}`}>
                <th>{townName}</th>
                <td className="left">
                  {landClassCode} {landClassTitle(landClassCode)}
                </td>
                <td>{formatCount(plots)}</td>
                <td title={describeArea(squareMeters)}>{formatPrintedMu(mu)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th>合计</th>
              <td />
              <td>{formatCount(report.plots.length)}</td>
              <td title={describeArea(report.totalSquareMeters)}>
                {report.totalMu === null ? '未算出' : formatPrintedMu(report.totalMu)}
              </td>
            </tr>
          </tfoot>
        </table>
      </Section>
      <Section title="占用的图斑" aside={`${formatCount(report.plots.length)} 块`}>
        <LongList
          label="占用的图斑"
          rows={report.plots}
          rowHeight={26}
          maximumHeight={312}
          render={({ plotId, plotNo, townName, insideMu, insideSquareMeters }) => (
            <div className="plain-row">
              <PlotLink plotId={plotId} plotNo={plotNo} />
              <span className="muted ellipsis" title={townName}>
                {townName}
              </span>
              <span className="bill-value" title={describeArea(insideSquareMeters)}>
                {formatPrintedMu(insideMu)}
              </span>
            </div>
          )}
        />
      </Section>
    </>
  );
}

function RecheckResult({ report }: { readonly report: ReplyOf<'eligibility.recheck'> }) {
  const { totals, rows, missingRules } = report;
  return (
    <>
      <Section
        title="占补平衡复核"
        aside={`${report.rulesId} ${report.rulesVersion} · 第 ${report.runId} 次`}
      >
        {report.stale && <p className="pane-hint pane-hint-warn">核算之后有改动，此清单可能过期。</p>}
        {missingRules.length > 0 && (
          <p className="pane-hint pane-hint-warn">
            缺少规则图层：{missingRules.join('、')}，全部图斑未判定。
          </p>
        )}
        <div className="figure-row num">
          <div className="figure">
            <span className="figure-number">{formatPrintedMu(totals.writeOffMu)}</span>
            <span className="figure-label">核减（亩）</span>
          </div>
          <div className="figure figure-small">
            <span className="figure-number">{formatPrintedMu(totals.restoreMu)}</span>
            <span className="figure-label">恢复或核减（亩）</span>
          </div>
        </div>
        <ul className="change-list num">
          {(Object.keys(recheckTitles) as RecheckOutcome[]).map((outcome) => (
            <li key={outcome}>
              <span>{recheckTitles[outcome]}</span>
              <b>{formatCount(totals.plots[outcome])} 块</b>
            </li>
          ))}
        </ul>
      </Section>
      <Section title="逐块清单" aside="核减 / 恢复（亩）">
        <LongList
          label="复核清单"
          rows={rows}
          rowHeight={40}
          maximumHeight={320}
          render={({ plotId, plotNo, outcome, writeOffMu, restoreMu, townName }) => (
            <div className="flip-row">
              <PlotLink plotId={plotId} plotNo={plotNo} />
              <span>{recheckTitles[outcome]}</span>
              <span className="flip-area">
                {townName}　{formatPrintedMu(writeOffMu)} / {formatPrintedMu(restoreMu)}
              </span>
            </div>
          )}
        />
      </Section>
    </>
  );
}

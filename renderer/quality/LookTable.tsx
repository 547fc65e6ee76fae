import { useEffect } from 'react';
import type { SecondLookRow } from '../../shared/contract/records/qualityRecords.ts';
import { adjudicationTitles, describeStratum, secondLookLabels } from '../../shared/text/ledger.zh-CN.ts';
import { selectPlot, useCurrentPlot } from '../session/currentPlotStore.ts';
import { setLedger } from '../session/ledgerStore.ts';
import { useProject } from '../session/projectStore.ts';
import { ColumnHeads } from '../ui/ColumnHeads.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { formatMu } from '../ui/formatArea.ts';
import { StatusGlyph } from '../ui/StatusGlyph.tsx';
import { useQuality } from './qualityStore.ts';

const columns = ['图斑号', '状态', '乡镇', '村', '层', '面积（亩）', '初判', '复判', '裁定'];

/** The drawn plots, those to be adjudicated on top; what the first reviewer said shows once the second has judged. */
export function LookTable() {
  const looks = useQuality((state) => state.looks);
  const currentId = useCurrentPlot((state) => state.plotId);
  const rows = [...looks].sort((a, b) => rank(a) - rank(b));
  // biome-ignore lint/correctness/useExhaustiveDependencies: the order follows from the looks
  useEffect(() => setLedger({ order: rows.map(({ plotId }) => plotId) }), [looks]);
  if (rows.length === 0)
    return (
      <EmptyState title="没有抽中的图斑">在左侧抽取样本后，这里列出每块图斑的初判、复判和裁定。</EmptyState>
    );
  return (
    <div className="grid-box">
      <div className="grid">
        <table aria-label="抽查图斑" aria-rowcount={rows.length}>
          <ColumnHeads titles={columns} />
          <tbody className="num">
            {rows.map((row) => (
              <LookRow key={row.plotId} row={row} current={row.plotId === currentId} />
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function LookRow({ row, current }: { readonly row: SecondLookRow; readonly current: boolean }) {
  const scheme = useProject((state) => state.scheme);
  const verdict = (code: string | null) => {
    const option = scheme?.options.find((one) => one.code === code);
    return option === undefined ? '' : `${option.glyph} ${option.title}`;
  };
  const titleOf = (code: string) => scheme?.options.find((one) => one.code === code)?.title ?? code;
  const label = secondLookLabels[row.state];
  return (
    <tr aria-current={current ? 'true' : undefined} onMouseDown={() => selectPlot(row.plotId, 'list')}>
      <td>
        <button type="button" className="plain" onClick={() => selectPlot(row.plotId, 'list')}>
          {row.plotNo}
        </button>
      </td>
      <td>
        <StatusGlyph {...label} /> {label.title}
      </td>
      <td>{row.townName}</td>
      <td>{row.villageName}</td>
      <td>{describeStratum(row.stratum, titleOf)}</td>
      <td className="right">{formatMu(row.areaSquareMeters)}</td>
      <td>
        {row.state === 'open' ? (
          <span className="muted">复核后显示</span>
        ) : (
          `${verdict(row.firstVerdictCode)}　${row.firstBy ?? ''}`
        )}
      </td>
      <td>{row.secondBy === null ? '' : `${verdict(row.secondVerdictCode)}　${row.secondBy}`}</td>
      <td>
        {row.choice === null
          ? ''
          : `${adjudicationTitles[row.choice]}${row.choice === 'return' ? `：${row.reason ?? ''}` : ` ${verdict(row.finalVerdictCode)}`}　${row.settledBy ?? ''}`}
      </td>
    </tr>
  );
}

function rank({ state }: SecondLookRow): number {
  return ['disputed', 'open', 'returned', 'settled', 'agreed'].indexOf(state);
}

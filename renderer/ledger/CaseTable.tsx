import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { LedgerRow } from '../../shared/contract/records/ledgerRecords.ts';
import { ledgerStateLabels } from '../../shared/text/ledger.zh-CN.ts';
import { selectPlot, useCurrentPlot } from '../session/currentPlotStore.ts';
import { changeLedgerFilter, setLedger, useLedger } from '../session/ledgerStore.ts';
import { ColumnHeads } from '../ui/ColumnHeads.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { describeArea, formatPrintedMu } from '../ui/formatArea.ts';
import { formatCount } from '../ui/formatNumber.ts';
import { StatusGlyph } from '../ui/StatusGlyph.tsx';

const rowPixels = 28;
const columns = [
  '图斑号',
  '状态',
  '时限',
  '理由或说明',
  '乡镇',
  '村',
  '问题',
  '责任主体',
  '面积（亩）',
  '照片',
];

/** The cases of the filter: returned ones on top with their reason, then by deadline. */
export function CaseTable() {
  const page = useLedger((state) => state.page);
  const filtered = useLedger((state) => Object.keys(state.filter).length > 0);
  const currentId = useCurrentPlot((state) => state.plotId);
  const scroller = useRef<HTMLDivElement>(null);
  const rows = page?.rows ?? [];
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPixels,
    overscan: 8,
    scrollMargin: rowPixels,
    scrollPaddingStart: rowPixels,
  });
  useEffect(() => {
    setLedger({ order: rows.map(({ plotId }) => plotId) });
  }, [rows]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: scrolls when another plot is current, not when the list object changes
  useEffect(() => {
    const index = rows.findIndex(({ plotId }) => plotId === currentId);
    if (index >= 0) list.scrollToIndex(index, { align: 'auto' });
  }, [currentId]);

  if (page !== null && page.total === 0)
    return filtered ? (
      <EmptyState
        title="没有符合筛选的台账"
        action={
          <button type="button" className="link" onClick={clearFilter}>
            显示全部
          </button>
        }
      >
        换一个状态、乡镇或责任主体。
      </EmptyState>
    ) : (
      <EmptyState title="台账还是空的">
        在左侧“下发”中选定图斑和整改时限。下发后，这里按时限列出每块图斑走到哪一步。
      </EmptyState>
    );
  const items = list.getVirtualItems();
  return (
    <div className="grid-box">
      <div className="grid" ref={scroller}>
        <table aria-label="台账" aria-rowcount={rows.length}>
          <ColumnHeads titles={columns} />
          <tbody className="num">
            <Spacer height={(items[0]?.start ?? rowPixels) - rowPixels} />
            {items.map((item) => {
              const row = rows[item.index];
              return row === undefined ? null : (
                <CaseRow key={row.plotId} row={row} current={row.plotId === currentId} />
              );
            })}
            <Spacer height={list.getTotalSize() - ((items.at(-1)?.end ?? rowPixels) - rowPixels)} />
          </tbody>
        </table>
      </div>
      <div className="queue-sum num">
        <span>
          筛选 {formatCount(page?.total ?? 0)} 块
          {rows.length < (page?.total ?? 0) && `，列出前 ${formatCount(rows.length)} 块`}
        </span>
        <span>Σ {formatPrintedMu(page?.totalMu ?? 0)} 亩</span>
      </div>
    </div>
  );
}

function CaseRow({ row, current }: { readonly row: LedgerRow; readonly current: boolean }) {
  const label = ledgerStateLabels[row.state];
  return (
    <tr aria-current={current ? 'true' : undefined} onMouseDown={() => selectPlot(row.plotId, 'list')}>
      <td>
        <button type="button" className="plain" onClick={() => selectPlot(row.plotId, 'list')}>
          {row.plotNo}
        </button>
      </td>
      <td>
        <StatusGlyph {...label} /> {label.title}
        {row.round > 1 && <span className="muted"> 第 {row.round} 轮</span>}
      </td>
      <td className={row.overdue ? 'must' : undefined}>
        {row.deadline}
        {row.overdue && ' 超期'}
      </td>
      <td
        className={row.state === 'returned' ? 'must case-reason' : 'muted case-reason'}
        title={row.reason || row.note}
      >
        {row.reason || row.note}
      </td>
      <td>{row.townName}</td>
      <td>{row.villageName}</td>
      <td>{[row.source, row.problemType].filter(Boolean).join(' · ')}</td>
      <td>{row.assignee}</td>
      <td className="right" title={describeArea(row.areaSquareMeters)}>
        {formatPrintedMu(row.areaMu)}
      </td>
      <td>{row.photos > 0 ? row.photos : ''}</td>
    </tr>
  );
}

/** Holds the place of rows that are not drawn. */
function Spacer({ height }: { readonly height: number }) {
  if (height <= 0) return null;
  return (
    <tr className="grid-spacer">
      <td colSpan={columns.length} style={{ height }} />
    </tr>
  );
}

function clearFilter(): void {
  changeLedgerFilter({
    state: undefined,
    overdue: undefined,
    townName: undefined,
    assignee: undefined,
    text: undefined,
  });
}

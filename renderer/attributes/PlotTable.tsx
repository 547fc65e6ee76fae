import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { PlotRow } from '../../shared/contract/records/plotRecords.ts';
import { eligibilityLabels, reviewStatusLabels } from '../../shared/text/labels.zh-CN.ts';
import { landClassTitle } from '../../shared/text/landClasses.zh-CN.ts';
import { selectPlot, useCurrentPlot } from '../session/currentPlotStore.ts';
import { useProject } from '../session/projectStore.ts';
import { ensureRows, rowAt, useQueue } from '../session/queueStore.ts';
import { describeArea, formatMu, formatPrintedMu } from '../ui/formatArea.ts';
import { formatCount } from '../ui/formatNumber.ts';
import { StatusGlyph } from '../ui/StatusGlyph.tsx';

const rowPixels = 28;
const columns: readonly { readonly title: string; readonly right?: boolean }[] = [
  { title: '图斑号' },
  { title: '乡镇' },
  { title: '村' },
  { title: '现状地类' },
  { title: '面积（亩）', right: true },
  { title: '可恢复（亩）', right: true },
  { title: '核算' },
  { title: '状态' },
  { title: '结论' },
];

/** The filtered plots as a table; the same rows, filter and selection as the queue. */
export function PlotTable() {
  const queue = useQueue();
  const currentId = useCurrentPlot((state) => state.plotId);
  const currentIndex = useCurrentPlot((state) => state.position?.index ?? -1);
  const scroller = useRef<HTMLDivElement>(null);
  const list = useVirtualizer({
    count: queue.total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPixels,
    overscan: 6,
    // the header row: rows begin below it and must not be brought into view behind it
    scrollMargin: rowPixels,
    scrollPaddingStart: rowPixels,
  });
  const items = list.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;

  // biome-ignore lint/correctness/useExhaustiveDependencies: pages dropped by a refresh are asked for again
  useEffect(() => ensureRows(first, last), [first, last, queue.pages]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: scrolls when the current plot's place changes, not when the list object does
  useEffect(() => {
    if (currentIndex < 0 || currentIndex >= queue.total) return;
    // the table has its height only after the frame it was first drawn in
    const frame = requestAnimationFrame(() => list.scrollToIndex(currentIndex, { align: 'auto' }));
    return () => cancelAnimationFrame(frame);
  }, [currentIndex, currentId]);

  return (
    <div className="grid-box">
      <div className="grid" ref={scroller}>
        <table aria-rowcount={queue.total}>
          <thead>
            <tr>
              {columns.map(({ title, right }) => (
                <th key={title} scope="col" className={right ? 'right' : undefined}>
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="num">
            <Spacer height={(items[0]?.start ?? rowPixels) - rowPixels} />
            {items.map((item) => {
              const row = rowAt(queue, item.index);
              return row === undefined ? (
                <Spacer key={item.key} height={rowPixels} />
              ) : (
                <TableRow key={item.key} row={row} current={row.plotId === currentId} />
              );
            })}
            <Spacer height={list.getTotalSize() - ((items.at(-1)?.end ?? rowPixels) - rowPixels)} />
          </tbody>
        </table>
      </div>
      <div className="queue-sum num">
        <span>筛选 {formatCount(queue.total)} 块</span>
        <span title={describeArea(queue.totalSquareMeters)}>Σ {formatPrintedMu(queue.totalMu)} 亩</span>
      </div>
    </div>
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

function TableRow({ row, current }: { readonly row: PlotRow; readonly current: boolean }) {
  const option = useProject((state) => state.scheme?.options.find(({ code }) => code === row.verdictCode));
  const eligibility = row.eligibility === null ? null : eligibilityLabels[row.eligibility];
  const status = reviewStatusLabels[row.status];
  return (
    <tr aria-current={current ? 'true' : undefined} onMouseDown={() => selectPlot(row.plotId, 'list')}>
      <td>
        <button type="button" className="plain" onClick={() => selectPlot(row.plotId, 'list')}>
          {row.plotNo}
        </button>
      </td>
      <td>{row.townName}</td>
      <td>{row.villageName}</td>
      <td>
        {row.landClassCode} {landClassTitle(row.landClassCode)}
      </td>
      <td className="right" title={describeArea(row.areaSquareMeters)}>
        {formatMu(row.areaSquareMeters)}
      </td>
      <td className="right" title={describeArea(row.netSquareMeters)}>
        {formatPrintedMu(row.netMu)}
      </td>
      <td>
        {eligibility === null ? (
          <span className="muted">未核算</span>
        ) : (
          <>
            <StatusGlyph {...eligibility} /> {eligibility.title}
          </>
        )}
      </td>
      <td>
        <StatusGlyph {...status} /> {status.title}
      </td>
      <td>{option === undefined ? '' : `${option.glyph} ${option.title}`}</td>
    </tr>
  );
}

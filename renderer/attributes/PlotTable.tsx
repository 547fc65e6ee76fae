import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { PlotRow } from '../../shared/contract/records.ts';
import { eligibilityLabels, reviewStatusLabels } from '../../shared/text/labels.zh-CN.ts';
import { landClassTitle } from '../../shared/text/landClasses.zh-CN.ts';
import { selectPlot, useCurrentPlot } from '../session/currentPlotStore.ts';
import { useProject } from '../session/projectStore.ts';
import { ensureRows, rowAt, useQueue } from '../session/queueStore.ts';
import { describeArea, formatMu } from '../ui/formatArea.ts';
import { formatCount } from '../ui/formatNumber.ts';
import { StatusGlyph } from '../ui/StatusGlyph.tsx';

const rowPixels = 28;
const columns = ['图斑号', '乡镇', '村', '现状地类', '面积（亩）', '可恢复（亩）', '核算', '状态', '结论'];

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
  });
  const items = list.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;

  // biome-ignore lint/correctness/useExhaustiveDependencies: pages dropped by a refresh are asked for again
  useEffect(() => ensureRows(first, last), [first, last, queue.pages]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: scrolls when the current plot's place changes, not when the list object does
  useEffect(() => {
    if (currentIndex >= 0 && currentIndex < queue.total) list.scrollToIndex(currentIndex, { align: 'auto' });
  }, [currentIndex, currentId]);

  return (
    <div className="grid-box">
      {/* biome-ignore lint/a11y/useSemanticElements: rows are virtual and positioned, which <table> does not do */}
      <div
        className="grid"
        role="grid"
        aria-rowcount={queue.total}
        aria-label="属性表"
        ref={scroller}
        tabIndex={-1}
      >
        <div className="grid-row grid-head" role="row">
          {columns.map((column) => (
            <span key={column} role="columnheader">
              {column}
            </span>
          ))}
        </div>
        <div style={{ height: list.getTotalSize(), position: 'relative' }}>
          {items.map((item) => {
            const row = rowAt(queue, item.index);
            return (
              <div key={item.key} className="queue-slot" style={{ transform: `translateY(${item.start}px)` }}>
                {row === undefined ? (
                  <div className="grid-row queue-row-loading" />
                ) : (
                  <TableRow row={row} current={row.plotId === currentId} />
                )}
              </div>
            );
          })}
        </div>
      </div>
      <div className="queue-sum num">
        <span>筛选 {formatCount(queue.total)} 块</span>
        <span title={describeArea(queue.totalSquareMeters)}>Σ {formatMu(queue.totalSquareMeters)} 亩</span>
      </div>
    </div>
  );
}

function TableRow({ row, current }: { readonly row: PlotRow; readonly current: boolean }) {
  const option = useProject((state) => state.scheme?.options.find(({ code }) => code === row.verdictCode));
  const eligibility = row.eligibility === null ? null : eligibilityLabels[row.eligibility];
  const status = reviewStatusLabels[row.status];
  return (
    <div
      className={current ? 'grid-row grid-row-current num' : 'grid-row num'}
      role="row"
      tabIndex={-1}
      aria-selected={current}
      onClick={() => selectPlot(row.plotId, 'list')}
      onKeyDown={(event) => event.key === 'Enter' && selectPlot(row.plotId, 'list')}
    >
      <span role="gridcell">{row.plotNo}</span>
      <span role="gridcell">{row.townName}</span>
      <span role="gridcell">{row.villageName}</span>
      <span role="gridcell">
        {row.landClassCode} {landClassTitle(row.landClassCode)}
      </span>
      <span role="gridcell" className="right" title={describeArea(row.areaSquareMeters)}>
        {formatMu(row.areaSquareMeters)}
      </span>
      <span role="gridcell" className="right" title={describeArea(row.netSquareMeters)}>
        {formatMu(row.netSquareMeters)}
      </span>
      <span role="gridcell">
        {eligibility === null ? (
          <span className="muted">未核算</span>
        ) : (
          <>
            <StatusGlyph {...eligibility} /> {eligibility.title}
          </>
        )}
      </span>
      <span role="gridcell">
        <StatusGlyph {...status} /> {status.title}
      </span>
      <span role="gridcell">{option === undefined ? '' : `${option.glyph} ${option.title}`}</span>
    </div>
  );
}

import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useEffect, useRef } from 'react';
import type { PlotRow } from '../../shared/contract/records/plotRecords.ts';
import { reviewStatusLabels } from '../../shared/text/labels.zh-CN.ts';
import { landClassTitle } from '../../shared/text/landClasses.zh-CN.ts';
import { selectPlot, useCurrentPlot } from '../session/currentPlotStore.ts';
import { useProject } from '../session/projectStore.ts';
import { ensureRows, rowAt, useQueue } from '../session/queueStore.ts';
import { selectNothing, selectRange, toggleSelected, useSelection } from '../session/selectionStore.ts';
import { describeArea, formatMu, formatPrintedMu } from '../ui/formatArea.ts';
import { formatCount } from '../ui/formatNumber.ts';
import { StatusGlyph } from '../ui/StatusGlyph.tsx';
import { NoRows } from './NoRows.tsx';
import { shortNumber } from './reviewActions.ts';

const rowPixels = 30;
/** Rows that are made once and given other plots: more than the highest screen shows. */
const keptRows = 128;

/** The filtered plots; only the rows on screen exist, and their pages are fetched as they come into view. */
export function QueueList() {
  const queue = useQueue();
  const currentId = useCurrentPlot((state) => state.plotId);
  const currentIndex = useCurrentPlot((state) => state.position?.index ?? -1);
  // a plot that was added has its place before the list has its row
  const isListed = currentIndex >= 0 && currentIndex < queue.total;
  const chosen = useSelection((state) => state.selected.size);
  const scroller = useRef<HTMLDivElement>(null);
  const list = useVirtualizer({
    count: queue.total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPixels,
    overscan: 8,
  });
  const items = list.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;

  // biome-ignore lint/correctness/useExhaustiveDependencies: pages dropped by a refresh are asked for again
  useEffect(() => ensureRows(first, last), [first, last, queue.pages]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: scrolls when the current plot's place changes, not when the list object does
  useEffect(() => {
    if (isListed) list.scrollToIndex(currentIndex, { align: 'auto' });
  }, [currentIndex, currentId, isListed]);

  return (
    <>
      <div ref={scroller} className="queue-rows" role="listbox" aria-label="图斑列表" tabIndex={-1}>
        {queue.ready && queue.total === 0 && <NoRows />}
        <div style={{ height: list.getTotalSize(), position: 'relative' }}>
          {items.map((item) => {
            const row = rowAt(queue, item.index);
            return (
              <div
                key={item.index % keptRows}
                className="queue-slot"
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <QueueRow row={row} current={row !== undefined && row.plotId === currentId} />
              </div>
            );
          })}
        </div>
      </div>
      <div className="queue-sum num">
        <span>
          {chosen > 0 ? `已选 ${formatCount(chosen)} / ` : '筛选 '}
          {formatCount(queue.total)} 块
        </span>
        <span title={describeArea(queue.totalSquareMeters)}>
          {chosen > 0 && '筛选 '}Σ {formatPrintedMu(queue.totalMu)} 亩
        </span>
      </div>
    </>
  );
}

interface QueueRowProps {
  /** undefined until it has come. */
  readonly row: PlotRow | undefined;
  readonly current: boolean;
}

/** Drawn again only where the row itself has changed, not for each that comes into view. */
const QueueRow = memo(({ row, current }: QueueRowProps) => {
  const chosen = useSelection((state) => row !== undefined && state.selected.has(row.plotId));
  const option = useProject((state) => state.scheme?.options.find(({ code }) => code === row?.verdictCode));
  if (row === undefined) return <div className="queue-row queue-row-loading" />;
  const label = reviewStatusLabels[row.status];
  const glyph = option === undefined ? label : { ...option, title: `${label.title}：${option.title}` };
  return (
    <button
      type="button"
      role="option"
      aria-selected={current || chosen}
      className={`queue-row${current ? ' queue-row-current' : ''}${chosen ? ' queue-row-chosen' : ''}`}
      title={`${row.plotNo}　${row.townName} ${row.villageName}　${landClassTitle(row.landClassCode)}`}
      tabIndex={-1}
      onMouseDown={(event) => event.preventDefault()}
      onClick={(event) => {
        if (event.shiftKey) return selectRange(row.plotId);
        if (event.ctrlKey || event.metaKey) return toggleSelected(row.plotId);
        selectNothing();
        selectPlot(row.plotId, 'list');
      }}
    >
      <StatusGlyph title={glyph.title} glyph={glyph.glyph} color={glyph.color} />
      <span className="ellipsis">
        {row.flagged && <span title="已标记">⚑ </span>}
        <span className="queue-no num">{shortNumber(row.plotNo)}</span>{' '}
        <span className="queue-place">
          {row.villageName || row.townName} {row.landClassCode}
        </span>
      </span>
      <span className="queue-area num">{formatMu(row.areaSquareMeters)}</span>
    </button>
  );
});

import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useCallback, useEffect, useMemo, useRef } from 'react';
import type { PlotSort } from '../../shared/domain/review/plotSort.ts';
import { backend } from '../backend/backend.ts';
import { selectPlot, useCurrentPlot } from '../session/currentPlotStore.ts';
import { useProject } from '../session/projectStore.ts';
import { changeFilter, ensureRows, rowAt, useQueue } from '../session/queueStore.ts';
import { showFailure } from '../session/toastStore.ts';
import { ColumnChooser } from './ColumnChooser.tsx';
import { TableFoot } from './TableFoot.tsx';
import { TableRow } from './TableRow.tsx';
import { columnsOf, type TableColumn } from './tableColumns.ts';
import { useTable } from './tableStore.ts';

const rowPixels = 28;
/** Rows that are made once and given other plots: more than the highest screen shows. */
const keptRows = 128;

/**
 * The filtered plots as a table; the same rows, filter, order and selection as the queue and the map. `empty` is said
 * where there are none.
 */
export function PlotTable({ empty }: { readonly empty: ReactNode }) {
  const queue = useQueue();
  const scheme = useProject((state) => state.scheme);
  const hidden = useTable((state) => state.hidden);
  const cell = useTable((state) => state.cell);
  const editing = useTable((state) => state.editing);
  const currentId = useCurrentPlot((state) => state.plotId);
  const currentIndex = useCurrentPlot((state) => state.position?.index ?? -1);
  // a plot that was added has its place before the list has its row
  const isListed = currentIndex >= 0 && currentIndex < queue.total;
  const scroller = useRef<HTMLDivElement>(null);
  const list = useVirtualizer({
    count: queue.total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPixels,
    overscan: 8,
    // the header row: rows begin below it and must not be brought into view behind it
    scrollMargin: rowPixels,
    scrollPaddingStart: rowPixels,
  });
  // the same columns as long as they are the same: rows on the screen are not drawn again while others come
  const all = useMemo(() => columnsOf(scheme), [scheme]);
  const columns = useMemo(() => all.filter(({ id }) => !hidden.includes(id)), [all, hidden]);
  const leave = useCallback(() => scroller.current?.focus({ preventScroll: true }), []);
  const items = list.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;

  // biome-ignore lint/correctness/useExhaustiveDependencies: pages dropped by a refresh are asked for again
  useEffect(() => ensureRows(first, last), [first, last, queue.pages]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: scrolls when the current plot's place changes, not when the list object does
  useEffect(() => {
    if (!isListed) return;
    useTable.setState({ cell: { index: currentIndex, columnId: columnOfKeyboard(columns) } });
    // the table has its height only after the frame it was first drawn in
    const frame = requestAnimationFrame(() => list.scrollToIndex(currentIndex, { align: 'auto' }));
    return () => cancelAnimationFrame(frame);
  }, [currentIndex, currentId, isListed]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the field that opens is brought into view, once
  useEffect(() => {
    if (editing && cell !== null) list.scrollToIndex(cell.index, { align: 'auto' });
  }, [editing]);

  const showColumn = (columnId: string) => {
    const name = `[data-column="${columnId}"]`;
    scroller.current?.querySelector(`th${name}`)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  };

  /** The keyboard has come into the table: its cell is there, where the filter hides the current plot too, and in sight. */
  const enter = () => {
    const index =
      useTable.getState().cell?.index ?? Math.ceil((scroller.current?.scrollTop ?? 0) / rowPixels);
    const columnId = columnOfKeyboard(columns);
    useTable.setState({ cell: { index: Math.min(index, Math.max(0, queue.total - 1)), columnId } });
    showColumn(columnId);
  };

  /** Arrows go from cell to cell; the current plot and the map go along. */
  const move = (rows: number, columnsOver: number) => {
    const at = columns.findIndex(({ id }) => id === cell?.columnId);
    const columnId = columns[Math.max(0, Math.min(columns.length - 1, at + columnsOver))]?.id ?? 'plotNo';
    const index = Math.max(0, Math.min(queue.total - 1, (cell?.index ?? 0) + rows));
    useTable.setState({ cell: { index, columnId } });
    const row = rowAt(queue, index);
    if (rows !== 0 && row !== undefined) selectPlot(row.plotId, 'list');
    if (rows !== 0 && row === undefined) {
      list.scrollToIndex(index, { align: 'auto' });
      selectRowAt(index);
    }
    showColumn(columnId);
  };
  const steps: Readonly<Record<string, readonly [number, number]>> = {
    ArrowDown: [1, 0],
    ArrowUp: [-1, 0],
    ArrowRight: [0, 1],
    ArrowLeft: [0, -1],
    PageDown: [Math.max(1, items.length - 16), 0],
    PageUp: [-Math.max(1, items.length - 16), 0],
    Home: [-queue.total, 0],
    End: [queue.total, 0],
  };
  return (
    <div className="grid-box" data-keys="table">
      <section
        className="grid"
        ref={scroller}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the table is one stop for the keyboard, arrows go through its cells
        tabIndex={0}
        aria-label="属性表"
        onFocus={({ target, currentTarget }) => {
          if (target === currentTarget && target.matches(':focus-visible')) enter();
        }}
        onKeyDown={(event) => {
          const step = steps[event.key];
          if (step === undefined || event.shiftKey || event.ctrlKey || event.altKey) return;
          if (event.target !== event.currentTarget) return;
          event.preventDefault();
          event.stopPropagation();
          move(...step);
        }}
      >
        <table aria-rowcount={queue.total} style={{ width: widthOf(columns) }}>
          <colgroup>
            {columns.map(({ id, pixels }) => (
              <col key={id} style={{ width: pixels }} />
            ))}
          </colgroup>
          <thead>
            <tr>
              {columns.map((column) => (
                <HeadCell key={column.id} column={column} />
              ))}
            </tr>
          </thead>
          <tbody className="num">
            <Spacer columns={columns.length} height={(items[0]?.start ?? rowPixels) - rowPixels} />
            {items.map(({ index }) => {
              const row = rowAt(queue, index);
              return (
                <TableRow
                  key={index % keptRows}
                  row={row}
                  index={index}
                  columns={columns}
                  current={row !== undefined && row.plotId === currentId}
                  cell={cell?.index === index ? cell.columnId : null}
                  onLeave={leave}
                />
              );
            })}
            <Spacer
              columns={columns.length}
              height={list.getTotalSize() - ((items.at(-1)?.end ?? rowPixels) - rowPixels)}
            />
          </tbody>
        </table>
        {queue.ready && queue.total === 0 && empty}
      </section>
      <TableFoot>
        <ColumnChooser columns={all} />
      </TableFoot>
    </div>
  );
}

/** Makes a plot current whose row has not come yet. */
function selectRowAt(index: number): void {
  const { filter } = useQueue.getState();
  backend
    .call('plot.query', { filter, offset: index, limit: 1 })
    .then(({ rows: [row] }) => {
      // the keyboard may have gone on meanwhile
      if (row !== undefined && useTable.getState().cell?.index === index) selectPlot(row.plotId, 'list');
    })
    .catch(showFailure);
}

/** The column the keyboard was in last; at first the one that is always in sight. */
function columnOfKeyboard(columns: readonly TableColumn[]): string {
  const wanted = useTable.getState().cell?.columnId ?? 'plotNo';
  return columns.some(({ id }) => id === wanted) ? wanted : 'plotNo';
}

function widthOf(columns: readonly TableColumn[]): number {
  return columns.reduce((sum, { pixels }) => sum + pixels, 0);
}

/** A head that sorts: up, down, as imported. */
function HeadCell({ column }: { readonly column: TableColumn }) {
  const { id, title, sort } = column;
  const sorted = useQueue((state) => sort !== undefined && state.filter.sort === sort);
  const descending = useQueue((state) => state.filter.descending === true);
  return (
    <th
      scope="col"
      data-column={id}
      className={column.right ? 'right' : undefined}
      aria-sort={sorted ? (descending ? 'descending' : 'ascending') : undefined}
    >
      {sort === undefined ? (
        title
      ) : (
        <button type="button" className="grid-sort" onClick={() => sortBy(sort)}>
          {title}
          <span aria-hidden="true">{sorted ? (descending ? ' ↓' : ' ↑') : ''}</span>
        </button>
      )}
    </th>
  );
}

function sortBy(sort: PlotSort): void {
  const { filter } = useQueue.getState();
  if (filter.sort !== sort) changeFilter({ sort, descending: undefined });
  else if (filter.descending === true) changeFilter({ sort: undefined, descending: undefined });
  else changeFilter({ descending: true });
}

/** Holds the place of rows that are not drawn. */
function Spacer({ columns, height }: { readonly columns: number; readonly height: number }) {
  if (height <= 0) return null;
  return (
    <tr className="grid-spacer">
      <td colSpan={columns} style={{ height }} />
    </tr>
  );
}

import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useRef } from 'react';
import { ColumnHeads } from './ColumnHeads.tsx';

const rowPixels = 28;

interface LongTableProps<T> {
  readonly label: string;
  /** Titles with widths in pixels; what is left over goes to those without. */
  readonly columns: readonly { readonly title: string; readonly width?: number }[];
  readonly rows: readonly T[];
  readonly keyOf: (row: T) => number;
  /** The cells of a row. */
  readonly children: (row: T) => ReactNode;
}

/** A table of any length that scrolls in the box it is given; only the rows on the screen exist. */
export function LongTable<T>({ label, columns, rows, keyOf, children }: LongTableProps<T>) {
  const scroller = useRef<HTMLDivElement>(null);
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPixels,
    overscan: 8,
    scrollMargin: rowPixels,
    scrollPaddingStart: rowPixels,
  });
  const items = list.getVirtualItems();
  const above = (items[0]?.start ?? rowPixels) - rowPixels;
  const below = list.getTotalSize() - ((items.at(-1)?.end ?? rowPixels) - rowPixels);
  return (
    <div className="grid-box">
      <div className="grid" ref={scroller}>
        <table className="long-table" aria-label={label} aria-rowcount={rows.length}>
          <colgroup>
            {columns.map(({ title, width }) => (
              <col key={title} style={width === undefined ? undefined : { width }} />
            ))}
          </colgroup>
          <ColumnHeads titles={columns.map(({ title }) => title)} />
          <tbody className="num">
            <Gap height={above} />
            {items.map(({ index }) => {
              const row = rows[index];
              return row === undefined ? null : <tr key={keyOf(row)}>{children(row)}</tr>;
            })}
            <Gap height={below} />
          </tbody>
        </table>
      </div>
    </div>
  );
}

/** Rows that are out of sight, as one empty one of their height. */
function Gap({ height }: { readonly height: number }) {
  if (height <= 0) return null;
  return (
    <tr>
      <td style={{ height, padding: 0 }} />
    </tr>
  );
}

import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useRef } from 'react';

interface LongListProps<T> {
  readonly label: string;
  readonly rows: readonly T[];
  readonly rowHeight: number;
  /** At most this high; shorter lists are as high as they are. */
  readonly maximumHeight: number;
  readonly render: (row: T, index: number) => ReactNode;
}

/** A list of any length of which only what is on the screen exists. */
export function LongList<T>({ label, rows, rowHeight, maximumHeight, render }: LongListProps<T>) {
  const scroller = useRef<HTMLDivElement>(null);
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 6,
  });
  const height = Math.min(rows.length * rowHeight, maximumHeight);
  return (
    <div ref={scroller} className="long-list num" style={{ height }}>
      {/* biome-ignore lint/a11y/useSemanticElements: rows stand at places of their own, which a ul cannot give them */}
      <div role="list" aria-label={label} style={{ height: list.getTotalSize(), position: 'relative' }}>
        {list.getVirtualItems().map((item) => (
          // biome-ignore lint/a11y/useSemanticElements: as above
          <div
            key={item.key}
            role="listitem"
            aria-setsize={rows.length}
            aria-posinset={item.index + 1}
            className="long-list-row"
            style={{ height: rowHeight, transform: `translateY(${item.start}px)` }}
          >
            {render(rows[item.index] as T, item.index)}
          </div>
        ))}
      </div>
    </div>
  );
}

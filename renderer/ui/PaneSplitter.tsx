import { type PointerEvent, useRef } from 'react';

interface PaneSplitterProps {
  readonly label: string;
  readonly side: 'left' | 'right';
  readonly width: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly onChange: (width: number) => void;
}

/** The edge of a side pane: drag it, or use the arrow keys while it has the focus. */
export function PaneSplitter({ label, side, width, minimum, maximum, onChange }: PaneSplitterProps) {
  const start = useRef<{ x: number; width: number } | null>(null);
  const direction = side === 'left' ? 1 : -1;
  const apply = (next: number) => onChange(Math.max(minimum, Math.min(maximum, Math.round(next))));

  const onPointerMove = (event: PointerEvent) => {
    if (start.current !== null) apply(start.current.width + direction * (event.clientX - start.current.x));
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a focusable splitter is a separator with a value, not an <hr>
    <div
      className={`splitter splitter-${side}`}
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={width}
      aria-valuemin={minimum}
      aria-valuemax={maximum}
      tabIndex={0}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        start.current = { x: event.clientX, width };
      }}
      onPointerMove={onPointerMove}
      onPointerUp={() => {
        start.current = null;
      }}
      onKeyDown={(event) => {
        if (event.key === 'ArrowLeft') apply(width - direction * 16);
        if (event.key === 'ArrowRight') apply(width + direction * 16);
      }}
    />
  );
}

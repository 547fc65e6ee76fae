interface ProgressLineProps {
  readonly done: number;
  /** 0 while unknown. */
  readonly total: number;
  readonly label: string;
  readonly width?: number | string;
}

export function ProgressLine({ done, total, label, width = 180 }: ProgressLineProps) {
  const percent = total > 0 ? Math.min(100, (done / total) * 100) : 0;
  return (
    <span
      className={total > 0 ? 'progress-line' : 'progress-line progress-line-unknown'}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      {...(total > 0 ? { 'aria-valuenow': Math.round(percent) } : {})}
      style={{ width }}
    >
      <i style={total > 0 ? { width: `${percent}%` } : undefined} />
    </span>
  );
}

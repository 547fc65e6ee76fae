export interface WallLayout {
  readonly columns: number;
  readonly rows: number;
  /** Size of one chip's picture in CSS pixels. */
  readonly chipWidth: number;
  readonly chipHeight: number;
}

/** Narrower than this an outline and its surroundings can no longer be judged. */
const narrowestCell = 160;
const lowestCell = 196;
const gap = 6;
const padding = 8;
const captionHeight = 24;
/** More than these are not taken in at a glance; a larger window shows larger chips. */
const most = { columns: 6, rows: 4 };

/** As many chips as can be judged by at once: 6 × 4 in the middle of a full-HD window. */
export function layOutWall(width: number, height: number): WallLayout {
  const countFitting = (length: number, smallest: number, limit: number) =>
    Math.max(1, Math.min(limit, Math.floor((length - 2 * padding + gap) / (smallest + gap))));
  const columns = countFitting(width, narrowestCell, most.columns);
  const rows = countFitting(height, lowestCell, most.rows);
  const share = (length: number, count: number) =>
    Math.max(32, Math.floor((length - 2 * padding - (count - 1) * gap) / count));
  return {
    columns,
    rows,
    chipWidth: share(width, columns) - 2,
    chipHeight: share(height, rows) - captionHeight - 2,
  };
}

/** What of a plot a row of the command log is about. */
export interface ReviewTarget {
  /** 'plot' for its verdict, 'flag', 'markup', 'parts', 'case' … */
  readonly thing: string;
  readonly plotId: number;
  /** Which of several; null where a plot has one at most. */
  readonly part: number | null;
}

/** 'parts:17' for the parts of plot 17, 'markup:17/523' for the markup 523 on it. */
export function formatReviewTarget(thing: string, plotId: number, part?: number): string {
  return part === undefined ? `${thing}:${plotId}` : `${thing}:${plotId}/${part}`;
}

/** Reads what a row is about; undefined where it is not something of a plot. */
export function parseReviewTarget(target: string): ReviewTarget | undefined {
  const match = /^([a-z]+):(\d+)(?:\/(\d+))?$/.exec(target);
  if (match === null) return undefined;
  const [, thing = '', plotId, part] = match;
  return { thing, plotId: Number(plotId), part: part === undefined ? null : Number(part) };
}

/** What of a plot a reviewer changes; each row of the command log replaces one of them. */
export const reviewSubjects = [
  'plot',
  'flag',
  'markup',
  'parts',
  'boundary',
  'case',
  'photo',
  'second',
  'added',
  'assignee',
] as const;
/**
 * Its verdict · its flag · a thing drawn on it · the parts it is cut into · a boundary proposed for it · its case in
 * the 台账 · a photo of it · a second look at it · the plot itself, where a reviewer drew it · who is to judge it.
 */
export type ReviewSubject = (typeof reviewSubjects)[number];

export interface ReviewTarget {
  readonly subject: ReviewSubject;
  readonly plotId: number;
  /** Which of several; null where a plot has one at most. */
  readonly itemId: number | null;
}

/** 'markup:17/523' for the markup 523 on plot 17. */
export function targetOfMarkup(plotId: number, markupId: number): string {
  return `markup:${plotId}/${markupId}`;
}

export function targetOfParts(plotId: number): string {
  return `parts:${plotId}`;
}

export function targetOfBoundary(plotId: number): string {
  return `boundary:${plotId}`;
}

export function targetOfCase(plotId: number): string {
  return `case:${plotId}`;
}

export function targetOfPhoto(plotId: number, photoId: number): string {
  return `photo:${plotId}/${photoId}`;
}

/** 'second:17/3' for the second look at plot 17 in sample 3. */
export function targetOfSecondLook(plotId: number, sampleId: number): string {
  return `second:${plotId}/${sampleId}`;
}

/** 'added:17' for plot 17 itself: one that no list named and that a reviewer drew. */
export function targetOfAddedPlot(plotId: number): string {
  return `added:${plotId}`;
}

export function targetOfAssignment(plotId: number): string {
  return `assignee:${plotId}`;
}

const severalOnAPlot: readonly ReviewSubject[] = ['markup', 'photo', 'second'];

/** Reads what a command acts on; undefined where it is not something of a plot. */
export function parseReviewTarget(target: string): ReviewTarget | undefined {
  const match = /^([a-z]+):(\d+)(?:\/(\d+))?$/.exec(target);
  const subject = reviewSubjects.find((known) => known === match?.[1]);
  if (match === null || subject === undefined) return undefined;
  const itemId = match[3] === undefined ? null : Number(match[3]);
  if (severalOnAPlot.includes(subject) !== (itemId !== null)) return undefined;
  return { subject, plotId: Number(match[2]), itemId };
}

import { parseReviewTarget } from './reviewTarget.ts';
import { parseReviewValue, type ReviewValue } from './reviewValue.ts';

/** What a replay reads of one row of the command log. */
export interface ReviewLogEntry {
  readonly sequence: number;
  readonly kind: string;
  readonly target: string;
  readonly oldValue: string | null;
  readonly newValue: string | null;
}

export interface ReplayedReview {
  readonly value: ReviewValue;
  /** The command that gave the plot this value. */
  readonly sequence: number;
}

export interface ReviewReplay {
  /** Plots with a verdict; a plot that is not here is unjudged. */
  readonly reviews: ReadonlyMap<number, ReplayedReview>;
  /** Plots with a flag on them. */
  readonly flagged: ReadonlySet<number>;
  /** What else hangs on plots (cases, second looks, photos), by target, in the text of the log. */
  readonly things: ReadonlyMap<string, string>;
  /** Rows whose old value is not what the rows before them left: the log contradicts itself there. */
  readonly contradictions: readonly number[];
}

/**
 * The state of all verdicts, flags and other things of plots after the given rows (all of them, or those up to a
 * date), in log order.
 * Undo and redo are rows like any other: each row says what it left behind. Removing a layer of plots
 * removes what hangs on them.
 */
export function replayReviewLog(entries: Iterable<ReviewLogEntry>): ReviewReplay {
  const reviews = new Map<number, ReplayedReview & { readonly text: string }>();
  const flagged = new Set<number>();
  const things = new Map<string, string>();
  const contradictions: number[] = [];
  for (const { kind, target, sequence, oldValue, newValue } of entries) {
    if (kind === 'layer.remove') {
      forgetPlots([reviews, flagged], things, oldValue);
      continue;
    }
    if (!kind.startsWith('review.')) continue;
    const flaggedPlotId = plotIdOfFlagTarget(target);
    if (flaggedPlotId !== undefined) {
      if (flagged.has(flaggedPlotId) !== (oldValue === 'true')) contradictions.push(sequence);
      if (newValue === 'true') flagged.add(flaggedPlotId);
      else flagged.delete(flaggedPlotId);
      continue;
    }
    const plotId = plotIdOfTarget(target);
    if (plotId === undefined && parseReviewTarget(target) !== undefined) {
      if ((things.get(target) ?? null) !== oldValue) contradictions.push(sequence);
      if (newValue === null) things.delete(target);
      else things.set(target, newValue);
      continue;
    }
    const value = parseReviewValue(newValue);
    if (plotId === undefined || value === undefined) {
      contradictions.push(sequence);
      continue;
    }
    if ((reviews.get(plotId)?.text ?? null) !== oldValue) contradictions.push(sequence);
    if (value === null || newValue === null) reviews.delete(plotId);
    else reviews.set(plotId, { value, sequence, text: newValue });
  }
  return { reviews, flagged, things, contradictions };
}

/** 'plot:17' for plot 17: how a command names the plot it acts on. */
export function targetOfPlot(plotId: number): string {
  return `plot:${plotId}`;
}

/** The plot a command acts on; undefined where it is not about a plot. */
export function plotIdOfTarget(target: string): number | undefined {
  const match = /^plot:(\d+)$/.exec(target);
  return match === null ? undefined : Number(match[1]);
}

/** 'flag:17' for the flag on plot 17, whose values are true and false. */
export function targetOfFlag(plotId: number): string {
  return `flag:${plotId}`;
}

/** The plot whose flag a command sets; undefined where it is about something else. */
export function plotIdOfFlagTarget(target: string): number | undefined {
  const match = /^flag:(\d+)$/.exec(target);
  return match === null ? undefined : Number(match[1]);
}

interface PlotCollection {
  keys(): IterableIterator<number>;
  delete(plotId: number): boolean;
}

function forgetPlots(
  collections: readonly PlotCollection[],
  things: Map<string, string>,
  oldValue: string | null,
): void {
  if (oldValue === null) return;
  const { plotIds } = JSON.parse(oldValue) as { plotIds?: readonly [number, number] | null };
  if (plotIds === undefined || plotIds === null) return;
  const isGone = (plotId: number) => plotId >= plotIds[0] && plotId <= plotIds[1];
  for (const collection of collections) {
    for (const plotId of [...collection.keys()]) if (isGone(plotId)) collection.delete(plotId);
  }
  for (const target of [...things.keys()]) {
    const plotId = parseReviewTarget(target)?.plotId;
    if (plotId !== undefined && isGone(plotId)) things.delete(target);
  }
}

import { create } from 'zustand';
import { backend } from '../backend/backend.ts';

interface ReviewState {
  readonly autoAdvance: boolean;
  /** A verdict that waits for the answers it cannot do without. */
  readonly pending: { readonly plotId: number; readonly verdictCode: string } | null;
  /** Plots judged today, by the clock of this machine. */
  readonly today: number;
  /** Moments of the last verdicts of this session, for the pace. */
  readonly recent: readonly number[];
}

export const useReview = create<ReviewState>(() => ({
  autoAdvance: true,
  pending: null,
  today: 0,
  recent: [],
}));

const paceWindowMilliseconds = 5 * 60_000;
const readCommands = 5_000;

/** Reads from the log how many plots were judged today. */
export async function loadToday(): Promise<void> {
  const { commands } = await backend.call('review.log', { limit: readCommands });
  const today = new Date().toDateString();
  const judged = commands.filter(
    ({ kind, atUtc }) => kind === 'review.decide' && new Date(atUtc).toDateString() === today,
  );
  useReview.setState({ today: new Set(judged.map(({ target }) => target)).size });
}

export function countVerdict(): void {
  const { today, recent } = useReview.getState();
  const now = Date.now();
  useReview.setState({
    today: today + 1,
    recent: [...recent.filter((moment) => now - moment < paceWindowMilliseconds), now],
  });
}

/** Plots per minute over the last five minutes; null before there is anything to reckon with. */
export function paceOf(recent: readonly number[]): number | null {
  const first = recent[0];
  const last = recent.at(-1);
  if (first === undefined || last === undefined || recent.length < 3) return null;
  return ((recent.length - 1) / Math.max(last - first, 1_000)) * 60_000;
}

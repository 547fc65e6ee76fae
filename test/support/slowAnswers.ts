import { setTimeout as wait } from 'node:timers/promises';
import type { Backend, EventListener } from '../../shared/contract/backend.ts';
import { createRandom } from './createRandom.ts';

/**
 * SLOW_ANSWERS=400 lets a window wait up to 400 ms for each reply and each event, to find what rests on quick ones:
 * replies overtake one another, events come before the replies that they belong to and after. SLOW_ANSWERS_SEED=2 draws
 * other times.
 */
const longest = Number(process.env.SLOW_ANSWERS ?? 0);
const seed = Number(process.env.SLOW_ANSWERS_SEED ?? 1);

/** A window asks for hundreds of tiles: they are delayed less, or every test would be one of patience. */
const shareOfTiles = 0.1;

/** The backend as a window on a slow machine knows it: what it does is done at once, and told late. */
export function withSlowAnswers(backend: Backend): Backend {
  if (longest <= 0) return backend;
  const random = createRandom(seed);
  return {
    ...backend,
    async call(method, request, signal) {
      const milliseconds = random() * longest * (method.endsWith('.tile') ? shareOfTiles : 1);
      const reply = await backend.call(method, request, signal);
      await wait(milliseconds);
      return reply;
    },
    subscribe(listener) {
      let stopped = false;
      // events keep their order, as in every transport
      let before = Promise.resolve();
      const later: EventListener = (event, payload) => {
        const due = wait(random() * longest);
        before = before
          .then(() => due)
          .then(() => {
            if (!stopped) listener(event, payload);
          });
      };
      const stop = backend.subscribe(later);
      return () => {
        stopped = true;
        stop();
      };
    },
  };
}

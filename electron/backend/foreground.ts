import { setTimeout as wait } from 'node:timers/promises';

/** Knows whether somebody waits for an answer, so that what nobody waits for can give way. */
export interface Foreground {
  /** A call that somebody waits for has come. Returns how to say that it is answered. */
  begin(): () => void;
  /** Resolves once no call is in flight and none was for so long; always after what has come in was let in. */
  whenQuiet(milliseconds: number): Promise<void>;
}

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));
/** How often a call that is in flight is looked at again. */
const againMilliseconds = 20;

export function createForeground(): Foreground {
  let inFlight = 0;
  let lastAt = Number.NEGATIVE_INFINITY;
  return {
    begin() {
      inFlight++;
      lastAt = performance.now();
      return () => {
        inFlight--;
        lastAt = performance.now();
      };
    },
    async whenQuiet(milliseconds) {
      for (;;) {
        await nextTurn();
        const left = inFlight > 0 ? againMilliseconds : lastAt + milliseconds - performance.now();
        if (left <= 0) return;
        await wait(left);
      }
    },
  };
}

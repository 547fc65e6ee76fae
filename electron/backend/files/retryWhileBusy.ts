import { setTimeout as delay } from 'node:timers/promises';

const pausesMilliseconds = [50, 100, 200, 400, 800];

/** Repeats an action a virus scanner or sync agent gets in the way of (EBUSY, EPERM, EACCES): at most six times in 1.6 s. */
export async function retryWhileBusy<T>(action: () => Promise<T> | T): Promise<T> {
  for (const pause of pausesMilliseconds) {
    try {
      return await action();
    } catch (error) {
      if (!isBusy(error)) throw error;
      await delay(pause);
    }
  }
  return action();
}

function isBusy(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  return code === 'EBUSY' || code === 'EPERM' || code === 'EACCES';
}

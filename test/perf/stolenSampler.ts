import { setTimeout as wait } from 'node:timers/promises';
import { parentPort } from 'node:worker_threads';
import { readStolenSeconds } from './readStolenSeconds.ts';

// tells watchStolen.ts each time the host has taken some more; a jiffy is 10 ms
let before = readStolenSeconds();
for (;;) {
  await wait(10);
  const now = readStolenSeconds();
  if (now === before) continue;
  before = now;
  parentPort?.postMessage(performance.timeOrigin + performance.now());
}

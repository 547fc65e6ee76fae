import { parentPort, workerData } from 'node:worker_threads';
import { createCountyScene } from './countyScene.ts';
import type { Season } from './parcelLooks.ts';
import { renderEpoch } from './renderEpoch.ts';

/** What the worker is told: the county is made again from its seed, which is cheaper than sending it. */
export interface ImageryTask {
  readonly path: string;
  readonly plots: number;
  readonly seed: number;
  readonly season: Season;
  readonly pixelMeters: number;
  readonly dateTime: string;
}

const { plots, seed, ...task } = workerData as ImageryTask;
await renderEpoch({
  ...task,
  scene: createCountyScene(plots, seed),
  onStrip: (done, total) => parentPort?.postMessage({ done, total }),
});

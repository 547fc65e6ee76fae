import { mkdirSync } from 'node:fs';
import type { CancelSignal } from '../../../shared/contract/cancelSignal.ts';
import { createCountyScene } from './countyScene.ts';
import type { SampleFile } from './sampleFiles.ts';
import { writeSampleVectors } from './writeSampleVectors.ts';

export interface SampleCountyOptions {
  readonly directory: string;
  readonly plots?: number;
  readonly seed?: number;
  readonly messy?: boolean;
  readonly imagery?: boolean;
  readonly signal?: CancelSignal;
  readonly onProgress?: (stage: string, done: number, total: number) => void;
}

export interface SampleCounty {
  readonly dir: string;
  readonly files: readonly SampleFile[];
  readonly plots: number;
}

export async function createSampleCounty(options: SampleCountyOptions): Promise<SampleCounty> {
  const { directory, plots = 2220, seed = 1 } = options;
  mkdirSync(directory, { recursive: true });
  const scene = createCountyScene(plots, seed);
  const files = await writeSampleVectors({
    directory,
    scene,
    onStep: (stage, done, total) => options.onProgress?.(stage, done, total),
  });
  return { dir: directory, files, plots };
}

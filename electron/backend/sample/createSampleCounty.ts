import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../../shared/errors/AppError.ts';
import { createCountyScene } from './countyScene.ts';
import { describeSample } from './describeSample.ts';
import { createMessyPlots } from './messyPlots.ts';
import type { PlotRecord } from './plotRecords.ts';
import { renderImagery } from './renderImagery.ts';
import type { SampleFile } from './sampleFiles.ts';
import { writeIssuedList } from './writeIssuedList.ts';
import { writeSampleDem } from './writeSampleDem.ts';
import { writeSampleVectors } from './writeSampleVectors.ts';

export interface SampleCountyOptions {
  /** Must be new or empty; nothing of anyone else's is ever overwritten. */
  readonly directory: string;
  readonly plots?: number;
  readonly seed?: number;
  /** Adds the usual defects of delivered data, each listed in 说明.txt. */
  readonly messy?: boolean;
  /** Two images and the DEM (default yes). */
  readonly imagery?: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (stage: string, done: number, total: number) => void;
}

export interface SampleCounty {
  readonly dir: string;
  readonly files: readonly SampleFile[];
  readonly plots: number;
}

const DEM_CELL_METERS = 10;
const EPOCHS = [
  {
    season: 'earlier',
    name: '影像_202305.tif',
    role: 'imageryEarlier',
    pixelMeters: 1,
    dateTime: '2023:05:12 11:17:42',
  },
  {
    season: 'later',
    name: '影像_202603.tif',
    role: 'imageryLater',
    pixelMeters: 0.8,
    dateTime: '2026:03:18 11:24:10',
  },
] as const;
/** Beyond this an image of the whole county would be too large to be a sample. */
const LARGEST_IMAGED_COUNTY = 5000;
/** A list longer than this is not something a bureau is sent as one sheet. */
const LONGEST_LIST = 50_000;

/**
 * Makes the invented 示例县 as a bureau receives it, in EPSG:4545: plots and DLTB as Shapefiles, control lines and
 * protection layers as GeoPackages, two images, a DEM, the issued list. The same options give the same files.
 * Throws ARGUMENT_INVALID, FILE_EXISTS (directory not empty), FOLDER_NOT_WRITABLE, OPERATION_CANCELLED; after an
 * error nothing is left in the directory.
 */
export async function createSampleCounty(options: SampleCountyOptions): Promise<SampleCounty> {
  const { directory, plots = 2220, seed = 1, imagery = true, messy = false, signal } = options;
  checkNumber('plots', plots, 10, 1_000_000);
  checkNumber('seed', seed, 0, 2 ** 31 - 1);
  if (imagery && plots > LARGEST_IMAGED_COUNTY && options.imagery === true) {
    throw new AppError('ARGUMENT_INVALID', {
      argument: 'imagery',
      detail: `plots > ${LARGEST_IMAGED_COUNTY}`,
    });
  }
  prepareDirectory(directory);
  const failing = new AbortController();
  const stop = signal === undefined ? failing.signal : AbortSignal.any([signal, failing.signal]);
  let painting: Promise<unknown> = Promise.resolve();
  try {
    const files: SampleFile[] = [];
    if (imagery && plots <= LARGEST_IMAGED_COUNTY) {
      painting = Promise.all(
        EPOCHS.map(({ name, role: _role, ...epoch }) =>
          renderImagery({ ...epoch, path: join(directory, name), plots, seed }, stop, (done, total) =>
            options.onProgress?.(name, done, total),
          ),
        ),
      );
      painting.catch(() => undefined); // Awaited below; this only covers the time until then.
      for (const { name, role } of EPOCHS) files.push({ path: join(directory, name), role });
    }
    const scene = createCountyScene(plots, seed);
    const records: PlotRecord[] = [];
    const mess = messy ? createMessyPlots(plots, seed) : undefined;
    let lastPause = performance.now();
    files.unshift(
      ...(await writeSampleVectors({
        directory,
        scene,
        ...(mess === undefined ? {} : { mess }),
        onStep: async (stage, done, total) => {
          options.onProgress?.(stage, done, total);
          if (performance.now() - lastPause > 50) {
            await new Promise((resolve) => setImmediate(resolve));
            lastPause = performance.now();
          }
          throwIfCancelled(signal);
        },
        onPlot: (record) => {
          if (plots <= LONGEST_LIST) records.push(record);
        },
      })),
    );
    if (plots <= LONGEST_LIST) {
      const path = join(directory, '流出图斑清单.xlsx');
      await writeIssuedList(path, records);
      files.push({ path, role: 'list', features: records.length });
    }
    if (imagery) {
      const path = join(directory, 'DEM_10m.tif');
      await writeSampleDem(path, scene, DEM_CELL_METERS);
      files.push({ path, role: 'dem' });
    }
    await painting;
    throwIfCancelled(signal);
    const path = join(directory, '说明.txt');
    writeFileSync(path, describeSample(files, plots, seed, mess?.defects));
    files.push({ path, role: 'notes' });
    return { dir: directory, files, plots };
  } catch (error) {
    failing.abort();
    await painting.catch(() => undefined); // The first error is the one to report.
    for (const name of readdirSync(directory)) rmSync(join(directory, name), { force: true });
    throwIfCancelled(signal);
    throw error;
  }
}

function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new AppError('OPERATION_CANCELLED', { operation: 'sample create' });
}

function checkNumber(argument: string, value: number, least: number, most: number): void {
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new AppError('ARGUMENT_INVALID', { argument, detail: `${least} … ${most}` });
  }
}

function prepareDirectory(directory: string): void {
  let names: string[];
  try {
    mkdirSync(directory, { recursive: true });
    names = readdirSync(directory);
  } catch (cause) {
    throw new AppError('FOLDER_NOT_WRITABLE', { folder: directory }, { cause });
  }
  if (names[0] !== undefined) throw new AppError('FILE_EXISTS', { file: join(directory, names[0]) });
}

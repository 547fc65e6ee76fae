/**
 * `npm run bench -- overlay [--sizes 10000,50000,300000] [--workers 2] [--peers 50000] [--keep DIR]
 *   [--only postgis,geopandas,qgis,shapely] [--timeout SECONDS]`
 *
 * One JSON document on standard output: for each size the generated county (imagery off), a full run with reading,
 * pieces, ellipsoidal areas and storing, its peak memory, and a run after one red line polygon was moved; exponents
 * between sizes; and, at the size of `--peers`, other programs on the same candidates and exclusions. Each step is a
 * process of its own, so that peak memory is that of the step.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildBenchCounty, exportForPeers, measureRun } from './overlayBenchSteps.ts';
import { measureOverlay } from './overlayOnly.ts';
import { runOverlayPeers } from './overlayPeers.ts';

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '10000,50000,300000' },
    workers: { type: 'string', default: String(Math.min(2, availableParallelism())) },
    peers: { type: 'string', default: '50000' },
    only: { type: 'string', default: '' },
    timeout: { type: 'string', default: '1800' },
    keep: { type: 'string' },
    step: { type: 'string' },
    directory: { type: 'string', default: '' },
    plots: { type: 'string', default: '0' },
  },
});

const workers = Number(values.workers);
const steps: Record<string, () => Promise<unknown>> = {
  build: () => buildBenchCounty(values.directory, Number(values.plots)),
  run: () => measureRun(values.directory, workers),
  export: () => exportForPeers(values.directory),
  overlay: () => measureOverlay(values.directory, workers),
};

const step = values.step === undefined ? undefined : steps[values.step];
process.stdout.write(`${JSON.stringify(step === undefined ? benchAll() : await step(), null, 1)}\n`);

function benchAll(): unknown {
  const root = values.keep ?? mkdtempSync(join(tmpdir(), 'tianheng-bench-'));
  try {
    const sizes = values.sizes.split(',').map(Number);
    const runs = sizes.map((plots) => {
      const directory = join(root, `county-${plots}`);
      if (!existsSync(directory)) perform('build', directory, plots);
      return { plots, ...perform<{ fullSeconds: number }>('run', directory, plots) };
    });
    const exponents = runs.slice(1).map((run, index) => {
      const before = runs[index] as (typeof runs)[number];
      const exponent = Math.log(run.fullSeconds / before.fullSeconds) / Math.log(run.plots / before.plots);
      return { from: before.plots, to: run.plots, exponent };
    });
    const [cpu] = cpus();
    return {
      machine: {
        cpu: cpu?.model,
        cores: availableParallelism(),
        memoryBytes: totalmem(),
        node: process.version,
      },
      ...{ workers, runs, exponents },
      peers: sizes.includes(Number(values.peers)) ? comparePeers(root, Number(values.peers)) : null,
    };
  } finally {
    if (values.keep === undefined) rmSync(root, { recursive: true, force: true });
  }
}

/** The same job by our engine and by the peers; ratios say how many times longer a peer takes. */
function comparePeers(root: string, plots: number): unknown {
  const directory = join(root, `county-${plots}`);
  const files = perform<{
    candidates: string;
    exclusions: string;
    crs: string;
    netPlanarSquareMeters: number;
  }>('export', directory, plots);
  const own = perform<{ seconds: number; netPlanarSquareMeters: number }>('overlay', directory, plots);
  const wanted = values.only === '' ? [] : values.only.split(',');
  const { results, absent } = runOverlayPeers({ directory, ...files }, Number(values.timeout), wanted);
  return {
    plots,
    own,
    relativeDifferenceOfRun: files.netPlanarSquareMeters / own.netPlanarSquareMeters - 1,
    results: results.map((result) =>
      'seconds' in result
        ? {
            ...result,
            ratio: result.seconds / own.seconds,
            ...(result.loadingSeconds === undefined
              ? {}
              : { ratioWithoutLoading: (result.seconds - result.loadingSeconds) / own.seconds }),
            relativeDifference: result.netPlanarSquareMeters / own.netPlanarSquareMeters - 1,
          }
        : { ...result, ratioAtLeast: result.notFinishedInSeconds / own.seconds },
    ),
    absent,
  };
}

function perform<Reply>(name: string, directory: string, plots: number): Reply {
  const args = [
    '--step',
    name,
    '--directory',
    directory,
    '--plots',
    String(plots),
    '--workers',
    values.workers,
  ];
  const { status, stdout } = spawnSync(process.execPath, [import.meta.filename, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    // an installed app has its modules without types; here the steps before leave them so
    env: { ...process.env, NODE_COMPILE_CACHE: join(directory, '..', 'modules') },
  });
  if (status !== 0) throw new Error(`step ${name} of ${plots} plots failed`);
  return JSON.parse(stdout) as Reply;
}

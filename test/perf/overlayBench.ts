/**
 * `npm run bench -- overlay [--sizes 10000,50000,300000] [--workers 2] [--peers 50000] [--keep DIR] [--dense]
 *   [--only postgis,geopandas,qgis,shapely] [--timeout SECONDS]`
 *
 * One JSON document on standard output: for each size the generated county (benchCounty.ts), without a run before, a full
 * run with reading, pieces, ellipsoidal areas and storing, its peak memory, and a run after one red line polygon was
 * moved, by the clock and in processor time; exponents between sizes and over all of them; at the size of `--peers`,
 * other programs on the same candidates and exclusions; and which of the wanted figures hold. Each step is a process of
 * its own, so that peak memory is that of the step. `--keep`: counties that lie there are used as they are, and new ones
 * stay. `--workers`: default two, and for the bare overlay as many as a run takes by itself.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildBenchCounty } from './benchCounty.ts';
import { fitExponent, judgeOverlay } from './judgeOverlay.ts';
import { measureRun, type PeerFiles } from './overlayBenchSteps.ts';
import { measureOverlay } from './overlayOnly.ts';
import { runOverlayPeers } from './overlayPeers.ts';

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '10000,50000,300000' },
    workers: { type: 'string' },
    peers: { type: 'string', default: '50000' },
    only: { type: 'string', default: '' },
    timeout: { type: 'string', default: '1800' },
    keep: { type: 'string' },
    dense: { type: 'boolean', default: false },
    step: { type: 'string' },
    directory: { type: 'string', default: '' },
    plots: { type: 'string', default: '0' },
  },
});

const wanted = values.workers === undefined ? undefined : Number(values.workers);
const workers = wanted ?? Math.min(2, availableParallelism());
const sizes = values.sizes.split(',').map(Number);
const peersSize = Number(values.peers);
const steps: Record<string, () => Promise<unknown>> = {
  build: () => buildBenchCounty(values.directory, Number(values.plots), values.dense),
  run: () => measureRun(values.directory, workers, Number(values.plots) === peersSize),
  overlay: () => measureOverlay(values.directory, wanted),
};

const step = values.step === undefined ? undefined : steps[values.step];
process.stdout.write(
  `${JSON.stringify(step === undefined ? benchAll() : ((await step()) ?? null), null, 1)}\n`,
);

interface RunFigures {
  readonly plots: number;
  readonly fullSeconds: number;
  /** Of all threads on a core: what a busy machine or its host takes is not in it. */
  readonly fullProcessorSeconds: number;
  readonly peakRssBytes: number;
  readonly movedPolygonSeconds: number;
  readonly billMilliseconds: { readonly median: number; readonly p95: number };
}

function benchAll(): unknown {
  const root = values.keep ?? mkdtempSync(join(tmpdir(), 'tianheng-bench-'));
  try {
    const runs = sizes.map((plots) => {
      const directory = join(root, `county-${plots}`);
      if (!existsSync(directory)) perform('build', directory, plots);
      return { plots, ...perform<Omit<RunFigures, 'plots'>>('run', directory, plots) };
    });
    const exponents = {
      between: runs.slice(1).map((run, index) => {
        const before = runs[index] as RunFigures;
        return { from: before.plots, to: run.plots, exponent: fitExponent([before, run]) };
      }),
      fitted: runs.length > 1 ? fitExponent(runs) : null,
      fittedToProcessorTime:
        runs.length > 1
          ? fitExponent(runs.map((run) => ({ ...run, fullSeconds: run.fullProcessorSeconds })))
          : null,
    };
    const peers = sizes.includes(peersSize) ? comparePeers(root) : null;
    const largest = runs.reduce((most, run) => (run.plots > most.plots ? run : most));
    const [cpu] = cpus();
    return {
      machine: {
        cpu: cpu?.model,
        cores: availableParallelism(),
        memoryBytes: totalmem(),
        node: process.version,
      },
      county: values.dense ? 'dense' : '8 rule layers, 2 polygons to 3 plots',
      ...{ workers, runs, exponents, peers },
      holds: judgeOverlay({
        ...largest,
        billMilliseconds: largest.billMilliseconds.p95,
        exponent: exponents.fitted,
        ratios: peers?.ratios ?? {},
        totalsDifference: peers?.totalsDifference ?? null,
      }),
    };
  } finally {
    if (values.keep === undefined) rmSync(root, { recursive: true, force: true });
  }
}

interface OwnFigures {
  readonly seconds: number;
  readonly netPlanarSquareMeters: number;
}

/** The same job by our engine and by the peers; ratios say how many times longer a peer takes. */
function comparePeers(root: string) {
  const directory = join(root, `county-${peersSize}`);
  const files = JSON.parse(readFileSync(join(directory, 'peers.json'), 'utf8')) as PeerFiles;
  const overlay = () => perform<OwnFigures>('overlay', directory, peersSize);
  const before = [overlay(), overlay()];
  const wanted = values.only === '' ? [] : values.only.split(',');
  const { results, absent } = runOverlayPeers({ directory, ...files }, Number(values.timeout), wanted);
  // a shared machine changes its pace from one minute to the next: the middle one of what lies around the peers
  const [fastest, own, slowest] = [...before, overlay()].sort((a, b) => a.seconds - b.seconds) as [
    OwnFigures,
    OwnFigures,
    OwnFigures,
  ];
  const compare = (netPlanarSquareMeters: number): number =>
    netPlanarSquareMeters / own.netPlanarSquareMeters - 1;
  const finished = results.filter((result) => 'seconds' in result);
  const totals = [files, ...finished].map(({ netPlanarSquareMeters }) => compare(netPlanarSquareMeters));
  return {
    plots: peersSize,
    own: { ...own, fastestSeconds: fastest.seconds, slowestSeconds: slowest.seconds },
    relativeDifferenceOfRun: compare(files.netPlanarSquareMeters),
    results: results.map((result) =>
      'seconds' in result
        ? {
            ...result,
            ...(result.loadingSeconds === undefined
              ? {}
              : { ratioWithoutLoading: (result.seconds - result.loadingSeconds) / own.seconds }),
            relativeDifference: compare(result.netPlanarSquareMeters),
          }
        : result,
    ),
    // of a peer that was stopped: at least so many
    ratios: Object.fromEntries(
      results.map((result) => [
        result.peer,
        ('seconds' in result ? result.seconds : result.notFinishedInSeconds) / own.seconds,
      ]),
    ),
    totalsDifference: Math.max(...totals.map(Math.abs)),
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
    ...(values.workers === undefined ? [] : ['--workers', values.workers]),
    '--peers',
    values.peers,
    ...(values.dense ? ['--dense'] : []),
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

/**
 * `npm run bench -- documents [--plots 20000] [--cards 500] [--keep DIR]`
 *
 * One JSON document on standard output: the release of both lists of a generated county in all vector formats and
 * workbooks by the real path, which reads every file back before it seals (seconds, processor seconds, peak memory),
 * its verification, the same of one list, by default and per format, and the plot cards with both
 * images. Each step is a process of its own, so that peak memory is that of the step.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createClient } from '../../shared/contract/createClient.ts';
import type { ExportFormat } from '../../shared/contract/records/documentRecords.ts';
import { createInProcessTransport } from '../../shared/contract/transports/inProcessTransport.ts';
import { createTestBackend } from '../support/hosts.ts';

const { values } = parseArgs({
  options: {
    plots: { type: 'string', default: '20000' },
    cards: { type: 'string', default: '500' },
    keep: { type: 'string' },
    step: { type: 'string' },
    directory: { type: 'string', default: '' },
    formats: { type: 'string', default: '' },
    lists: { type: 'string', default: 'plots' },
  },
});

const vectorAndTables = [
  ...(['xlsx', 'statistics', 'ledger', 'restoration', 'csv'] as const),
  ...(['gpkg', 'geojson', 'shp', 'kml', 'txt'] as const),
];
/** What release.create makes where no formats are named. */
const defaultFormats = [
  ...(['xlsx', 'csv', 'gpkg', 'geojson', 'shp', 'kml', 'txt'] as const),
  ...(['docx', 'statistics', 'bulletin', 'wallmap'] as const),
];
const steps: Readonly<Record<string, () => Promise<unknown>>> = {
  build: buildCounty,
  release: measureRelease,
  verify: measureVerify,
};

const step = values.step === undefined ? undefined : steps[values.step];
process.stdout.write(`${JSON.stringify(step === undefined ? benchAll() : await step(), null, 1)}\n`);

function benchAll(): unknown {
  const root = values.keep ?? mkdtempSync(join(tmpdir(), 'tianheng-bench-'));
  try {
    const county = join(root, `county-${values.plots}`);
    const small = join(root, `cards-${values.cards}`);
    if (!existsSync(county)) perform('build', county, '', values.plots);
    if (!existsSync(small)) perform('build', small, '', values.cards);
    const both = 'plots,eligible';
    const release = perform('release', county, vectorAndTables.join(','), values.plots, both);
    return {
      machine: { cpu: cpus()[0]?.model, cores: availableParallelism(), memoryBytes: totalmem() },
      plots: Number(values.plots),
      ...{ release, verify: perform('verify', county) },
      oneList: perform('release', county, vectorAndTables.join(',')),
      byDefault: perform('release', county, defaultFormats.join(','), values.plots, both),
      byFormat: Object.fromEntries(
        vectorAndTables.map((format) => [format, perform('release', county, format)]),
      ),
      cards: { plots: Number(values.cards), ...(perform('release', small, 'pdf') as object) },
    };
  } finally {
    if (values.keep === undefined) rmSync(root, { recursive: true, force: true });
  }
}

async function buildCounty(): Promise<unknown> {
  const client = openClient();
  await client.call('sample.build', { directory: values.directory, plots: Number(values.plots) });
  return {};
}

/** The given lists in the given formats, written, read back, compared and sealed. */
async function measureRelease(): Promise<unknown> {
  const client = openClient();
  await client.call('project.open', { directory: join(values.directory, 'project') });
  const directory = join(values.directory, 'release');
  rmSync(directory, { recursive: true, force: true });
  const started = performance.now();
  const { files } = await client.call('release.create', {
    directory,
    lists: values.lists.split(',') as ('plots' | 'eligible')[],
    formats: values.formats.split(',') as ExportFormat[],
  });
  return {
    seconds: secondsSince(started),
    files: files.length,
    cpuSeconds: process.cpuUsage().user / 1e6,
    peakRssBytes: peakRss(),
  };
}

async function measureVerify(): Promise<unknown> {
  const started = performance.now();
  const { ok } = await openClient().call('release.verify', { directory: join(values.directory, 'release') });
  return { ok, seconds: secondsSince(started), peakRssBytes: peakRss() };
}

function openClient() {
  return createClient(createInProcessTransport(createTestBackend(join(values.directory, 'app'))));
}

function secondsSince(started: number): number {
  return Number(((performance.now() - started) / 1000).toFixed(2));
}

function peakRss(): number {
  return process.resourceUsage().maxRSS * 1024;
}

function perform(
  name: string,
  directory: string,
  formats = '',
  plots = values.plots,
  lists = 'plots',
): unknown {
  const args = [
    '--step',
    name,
    '--directory',
    directory,
    '--formats',
    formats,
    '--plots',
    plots,
    '--lists',
    lists,
  ];
  const { status, stdout } = spawnSync(process.execPath, [import.meta.filename, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) throw new Error(`step ${name} of ${plots} plots failed`);
  return JSON.parse(stdout);
}

/**
 * Figures of the imagery issue, printed as JSON: `node test/perf/imageryBench.ts [side in pixels]`.
 * A striped RGB GeoTIFF into the tile pack, against GDAL's COG driver in the same run (where GDAL is installed),
 * each in a process of its own for the peak of its memory; then tiles through the dispatcher.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { jpegQuality } from '../../electron/backend/imagery/encodeTile.ts';
import { GEO_TIFF_STRIP_ROWS, openGeoTiff } from '../../electron/backend/imagery/writeGeoTiff.ts';
import { createRandom } from '../support/createRandom.ts';
import { callBench, openBenchBackend, percentile } from './benchBackend.ts';

const budgets = { timesFasterThanGdal: 3, peakMegabytes: 500, tileP95Milliseconds: 5 };
const tileRequests = 2_000;
const [argument = '10000', task, directory] = process.argv.slice(2);
const side = Number(argument);

if (task === 'import' && directory !== undefined) await importOnce(directory);
else await run();

async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tianheng-imagery-bench-'));
  try {
    await paintSource(join(folder, 'source.tif'));
    const own = await measure(process.execPath, [fileURLToPath(import.meta.url), argument, 'import', folder]);
    const gdal = await measureGdal(folder);
    const imported = JSON.parse(own.output) as { seconds: number; tiles: number; bytes: number };
    const tiles = await measureTiles(join(folder, 'project'));
    const timesFaster = gdal === null ? null : gdal.sameQuality.seconds / imported.seconds;
    const holds =
      (timesFaster ?? Infinity) >= budgets.timesFasterThanGdal &&
      own.peakMegabytes <= budgets.peakMegabytes &&
      tiles.p95Milliseconds <= budgets.tileP95Milliseconds;
    const report = {
      side,
      processor: cpus()[0]?.model,
      cores: cpus().length,
      import: { ...imported, processSeconds: own.seconds, peakMegabytes: own.peakMegabytes },
      gdalCog: gdal,
      timesFaster,
      tiles,
      budgets,
      holds,
    };
    process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
    process.exitCode = holds ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * GDAL's COG driver on the same file: with our JPEG quality, as it comes (quality 75, one thread), and with all
 * threads. The first is what we are measured against; null where GDAL is not installed.
 */
async function measureGdal(folder: string) {
  if (spawnSync('gdal_translate', ['--version']).status !== 0) return null;
  const translate = async (options: readonly string[]) => {
    const target = join(folder, 'cog.tif');
    const { seconds, peakMegabytes } = await measure('gdal_translate', [
      ...['-q', '-of', 'COG', '-co', 'COMPRESS=JPEG', ...options],
      ...[join(folder, 'source.tif'), target],
    ]);
    rmSync(target, { force: true });
    return { seconds, peakMegabytes };
  };
  return {
    sameQuality: await translate(['-co', `QUALITY=${jpegQuality}`]),
    asItComes: await translate([]),
    allThreads: await translate(['-co', `QUALITY=${jpegQuality}`, '-co', 'NUM_THREADS=ALL_CPUS']),
  };
}

/** Fields, grain and edges: something a JPEG has to work for. */
async function paintSource(path: string): Promise<void> {
  const tiff = await openGeoTiff({
    path,
    width: side,
    height: side,
    sample: 'rgb8',
    compression: 'none',
    epsg: 4545,
    west: 452_000,
    north: 3_453_000,
    pixelMeters: 0.5,
  });
  const random = createRandom(7);
  const grain = Uint8Array.from({ length: 65_536 }, () => Math.floor(random() * 24));
  for (let top = 0; top < side; top += GEO_TIFF_STRIP_ROWS) {
    const rows = Math.min(GEO_TIFF_STRIP_ROWS, side - top);
    const pixels = new Uint8Array(rows * side * 3);
    for (let row = 0, at = 0; row < rows; row++) {
      for (let column = 0; column < side; column++, at += 3) {
        const y = top + row;
        const field = ((Math.floor(column / 170) * 37 + Math.floor(y / 130) * 61) % 97) + 60;
        const noise = grain[(column * 131 + y * 577) & 65_535] as number;
        pixels[at] = field + noise;
        pixels[at + 1] = field + 20 + noise;
        pixels[at + 2] = 70 + (noise >> 1);
      }
    }
    await tiff.writeStrip(pixels);
  }
  await tiff.finish();
}

async function importOnce(folder: string): Promise<void> {
  const project = join(folder, 'project');
  const backend = openBenchBackend(folder);
  await callBench(backend, 'project.create', { directory: project, name: 'bench', crs: 'EPSG:4545' });
  const started = performance.now();
  const report = (await callBench(backend, 'import.imagery', {
    files: [join(folder, 'source.tif')],
    epoch: '2026-03',
    by: 'bench',
  })) as { tiles: number; bytes: number };
  const seconds = (performance.now() - started) / 1000;
  await callBench(backend, 'project.close', {});
  const peakMegabytes = readPeakMegabytes(process.pid);
  process.stdout.write(JSON.stringify({ seconds, tiles: report.tiles, bytes: report.bytes, peakMegabytes }));
}

async function measureTiles(directory: string) {
  const backend = openBenchBackend(directory);
  const summary = (await callBench(backend, 'project.open', { directory })) as {
    imagery: { id: string; resolutions: number[] }[];
  };
  const [image] = summary.imagery;
  if (image === undefined) throw new Error('the bench imported no image');
  const z = image.resolutions.length - 1;
  const span = Math.ceil(side / 512);
  const random = createRandom(11);
  const times: number[] = [];
  for (let i = 0; i < tileRequests; i++) {
    const request = { imageId: image.id, z, x: Math.floor(random() * span), y: Math.floor(random() * span) };
    const started = performance.now();
    await callBench(backend, 'imagery.tile', request);
    times.push(performance.now() - started);
  }
  await callBench(backend, 'project.close', {});
  return {
    requests: tileRequests,
    p50Milliseconds: percentile(times, 0.5),
    p95Milliseconds: percentile(times, 0.95),
  };
}

interface Measured {
  readonly seconds: number;
  readonly peakMegabytes: number;
  readonly output: string;
}

/** Runs a program and samples the peak of its resident memory, as the kernel keeps it. */
async function measure(program: string, parameters: readonly string[]): Promise<Measured> {
  const started = performance.now();
  const child = spawn(program, parameters, { stdio: ['ignore', 'pipe', 'inherit'] });
  let peakMegabytes = 0;
  const timer = setInterval(() => {
    peakMegabytes = Math.max(peakMegabytes, child.pid === undefined ? 0 : readPeakMegabytes(child.pid));
  }, 20);
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString('utf8');
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  clearInterval(timer);
  if (code !== 0) throw new Error(`${program} ended with ${code}`);
  return { seconds: (performance.now() - started) / 1000, peakMegabytes, output };
}

function readPeakMegabytes(pid: number): number {
  try {
    const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Math.round(Number(peak ?? 0) / 1024);
  } catch {
    // the process has just ended, or this system has no /proc
    return 0;
  }
}

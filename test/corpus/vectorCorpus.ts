import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runReaderTask } from '../../electron/backend/vector/intake/runReaderTask.ts';
import { copySourceGroup } from '../../electron/backend/vector/source/copySourceGroup.ts';
import { AppError } from '../../shared/errors/AppError.ts';

/**
 * Reads every vector data set of the corpus that is in scope and compares the number of features with what GDAL 3.6.2
 * found (baseline-vector.tsv). What differs must be named, with the reason, in vectorDifferences.tsv, which may only
 * shrink: an entry that no longer applies is an error too. `npm run corpus`.
 */
const corpus = fileURLToPath(new URL('../../../shared/corpus/', import.meta.url));
const differencesFile = fileURLToPath(new URL('./vectorDifferences.tsv', import.meta.url));
const inScope: ReadonlySet<string> = new Set(['.shp', '.gpkg', '.json', '.geojson', '.topojson']);

interface Outcome {
  readonly path: string;
  /** 'agree', or what differs: 'features 3 <> 4', 'refused CODE', 'opened', 'crash'. */
  readonly verdict: string;
}

if (existsSync(corpus)) await run();
else process.stderr.write('skipped: the corpus is not beside this checkout (../shared/corpus)\n');

async function run(): Promise<void> {
  const privateDirectory = mkdtempSync(join(tmpdir(), 'tianheng-corpus-'));
  const outcomes: Outcome[] = [];
  try {
    for (const line of readTable(join(corpus, 'baseline-vector.tsv'))) {
      const [path = '', result = '', driver = '', , features = '0'] = line;
      if (!inScope.has(extname(path).toLowerCase())) continue;
      const expected = result === 'open' ? Number(features) : undefined;
      outcomes.push({ path, verdict: await judge(path, expected, privateDirectory, driver) });
    }
  } finally {
    rmSync(privateDirectory, { recursive: true, force: true });
  }
  report(outcomes);
}

async function judge(
  path: string,
  expected: number | undefined,
  privateDirectory: string,
  driver: string,
): Promise<string> {
  const file = join(corpus, path);
  try {
    const copy = await copySourceGroup(file, privateDirectory);
    try {
      const layerName = basename(path, extname(path));
      const datasets = await runReaderTask(
        { kind: 'inspect', path: copy.path, file, layerName, encoding: undefined },
        { operation: 'corpus' },
      );
      const read = datasets.reduce((sum, dataset) => sum + dataset.features, 0);
      if (expected === undefined) return `opened with ${read}; GDAL rejects`;
      return read === expected ? 'agree' : `features ${read} <> ${expected} (${driver})`;
    } finally {
      await copy.remove();
    }
  } catch (error) {
    if (!(error instanceof AppError)) return `crash ${String(error).slice(0, 120)}`;
    return expected === undefined ? 'agree' : `refused ${error.code}`;
  }
}

function report(outcomes: readonly Outcome[]): void {
  const known = new Map(readTable(differencesFile).map(([path = '', verdict = '']) => [path, verdict]));
  const differing = outcomes.filter(({ verdict }) => verdict !== 'agree');
  const isNew = ({ path, verdict }: Outcome) => known.get(path) !== verdict;
  for (const outcome of differing) {
    process.stdout.write(`${isNew(outcome) ? 'NEW  ' : 'known'}\t${outcome.path}\t${outcome.verdict}\n`);
  }
  const fresh = differing.filter(isNew).length;
  const gone = [...known.keys()].filter((path) => !differing.some((outcome) => outcome.path === path));
  for (const path of gone) process.stdout.write(`GONE \t${path}\tno longer differs: take it off the list\n`);
  const crashes = outcomes.filter(({ verdict }) => verdict.startsWith('crash')).length;
  process.stdout.write(
    `vector corpus: ${outcomes.length} data sets, ${outcomes.length - differing.length} agree with GDAL, ` +
      `${differing.length - fresh} known differences, ${fresh} new, ${gone.length} gone, ${crashes} crashes\n`,
  );
  process.exitCode = fresh + gone.length + crashes > 0 ? 1 : 0;
}

function readTable(file: string): string[][] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .slice(1)
    .filter((line) => line.trim() !== '')
    .map((line) => line.split('\t'));
}

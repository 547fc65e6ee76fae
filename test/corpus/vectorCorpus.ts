import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runReaderTask } from '../../electron/backend/vector/intake/runReaderTask.ts';
import { copySourceGroup } from '../../electron/backend/vector/source/copySourceGroup.ts';
import { AppError } from '../../shared/errors/AppError.ts';
import { readTable } from './readTable.ts';
import { type Outcome, reportDifferences } from './reportDifferences.ts';

/**
 * Reads every vector data set of the corpus that is in scope and compares the number of features with what GDAL 3.6.2
 * found (baseline-vector.tsv). What differs must be named, with the reason, in vectorDifferences.tsv, which may only
 * shrink: an entry that no longer applies is an error too. `npm run corpus`.
 */
const corpus = fileURLToPath(new URL('../../../shared/corpus/', import.meta.url));
const differencesFile = fileURLToPath(new URL('./vectorDifferences.tsv', import.meta.url));
const inScope: ReadonlySet<string> = new Set(['.shp', '.gpkg', '.json', '.geojson', '.topojson']);

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
  reportDifferences(
    outcomes,
    differencesFile,
    (agreeing) => `vector corpus: ${outcomes.length} data sets, ${agreeing} agree with GDAL`,
  );
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

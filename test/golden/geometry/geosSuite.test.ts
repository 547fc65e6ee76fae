import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createGeometryEngine } from '../../../shared/domain/geometry/createGeometryEngine.ts';
import type { GeometryEngine } from '../../../shared/domain/geometry/GeometryEngine.ts';
import { corpusPath, describeWhenAvailable } from '../../support/availability.ts';
import { readGeosSuite, type SuiteOperation } from './geosSuite.ts';
import { type Outcome, runSuiteOperation } from './runSuiteOperation.ts';

/** An operation whose answer differs from the suite's, with the reason why that is accepted. */
interface SuiteException {
  readonly file: string;
  readonly case: number;
  readonly operation: number;
  readonly name: string;
  readonly why: string;
}

const folder = corpusPath('01-overlay/geos-xmltester');
const exceptions = JSON.parse(
  readFileSync(new URL('./geos-exceptions.json', import.meta.url), 'utf8'),
) as SuiteException[];

/** The list may only shrink: lower this number with it, never raise it. */
const MOST_EXCEPTIONS = 4;

/** What the engine must have run of the suite, so that a broken reader cannot pass by running nothing. */
const LEAST_JUDGED = 7900;

describeWhenAvailable('the GEOS/JTS XML suite through our engine', { corpus: folder !== undefined }, () => {
  let engine: GeometryEngine;
  const judged: { operation: SuiteOperation; outcome: Outcome }[] = [];

  beforeAll(async () => {
    engine = await createGeometryEngine();
    for (const operation of readGeosSuite(folder ?? '')) {
      judged.push({ operation, outcome: engine.scope(() => runSuiteOperation(engine, operation)) });
    }
    printCounts(judged);
  });

  afterAll(() => engine.dispose());

  it('runs the whole suite and leaves no shape alive', () => {
    const run = judged.filter(({ outcome }) => outcome.status !== 'skipped');
    expect(run.length).toBeGreaterThanOrEqual(LEAST_JUDGED);
    expect(engine.statistics().liveShapes).toBe(0);
  });

  it('is right everywhere but in the named exceptions', () => {
    const named = new Set(
      exceptions.map(({ file, case: number, operation }) => `${file} ${number}.${operation}`),
    );
    const unexplained = judged
      .filter(({ operation, outcome }) => !isAccepted(operation, outcome) && !named.has(keyOf(operation)))
      .map(({ operation, outcome }) => ({ key: keyOf(operation), name: operation.name, ...outcome }));
    expect(unexplained).toEqual([]);
  });

  it('keeps no exception that has become right, and no more of them than before', () => {
    const outcomes = new Map(judged.map(({ operation, outcome }) => [keyOf(operation), outcome]));
    const stale = exceptions.filter(({ file, case: number, operation }) => {
      const outcome = outcomes.get(`${file} ${number}.${operation}`);
      return outcome === undefined || outcome.status === 'right';
    });
    expect(stale).toEqual([]);
    expect(exceptions.length).toBeLessThanOrEqual(MOST_EXCEPTIONS);
  });
});

/** In failure/, the suite keeps cases that defeat GEOS itself: there a refusal is as good as an answer. */
function isAccepted(operation: SuiteOperation, outcome: Outcome): boolean {
  if (outcome.status === 'right' || outcome.status === 'skipped') return true;
  return outcome.status === 'not computed' && operation.file.startsWith('failure/');
}

function keyOf({ file, caseNumber, operationNumber }: SuiteOperation): string {
  return `${file} ${caseNumber}.${operationNumber}`;
}

function printCounts(judged: readonly { operation: SuiteOperation; outcome: Outcome }[]): void {
  const rows: Record<string, Record<string, number>> = {};
  for (const { operation, outcome } of judged) {
    rows[operation.name] ??= {};
    const row = rows[operation.name] as Record<string, number>;
    row[outcome.status] = (row[outcome.status] ?? 0) + 1;
  }
  const lines = Object.entries(rows)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(
      ([name, row]) =>
        `  ${name}: ${Object.entries(row)
          .map(([status, count]) => `${count} ${status}`)
          .join(', ')}`,
    );
  process.stdout.write(`GEOS XML suite, ${judged.length} operations:\n${lines.join('\n')}\n`);
}

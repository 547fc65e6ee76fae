/**
 * Runs 1,000,000 engine operations and fails where memory grew. `npm run soak -- geometry [operations]`.
 * Budget: WASM heap unchanged and resident memory within 32 MB of its value after the first tenth.
 */
import { createGeometryEngine } from '../../shared/domain/geometry/createGeometryEngine.ts';
import { runGeometryOperations } from '../support/runGeometryOperations.ts';

const GROWTH_BUDGET_MEGABYTES = 32;
const total = Number(process.argv[2] ?? 1_000_000);
const engine = await createGeometryEngine();
const started = performance.now();
let baseline: { heapBytes: number; resident: number } | undefined;
let failed = false;

for (let tenth = 1; tenth <= 10; tenth++) {
  runGeometryOperations(engine, total / 10, tenth);
  const { heapBytes, liveShapes } = engine.statistics();
  const resident = Math.round(process.memoryUsage.rss() / 1e6);
  baseline ??= { heapBytes, resident };
  failed ||=
    liveShapes !== 0 ||
    heapBytes !== baseline.heapBytes ||
    resident - baseline.resident > GROWTH_BUDGET_MEGABYTES;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  process.stdout.write(
    `${(total / 10) * tenth} operations, ${seconds} s: resident ${resident} MB, WASM heap ${heapBytes / 2 ** 20} MiB, ${liveShapes} shapes alive\n`,
  );
}

process.stdout.write(failed ? 'FAILED: memory grew\n' : 'memory is flat\n');
process.exitCode = failed ? 1 : 0;

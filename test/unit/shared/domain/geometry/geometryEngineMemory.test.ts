import { expect, it } from 'vitest';
import { createGeometryEngine } from '../../../../../shared/domain/geometry/createGeometryEngine.ts';
import { runGeometryOperations } from '../../../../support/runGeometryOperations.ts';

const MEGABYTE = 1 << 20;

// The run of 1,000,000 operations is test/perf/geometrySoak.ts.
it('holds its memory over 50,000 operations, refusals included', async () => {
  const engine = await createGeometryEngine();
  runGeometryOperations(engine, 5_000, 1);
  const heapBefore = engine.statistics().heapBytes;
  const residentBefore = process.memoryUsage.rss();
  runGeometryOperations(engine, 50_000, 2);
  expect(engine.statistics()).toEqual({ liveShapes: 0, heapBytes: heapBefore });
  // JavaScript's own heap moves by some tens of megabytes; 50,000 leaked geometries would take far more.
  expect(process.memoryUsage.rss() - residentBefore).toBeLessThan(64 * MEGABYTE);
  engine.dispose();
}, 180_000);

import { parentPort, workerData } from 'node:worker_threads';
import { createAreaMeter } from '../../../shared/domain/area/areaMeter.ts';
import { findCoordinateSystem } from '../../../shared/domain/crs/coordinateSystem.ts';
import { createFrame } from '../../../shared/domain/eligibility/frame.ts';
import { createGeometryEngine } from '../../../shared/domain/geometry/createGeometryEngine.ts';
import { cutPlots } from './cutPlots.ts';
import { type CutWorkerData, LOST_WORKER_EXIT_CODE, type WorkerTask } from './messages.ts';
import { PartCache } from './PartCache.ts';
import { listBuffers, packResults } from './packResults.ts';
import { listPreparedBuffers, prepareExclusions } from './prepareExclusions.ts';
import { type PartsView, type SharedParts, viewParts } from './sharedParts.ts';

const port = parentPort;
if (port === null) throw new Error('cutWorker runs as a worker thread');
const settings = workerData as CutWorkerData;
const system = findCoordinateSystem(settings.crs);
if (system === undefined) throw new Error(`unknown coordinate system ${settings.crs}`);
const engine = await createGeometryEngine();
const meter = createAreaMeter(system, { edgeSplitMeters: settings.edgeSplitMeters });
const tools = {
  engine,
  frame: createFrame(system, settings.latitude),
  measure: meter.computeSquareMeters,
  overlapMask: settings.overlapMask,
};

let current: { id: string; view: PartsView; cache: PartCache } | undefined;

function openParts(shared: SharedParts) {
  if (current?.id !== shared.id) {
    const view = viewParts(shared);
    current = { id: shared.id, view, cache: new PartCache(engine, view) };
  }
  return current;
}

port.on('message', (task: WorkerTask) => {
  if (task.kind === 'prepare') {
    const prepared = prepareExclusions(engine, task);
    port.postMessage(prepared, listPreparedBuffers(prepared));
    return;
  }
  const { view, cache } = openParts(task.exclusions);
  const results = cutPlots(tools, view, cache, task);
  if (results.some((result) => !result.ok && result.code === 'ENGINE_LOST'))
    process.exit(LOST_WORKER_EXIT_CODE);
  const packed = packResults(results);
  port.postMessage(packed, listBuffers(packed));
});

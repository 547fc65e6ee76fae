import { workerData } from 'node:worker_threads';
import { atomicWrite } from '../../files/atomicWrite.ts';
import { iterateLayerFeatures } from '../../storage/project/iterateLayerFeatures.ts';
import { readPlotIds } from '../../storage/project/readTileRows.ts';
import { openDatabase } from '../../storage/sqlite/openDatabase.ts';
import { buildOverview } from './buildOverview.ts';
import { writeOverview } from './layerOverview.ts';

export interface OverviewTask {
  readonly database: string;
  readonly layerId: string;
  readonly tolerance: number;
  readonly target: string;
}

// a thread of its own: the county's geometry is read once while the window already shows it
const { database, layerId, tolerance, target } = workerData as OverviewTask;
const db = openDatabase(database, { readOnly: true });
try {
  const overview = buildOverview(
    iterateLayerFeatures(db, layerId, { fields: [] }),
    readPlotIds(db, layerId),
    tolerance,
  );
  await atomicWrite(target, writeOverview(overview));
} finally {
  db.close();
}

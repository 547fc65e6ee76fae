import { workerData } from 'node:worker_threads';
import { atomicWrite } from '../../files/atomicWrite.ts';
import { iterateLayerFeatures } from '../../storage/project/iterateLayerFeatures.ts';
import { readPlotIds } from '../../storage/project/readTileRows.ts';
import { openDatabase } from '../../storage/sqlite/openDatabase.ts';
import { buildOverviews } from './buildOverviews.ts';
import { writeOverview } from './layerOverview.ts';

export interface OverviewTask {
  readonly database: string;
  readonly layerId: string;
  /** Files to make, with how far a thinned outline may lie off in CRS units. */
  readonly targets: readonly { readonly file: string; readonly tolerance: number }[];
}

// a thread of its own: the county's geometry is read once while the window already shows it
const { database, layerId, targets } = workerData as OverviewTask;
const db = openDatabase(database, { readOnly: true });
try {
  const overviews = buildOverviews(
    iterateLayerFeatures(db, layerId, { fields: [] }),
    readPlotIds(db, layerId),
    targets.map(({ tolerance }) => tolerance),
  );
  for (const [i, overview] of overviews.entries()) {
    await atomicWrite((targets[i] as { file: string }).file, writeOverview(overview));
  }
} finally {
  db.close();
}

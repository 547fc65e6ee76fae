import type { Bounds } from '../../../../shared/domain/geometry/multiPolygon.ts';
import type { ReadableDatabase } from '../sqlite/Connection.ts';
import { sql } from '../sqlite/sql.ts';
import { iterateLayerFeatures } from './iterateLayerFeatures.ts';
import { listLayers } from './layers.ts';

export interface NeighbourPlot {
  readonly plotId: number;
  readonly plotNo: string;
  /** In the project CRS. */
  readonly wkb: Uint8Array;
}

/** Plots other than this one whose bounds meet the given ones. */
export function findNeighbours(db: ReadableDatabase, plotId: number, bounds: Bounds): NeighbourPlot[] {
  const found: NeighbourPlot[] = [];
  for (const layer of listLayers(db)) {
    if (layer.role !== 'plots') continue;
    for (const { fid, wkb } of iterateLayerFeatures(db, layer.id, { bounds, fields: [] })) {
      const plot = db.get<Omit<NeighbourPlot, 'wkb'>>(sql`
        SELECT plot_id AS plotId, plot_no AS plotNo FROM plots WHERE layer_id = ${Number(layer.id)} AND fid = ${fid}`);
      if (plot !== undefined && wkb !== null && plot.plotId !== plotId) found.push({ ...plot, wkb });
    }
  }
  return found;
}

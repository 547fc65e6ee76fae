import { join } from 'node:path';
import { computeHilbertIndex } from '../../electron/backend/compute/computeHilbertIndex.ts';
import { computePieces } from '../../electron/backend/compute/computePieces.ts';
import { createCutPool } from '../../electron/backend/compute/createCutPool.ts';
import type { PlotResult } from '../../electron/backend/compute/messages.ts';
import { uniteBounds } from '../../electron/backend/compute/uniteBounds.ts';
import { readGeometryBlob } from '../../electron/backend/storage/geopackage/geometryBlob.ts';
import { openDatabase } from '../../electron/backend/storage/sqlite/openDatabase.ts';
import { computePlanarArea } from '../../shared/domain/geometry/computePlanarArea.ts';
import type { Bounds } from '../../shared/domain/geometry/multiPolygon.ts';
import { parseWkb } from '../../shared/domain/geometry/parseWkb.ts';

/** Of the generated county. */
const SAMPLE_CRS = 'EPSG:4545';

interface Outline {
  readonly wkb: Uint8Array;
  readonly bounds: Bounds;
}

/**
 * The job of the peers by our engine: reads both GeoPackages, cuts every candidate by all exclusions, and takes the
 * ellipsoidal areas of candidates and pieces. The planar area, which the peers are compared by, is added up after the
 * clock has stopped.
 */
export async function measureOverlay(
  directory: string,
  workers: number,
): Promise<{ seconds: number; netPlanarSquareMeters: number; netSquareMeters: number; notComputed: number }> {
  const started = performance.now();
  const settings = { crs: SAMPLE_CRS, edgeSplitMeters: 70, latitude: 0 };
  const job = { signal: new AbortController().signal, operation: 'bench' };
  const pool = createCutPool(settings, job);
  // they load while the files are read
  pool.warmUp(workers);
  const exclusions = readOutlines(directory, 'exclusions');
  const candidates = readOutlines(directory, 'candidates');
  const extent = uniteBounds(candidates.map(({ bounds }) => bounds));
  const keys = Float64Array.from(candidates, ({ bounds: { minX, minY, maxX, maxY } }) =>
    computeHilbertIndex((minX + maxX) / 2, (minY + maxY) / 2, extent),
  );
  const order = candidates.map((_, index) => index);
  order.sort((a, b) => (keys[a] as number) - (keys[b] as number));
  const results = new Map<number, PlotResult>();
  let netSquareMeters = 0;
  await computePieces(
    {
      ...settings,
      exclusions: exclusions.map(({ wkb }, source) => ({ wkb, source, ruleMask: 1 })),
      exclusionCount: exclusions.length,
      plots: order.map((plotId) => ({ plotId, wkb: (candidates[plotId] as Outline).wkb })),
      plotCount: order.length,
    },
    {
      ...{ ...job, workers, onProgress: () => undefined },
      onPlot: (plotId, result) => {
        results.set(plotId, result);
        if (!result.ok) return;
        for (const { mask, areaSquareMeters } of result.cut.pieces)
          if (mask === 0) netSquareMeters += areaSquareMeters;
      },
    },
    pool,
  );
  const seconds = (performance.now() - started) / 1000;
  let netPlanarSquareMeters = 0;
  let notComputed = 0;
  for (const [plotId, result] of results) {
    if (!result.ok) notComputed += 1;
    else
      for (const { mask, wkb } of result.cut.pieces)
        if (mask === 0)
          netPlanarSquareMeters += computePlanarArea(decode(wkb ?? (candidates[plotId] as Outline).wkb));
  }
  return { seconds, netPlanarSquareMeters, netSquareMeters, notComputed };
}

/** The outlines of a GeoPackage of one layer, named as the file, with the bounds that their headers tell. */
function readOutlines(directory: string, name: string): Outline[] {
  const db = openDatabase(join(directory, `${name}.gpkg`), { readOnly: true });
  try {
    const outlines: Outline[] = [];
    const query = { text: `SELECT geom FROM "${name}" ORDER BY fid`, values: [] };
    for (const { geom } of db.iterate<{ geom: Uint8Array | null }>(query)) {
      const blob = geom === null ? undefined : readGeometryBlob(geom);
      if (blob === undefined) throw new Error(`${name}: a feature without a geometry`);
      const { wkb, bounds } = blob;
      if (bounds === null) throw new Error(`${name}: a geometry without bounds`);
      outlines.push({ wkb, bounds });
    }
    return outlines;
  } finally {
    db.close();
  }
}

function decode(wkb: Uint8Array) {
  const parsed = parseWkb(wkb);
  if (!parsed.ok) throw new Error(parsed.failure.message);
  return parsed.value.polygons;
}

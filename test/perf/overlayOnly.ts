import { join } from 'node:path';
import { computeHilbertIndex } from '../../electron/backend/compute/computeHilbertIndex.ts';
import { computePieces, type ExclusionFeature } from '../../electron/backend/compute/computePieces.ts';
import { createCutPool } from '../../electron/backend/compute/createCutPool.ts';
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
  const candidates = [...readOutlines(directory, 'candidates')];
  const extent = uniteBounds(candidates.map(({ bounds }) => bounds));
  const keys = Float64Array.from(candidates, ({ bounds: { minX, minY, maxX, maxY } }) =>
    computeHilbertIndex((minX + maxX) / 2, (minY + maxY) / 2, extent),
  );
  const order = candidates.map((_, index) => index);
  order.sort((a, b) => (keys[a] as number) - (keys[b] as number));
  const net: Uint8Array[] = [];
  let notComputed = 0;
  let netSquareMeters = 0;
  await computePieces(
    {
      ...settings,
      exclusions: readExclusions(directory),
      exclusionCount: countOutlines(directory, 'exclusions'),
      plots: order.map((plotId) => ({ plotId, wkb: (candidates[plotId] as Outline).wkb })),
      plotCount: order.length,
    },
    {
      ...{ ...job, workers, onProgress: () => undefined },
      onPlot: (plotId, result) => {
        if (!result.ok) {
          notComputed += 1;
          return;
        }
        for (const { mask, areaSquareMeters, wkb } of result.cut.pieces) {
          if (mask !== 0) continue;
          netSquareMeters += areaSquareMeters;
          net.push(wkb ?? (candidates[plotId] as Outline).wkb);
        }
      },
    },
    pool,
  );
  const seconds = (performance.now() - started) / 1000;
  const netPlanarSquareMeters = net.reduce((sum, wkb) => sum + computePlanarArea(decode(wkb)), 0);
  return { seconds, netPlanarSquareMeters, netSquareMeters, notComputed };
}

/** Read while they are prepared. */
function* readExclusions(directory: string): Generator<ExclusionFeature> {
  let source = 0;
  for (const { wkb } of readOutlines(directory, 'exclusions')) yield { wkb, source: source++, ruleMask: 1 };
}

function countOutlines(directory: string, name: string): number {
  const db = openDatabase(join(directory, `${name}.gpkg`), { readOnly: true });
  try {
    return db.value<number>({ text: `SELECT count(*) FROM "${name}"`, values: [] }) ?? 0;
  } finally {
    db.close();
  }
}

const ROWS_PER_READ = 500;

/** The outlines of a GeoPackage of one layer, named as the file, with the bounds that their headers tell. */
function* readOutlines(directory: string, name: string): Generator<Outline> {
  const db = openDatabase(join(directory, `${name}.gpkg`), { readOnly: true });
  const text = `SELECT fid, geom FROM "${name}" WHERE fid > ? ORDER BY fid LIMIT ${ROWS_PER_READ}`;
  try {
    for (let after = Number.MIN_SAFE_INTEGER; ; ) {
      const rows = db.all<{ fid: number; geom: Uint8Array | null }>({ text, values: [after] });
      for (const { geom } of rows) {
        const blob = geom === null ? undefined : readGeometryBlob(geom);
        if (blob === undefined) throw new Error(`${name}: a feature without a geometry`);
        const { wkb, bounds } = blob;
        if (bounds === null) throw new Error(`${name}: a geometry without bounds`);
        yield { wkb, bounds };
      }
      const last = rows.at(-1);
      if (last === undefined || rows.length < ROWS_PER_READ) return;
      after = last.fid;
    }
  } finally {
    db.close();
  }
}

function decode(wkb: Uint8Array) {
  const parsed = parseWkb(wkb);
  if (!parsed.ok) throw new Error(parsed.failure.message);
  return parsed.value.polygons;
}

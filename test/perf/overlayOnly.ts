import { join } from 'node:path';
import { chooseWorkers } from '../../electron/backend/compute/chooseWorkers.ts';
import {
  computePieces,
  type ExclusionFeature,
  type PlotInput,
} from '../../electron/backend/compute/computePieces.ts';
import { createCutPool } from '../../electron/backend/compute/createCutPool.ts';
import { orderAlongCurve } from '../../electron/backend/compute/orderAlongCurve.ts';
import { type PackedBytes, packBytes, unpackBytes } from '../../electron/backend/compute/packBytes.ts';
import { uniteBounds } from '../../electron/backend/compute/uniteBounds.ts';
import { readGeometryBlob } from '../../electron/backend/storage/geopackage/geometryBlob.ts';
import type { PlotBox } from '../../electron/backend/storage/project/readPlotWkbs.ts';
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

/** All outlines of a file, few objects as they are many. */
interface Outlines {
  readonly count: number;
  wkb(index: number): Uint8Array;
  readonly boxes: readonly PlotBox[];
}

/**
 * The job of the peers by our engine: reads both GeoPackages, cuts every candidate by all exclusions, and takes the
 * ellipsoidal areas of candidates and pieces. The planar area, which the peers are compared by, is added up after the
 * clock has stopped. `wanted`: workers; default what a run takes by itself.
 */
export async function measureOverlay(
  directory: string,
  wanted?: number,
): Promise<{
  seconds: number;
  workers: number;
  netPlanarSquareMeters: number;
  netSquareMeters: number;
  notComputed: number;
}> {
  const started = performance.now();
  const settings = { crs: SAMPLE_CRS, edgeSplitMeters: 70, latitude: 0 };
  const job = { signal: new AbortController().signal, operation: 'bench' };
  const pool = createCutPool(settings, job);
  const workers = wanted ?? chooseWorkers(countOutlines(directory, 'candidates'));
  // they load while the files are read
  pool.warmUp(workers);
  const candidates = readAll(directory, 'candidates');
  // pieces, and plots that are whole
  const net: (Uint8Array | number)[] = [];
  let notComputed = 0;
  let netSquareMeters = 0;
  let order: Float64Array = new Float64Array(0);
  const computing = computePieces(
    {
      ...settings,
      exclusions: readExclusions(directory),
      exclusionCount: countOutlines(directory, 'exclusions'),
      plots: listPlots(candidates, () => order),
      plotCount: candidates.count,
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
          net.push(wkb ?? plotId);
        }
      },
    },
    pool,
  );
  // the workers have the first exclusions in hand
  order = orderAlongCurve(candidates.boxes, uniteBounds(candidates.boxes)).plotIds;
  await computing;
  const seconds = (performance.now() - started) / 1000;
  let netPlanarSquareMeters = 0;
  for (const piece of net)
    netPlanarSquareMeters += computePlanarArea(
      decode(typeof piece === 'number' ? candidates.wkb(piece) : piece),
    );
  return { seconds, workers, netPlanarSquareMeters, netSquareMeters, notComputed };
}

/** Near ones after each other. */
function* listPlots(candidates: Outlines, order: () => Float64Array): Generator<PlotInput> {
  for (const plotId of order()) yield { plotId, wkb: candidates.wkb(plotId) };
}

/** Read while they are prepared. */
function* readExclusions(directory: string): Generator<ExclusionFeature> {
  let source = 0;
  for (const page of readPages(directory, 'exclusions')) {
    for (const { wkb } of page) yield { wkb, source: source++, ruleMask: 1 };
  }
}

function readAll(directory: string, name: string): Outlines {
  const pages: PackedBytes[] = [];
  const boxes: PlotBox[] = [];
  for (const page of readPages(directory, name)) {
    pages.push(packBytes(page.map(({ wkb }) => wkb)));
    for (const { bounds } of page) boxes.push({ plotId: boxes.length, ...bounds });
  }
  return {
    count: boxes.length,
    wkb: (index) =>
      unpackBytes(pages[Math.floor(index / ROWS_PER_READ)] as PackedBytes, index % ROWS_PER_READ),
    boxes,
  };
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
function* readPages(directory: string, name: string): Generator<Outline[]> {
  const db = openDatabase(join(directory, `${name}.gpkg`), { readOnly: true });
  const text = `SELECT fid, geom FROM "${name}" WHERE fid > ? ORDER BY fid LIMIT ${ROWS_PER_READ}`;
  try {
    for (let after = Number.MIN_SAFE_INTEGER; ; ) {
      const rows = db.all<{ fid: number; geom: Uint8Array | null }>({ text, values: [after] });
      const last = rows.at(-1);
      if (last === undefined) return;
      after = last.fid;
      yield rows.map(({ geom }) => {
        const blob = geom === null ? undefined : readGeometryBlob(geom);
        if (blob === undefined) throw new Error(`${name}: a feature without a geometry`);
        const { wkb, bounds } = blob;
        if (bounds === null) throw new Error(`${name}: a geometry without bounds`);
        return { wkb, bounds };
      });
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

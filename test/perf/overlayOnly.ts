import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
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
/** Outlines that are read little by little. */
interface Outlines {
  /** Reads some more; false once there are none left. */
  readOn(): boolean;
  wkb(index: number): Uint8Array;
  /** The numbers of all of them, near ones after each other; reads what is left. */
  order(): Float64Array;
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
  const plotCount = countOutlines(directory, 'candidates');
  const workers = wanted ?? chooseWorkers(plotCount);
  // they load while the files are opened
  pool.warmUp(workers);
  const candidates = openOutlines(directory, 'candidates');
  // pieces, and plots that are whole
  const net: (Uint8Array | number)[] = [];
  let notComputed = 0;
  let netSquareMeters = 0;
  const computing = computePieces(
    {
      ...settings,
      exclusions: readExclusions(directory),
      exclusionCount: countOutlines(directory, 'exclusions'),
      plots: listPlots(candidates),
      plotCount,
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
  // the workers have exclusions in hand; between two pages they are given more
  while (candidates.readOn()) await nextTurn();
  candidates.order();
  await computing;
  const seconds = (performance.now() - started) / 1000;
  let netPlanarSquareMeters = 0;
  for (const piece of net)
    netPlanarSquareMeters += computePlanarArea(
      decode(typeof piece === 'number' ? candidates.wkb(piece) : piece),
    );
  return { seconds, workers, netPlanarSquareMeters, netSquareMeters, notComputed };
}

/** Asked for when the last exclusion is prepared. */
function* listPlots(candidates: Outlines): Generator<PlotInput> {
  for (const plotId of candidates.order()) yield { plotId, wkb: candidates.wkb(plotId) };
}

/** Read while they are prepared. */
function* readExclusions(directory: string): Generator<ExclusionFeature> {
  let source = 0;
  for (const page of readPages(directory, 'exclusions')) {
    for (const { wkb } of page) yield { wkb, source: source++, ruleMask: 1 };
  }
}

function openOutlines(directory: string, name: string): Outlines {
  const reading = readPages(directory, name);
  const pages: PackedBytes[] = [];
  const boxes: PlotBox[] = [];
  let order: Float64Array | undefined;
  const readOn = (): boolean => {
    const { done, value: page } = reading.next();
    if (done === true) return false;
    pages.push(packBytes(page.map(({ wkb }) => wkb)));
    for (const { bounds } of page) boxes.push({ plotId: boxes.length, ...bounds });
    return true;
  };
  return {
    readOn,
    wkb: (index) =>
      unpackBytes(pages[Math.floor(index / ROWS_PER_READ)] as PackedBytes, index % ROWS_PER_READ),
    order() {
      while (readOn());
      order ??= orderAlongCurve(boxes, uniteBounds(boxes)).plotIds;
      return order;
    },
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

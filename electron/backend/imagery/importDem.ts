import { basename, extname } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { contours } from 'd3-contour';
import type { CancelSignal } from '../../../shared/contract/cancelSignal.ts';
import type { DemImportReport } from '../../../shared/contract/records/imageryRecords.ts';
import { createAreaMeter } from '../../../shared/domain/area/areaMeter.ts';
import type { CoordinateSystem } from '../../../shared/domain/crs/coordinateSystem.ts';
import { transformMultiPolygon } from '../../../shared/domain/crs/transformMultiPolygon.ts';
import type { MultiPolygon, Polygon } from '../../../shared/domain/geometry/multiPolygon.ts';
import { parseWkb } from '../../../shared/domain/geometry/parseWkb.ts';
import { writeWkb } from '../../../shared/domain/geometry/writeWkb.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import { hashFile } from '../files/hashFile.ts';
import { runCommand } from '../storage/project/commandLog.ts';
import { insertLayer } from '../storage/project/layers.ts';
import type { OpenProject } from '../storage/project/openProject.ts';
import { type PlotSlopeRow, writePlotSlopes } from '../storage/project/plotSlopes.ts';
import { listPlotPlaces, readPlotWkbs } from '../storage/project/readPlotWkbs.ts';
import { computeDemSlope } from './computeDemSlope.ts';
import { measurePlotSlope, type SlopeGrid } from './measurePlotSlope.ts';
import type { Georeference } from './readRasterHeader.ts';
import { writeSlopeShading } from './slopeShading.ts';

export interface DemImport {
  readonly file: string;
  readonly name?: string;
  readonly thresholdDegrees?: number;
  readonly by: string;
}

/** “25度以上” includes 25 in legal language (民法典 §1259), so the region is slope ≥ threshold. */
const defaultThresholdDegrees = 25;
const plotsTogether = 2_000;

/**
 * Derives the land at or above a slope from a height model and stores it as a slope layer of rule E01, with the
 * source and cell size in its attributes: the cell size changes the answer. The slope is also kept as a picture for
 * the map. Throws as readRasterHeader does,
 * CRS_MISSING, CRS_UNSUPPORTED, CRS_DATUM_SHIFT_REFUSED, OPERATION_CANCELLED.
 */
export async function importDem(
  project: OpenProject,
  request: DemImport,
  progress: { signal: CancelSignal; onProgress: (stage: string, done: number, total: number) => void },
): Promise<DemImportReport> {
  const { file } = request;
  const thresholdDegrees = request.thresholdDegrees ?? defaultThresholdDegrees;
  progress.onProgress('计算坡度', 0, 4);
  const slope = await computeDemSlope(file, {
    assertRunning: () => assertNotCancelled(progress.signal),
  });
  const { grid, georeference, crs, cellMeters } = slope;
  assertNotCancelled(progress.signal);
  const steep = traceRegion(grid, georeference, thresholdDegrees);
  const inProject = transformMultiPolygon(steep, crs, project.crs);
  assertNotCancelled(progress.signal);

  progress.onProgress('图斑坡度分级', 1, 4);
  const plotSlopes = await measurePlotSlopes(project, crs, georeference, grid, () =>
    assertNotCancelled(progress.signal),
  );
  const plotsByGrade = [1, 2, 3, 4, 5].map(
    (grade) => plotSlopes.filter((plot) => plot.grade === grade).length,
  );

  progress.onProgress('绘制坡度分级图', 2, 4);
  const sourceSha256 = await hashFile(file);
  await writeSlopeShading(project, slope, sourceSha256, () => assertNotCancelled(progress.signal));

  progress.onProgress('保存坡度图层', 3, 4);
  const name = request.name ?? `${basename(file, extname(file))} 坡度 ≥ ${thresholdDegrees}°`;
  const layer = runCommand(
    project,
    (stored: { id: string }) => ({
      kind: 'layer.import',
      target: `layer:${stored.id}`,
      by: request.by,
      oldValue: null,
      newValue: { name, role: 'slope', rule: 'E01', sourceSha256, thresholdDegrees, cellMeters },
    }),
    (db, moment) => {
      const stored = insertLayer(
        db,
        project.crs,
        {
          name,
          role: 'slope',
          rule: 'E01',
          crs: crs.code,
          crsFrom: 'file',
          encoding: 'UTF-8',
          encodingFrom: 'format',
          sourceFile: basename(file),
          sourceLayer: basename(file, extname(file)),
          sourceSha256,
          fields: [
            { name: 'slope', type: 'real' },
            { name: 'cellMeters', type: 'real' },
          ],
        },
        inProject.map((polygon) => ({
          wkb: writeWkb([polygon]),
          attributes: [thresholdDegrees, cellMeters],
        })),
        moment.atUtc,
      );
      writePlotSlopes(db, stored.id, cellMeters, plotSlopes);
      return stored;
    },
  );
  const steepSquareMeters = createAreaMeter(project.crs, { edgeSplitMeters: null }).computeSquareMeters(
    inProject,
  );
  return { layerId: layer.id, cellMeters, steepSquareMeters, thresholdDegrees, plotsByGrade };
}

/** Slope of every plot that the height model reaches, in the model's own cells. */
async function measurePlotSlopes(
  project: OpenProject,
  crs: CoordinateSystem,
  { originX, originY, pixelWidth, pixelHeight }: Georeference,
  grid: SlopeGrid,
  assertRunning: () => void,
): Promise<PlotSlopeRow[]> {
  const slopes: PlotSlopeRow[] = [];
  const plotIds = listPlotPlaces(project.database).map(({ plotId }) => plotId);
  for (let first = 0; first < plotIds.length; first += plotsTogether) {
    assertRunning();
    const wkbs = readPlotWkbs(project.database, plotIds.slice(first, first + plotsTogether));
    for (const [plotId, wkb] of wkbs) {
      const parsed = parseWkb(wkb);
      if (!parsed.ok) continue;
      const inCells = transformMultiPolygon(parsed.value.polygons, project.crs, crs).map((polygon) =>
        polygon.map((ring) =>
          ring.map((value, i) =>
            i % 2 === 0 ? (value - originX) / pixelWidth : (originY - value) / pixelHeight,
          ),
        ),
      );
      const slope = measurePlotSlope(inCells, grid);
      if (slope.grade !== null) slopes.push({ plotId, ...slope });
    }
    // other requests get their turn
    await setImmediate();
  }
  return slopes;
}

/** Outline of the cells at or above the threshold, smoothed between cell centres, in the raster's own CRS. */
function traceRegion(
  { degrees, columns, rows }: SlopeGrid,
  { originX, originY, pixelWidth, pixelHeight }: Georeference,
  thresholdDegrees: number,
): MultiPolygon {
  // a cell without a slope is not shown to be steep; -1 keeps it outside without touching its neighbours' outline much
  const values = degrees.map((value) => (Number.isNaN(value) ? -1 : value));
  const region = contours()
    .size([columns, rows])
    .smooth(true)
    .contour(values as unknown as number[], thresholdDegrees);
  return region.coordinates.map(
    (rings): Polygon =>
      rings.map((ring) => {
        const out = new Float64Array(ring.length * 2);
        for (const [index, position] of ring.entries()) {
          out[2 * index] = originX + (position[0] as number) * pixelWidth;
          out[2 * index + 1] = originY - (position[1] as number) * pixelHeight;
        }
        return out;
      }),
  );
}

function assertNotCancelled(signal: CancelSignal): void {
  if (signal.aborted) throw new AppError('OPERATION_CANCELLED', { operation: '导入高程' });
}

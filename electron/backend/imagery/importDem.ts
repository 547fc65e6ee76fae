import { basename, extname } from 'node:path';
import { contours } from 'd3-contour';
import { fromFile } from 'geotiff';
import type { CancelSignal } from '../../../shared/contract/cancelSignal.ts';
import type { DemImportReport } from '../../../shared/contract/records.ts';
import { createAreaMeter } from '../../../shared/domain/area/areaMeter.ts';
import { type CoordinateSystem, findCoordinateSystem } from '../../../shared/domain/crs/coordinateSystem.ts';
import { transformMultiPolygon } from '../../../shared/domain/crs/transformMultiPolygon.ts';
import type { MultiPolygon, Polygon } from '../../../shared/domain/geometry/multiPolygon.ts';
import { writeWkb } from '../../../shared/domain/geometry/writeWkb.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import { hashFile } from '../files/hashFile.ts';
import { runCommand } from '../storage/project/commandLog.ts';
import { insertLayer } from '../storage/project/layers.ts';
import type { OpenProject } from '../storage/project/openProject.ts';
import { computeHornSlope } from './computeHornSlope.ts';
import { type Georeference, type RasterHeader, readRasterHeader } from './readRasterHeader.ts';

export interface DemImport {
  readonly file: string;
  readonly name?: string;
  readonly thresholdDegrees?: number;
  readonly by: string;
}

/** “25度以上” includes 25 in legal language (民法典 §1259), so the region is slope ≥ threshold. */
const defaultThresholdDegrees = 25;
/** 200 million cells are 0.8 GB of heights; larger sheets are to be cut first. */
const largestCellCount = 200_000_000;
const metersPerDegree = 111_320;

/**
 * Derives the land at or above a slope from a height model and stores it as a slope layer of rule E01, with the
 * source and cell size in its attributes: the cell size changes the answer. Throws as readRasterHeader does,
 * CRS_MISSING, CRS_UNSUPPORTED, CRS_DATUM_SHIFT_REFUSED, OPERATION_CANCELLED.
 */
export async function importDem(
  project: OpenProject,
  request: DemImport,
  progress: { signal: CancelSignal; onProgress: (stage: string, done: number, total: number) => void },
): Promise<DemImportReport> {
  const { file } = request;
  const thresholdDegrees = request.thresholdDegrees ?? defaultThresholdDegrees;
  progress.onProgress('读取高程', 0, 3);
  const header = await readRasterHeader(file);
  if (header.affine === null) throw new AppError('RASTER_NO_GEOREFERENCE', { file });
  if (header.georeference === null || header.georeference.pixelHeight < 0) {
    throw new AppError('RASTER_UNSUPPORTED', { file, detail: '高程带旋转或上下颠倒，请先重采样为正北方向' });
  }
  const georeference = header.georeference;
  const crs = assertUsableCrs(file, header.crs);
  const heights = await readHeights(file, header);
  assertNotCancelled(progress.signal);

  progress.onProgress('计算坡度', 1, 3);
  const slope = computeHornSlope(
    heights,
    header.width,
    header.height,
    (row) => toMeters(crs, georeference.pixelWidth, latitudeOfRow(crs, georeference, row)),
    toMeters(crs, georeference.pixelHeight, 0),
  );
  const steep = traceRegion(slope, header, georeference, thresholdDegrees);
  const inProject = transformMultiPolygon(steep, crs, project.crs);
  assertNotCancelled(progress.signal);

  progress.onProgress('保存坡度图层', 2, 3);
  const cellMeters = toMeters(crs, georeference.pixelHeight, 0);
  const name = request.name ?? `${basename(file, extname(file))} 坡度 ≥ ${thresholdDegrees}°`;
  const sourceSha256 = await hashFile(file);
  const layer = runCommand(
    project,
    (stored: { id: string }) => ({
      kind: 'layer.import',
      target: `layer:${stored.id}`,
      by: request.by,
      oldValue: null,
      newValue: { name, role: 'slope', rule: 'E01', sourceSha256, thresholdDegrees, cellMeters },
    }),
    (db, moment) =>
      insertLayer(
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
      ),
  );
  const steepSquareMeters = createAreaMeter(project.crs, { edgeSplitMeters: null }).computeSquareMeters(
    inProject,
  );
  return { layerId: layer.id, cellMeters, steepSquareMeters, thresholdDegrees };
}

function assertUsableCrs(file: string, code: string | null): CoordinateSystem {
  if (code === null) throw new AppError('CRS_MISSING', { file });
  const crs = findCoordinateSystem(code);
  if (crs === undefined) throw new AppError('CRS_UNSUPPORTED', { crs: code });
  if (!crs.convertible) {
    throw new AppError('CRS_DATUM_SHIFT_REFUSED', { file, crs: crs.code, datum: crs.datum });
  }
  return crs;
}

async function readHeights(file: string, header: RasterHeader): Promise<Float32Array> {
  if (header.bands !== 1) {
    throw new AppError('RASTER_UNSUPPORTED', {
      file,
      detail: `高程应为 1 个波段，文件有 ${header.bands} 个`,
    });
  }
  if (header.width * header.height > largestCellCount) {
    throw new AppError('RASTER_UNSUPPORTED', { file, detail: '格网过大，请分幅后导入' });
  }
  const image = await (await fromFile(file)).getImage(0);
  const raster = await image.readRasters({ interleave: true });
  const heights = Float32Array.from(raster as ArrayLike<number>);
  const { noData } = header;
  if (noData !== null) {
    for (let index = 0; index < heights.length; index++) {
      if (heights[index] === Math.fround(noData)) heights[index] = Number.NaN;
    }
  }
  return heights;
}

/** Outline of the cells at or above the threshold, smoothed between cell centres, in the raster's own CRS. */
function traceRegion(
  slopeDegrees: Float32Array,
  { width, height }: RasterHeader,
  { originX, originY, pixelWidth, pixelHeight }: Georeference,
  thresholdDegrees: number,
): MultiPolygon {
  // a cell without a slope is not shown to be steep; -1 keeps it outside without touching its neighbours' outline much
  const values = Array.from(slopeDegrees, (value) => (Number.isNaN(value) ? -1 : value));
  const region = contours().size([width, height]).smooth(true).contour(values, thresholdDegrees);
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

function toMeters(crs: CoordinateSystem, units: number, latitudeDegrees: number): number {
  return crs.kind === 'projected'
    ? units
    : units * metersPerDegree * Math.cos((latitudeDegrees * Math.PI) / 180);
}

function latitudeOfRow(crs: CoordinateSystem, { originY, pixelHeight }: Georeference, row: number): number {
  return crs.kind === 'projected' ? 0 : originY - (row + 0.5) * pixelHeight;
}

function assertNotCancelled(signal: CancelSignal): void {
  if (signal.aborted) throw new AppError('OPERATION_CANCELLED', { operation: '导入高程' });
}

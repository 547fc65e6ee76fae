import { type CoordinateSystem, findCoordinateSystem } from '../../../shared/domain/crs/coordinateSystem.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import { computeHornSlope } from './computeHornSlope.ts';
import { measureUnit } from './groundScale.ts';
import type { SlopeGrid } from './measurePlotSlope.ts';
import { openTiffReader } from './openTiffReader.ts';
import { type Georeference, type RasterHeader, readRasterHeader } from './readRasterHeader.ts';

/** 200 million cells are 0.8 GB of heights; larger sheets are to be cut first. */
const largestCellCount = 200_000_000;

export interface DemSlope {
  readonly grid: SlopeGrid;
  readonly georeference: Georeference;
  readonly crs: CoordinateSystem;
  /** North-south size of a cell on the ground. */
  readonly cellMeters: number;
}

/**
 * Slope of a height model in its own cells, whatever its system: in degrees each row has its own ground width.
 * Throws as readRasterHeader does, RASTER_NO_GEOREFERENCE, CRS_MISSING, CRS_UNSUPPORTED, CRS_DATUM_SHIFT_REFUSED.
 */
export async function computeDemSlope(file: string): Promise<DemSlope> {
  const header = await readRasterHeader(file);
  if (header.affine === null) throw new AppError('RASTER_NO_GEOREFERENCE', { file });
  const { georeference } = header;
  if (georeference === null || georeference.pixelWidth < 0 || georeference.pixelHeight < 0) {
    throw new AppError('RASTER_UNSUPPORTED', { file, detail: '高程带旋转或上下颠倒，请先重采样为正北方向' });
  }
  const crs = assertUsableCrs(file, header.crs);
  const heights = await readHeights(file, header);
  const middle = measureUnit(crs, latitudeOfRow(crs, georeference, header.height / 2));
  const cellMeters = georeference.pixelHeight * middle.north;
  const degrees = computeHornSlope(
    heights,
    header.width,
    header.height,
    (row) => georeference.pixelWidth * measureUnit(crs, latitudeOfRow(crs, georeference, row)).east,
    cellMeters,
  );
  return { grid: { degrees, columns: header.width, rows: header.height }, georeference, crs, cellMeters };
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
  const { width, height, noData } = header;
  const heights = new Float32Array(width * height).fill(Number.NaN);
  const empty = noData === null ? null : Math.fround(noData);
  const reader = await openTiffReader(file);
  try {
    for await (const blocks of reader.read({ x: 0, y: 0, width, height }, [1])) {
      const [band] = blocks.bands;
      if (blocks.isSparse || band === undefined) continue;
      const right = Math.min(width, blocks.x + blocks.width);
      const bottom = Math.min(height, blocks.y + blocks.height);
      for (let y = blocks.y; y < bottom; y++) {
        let at = band.start + (y - blocks.y) * blocks.width * band.step;
        for (let x = blocks.x; x < right; x++, at += band.step) {
          const value = Math.fround(band.values[at] as number);
          if (value !== empty) heights[y * width + x] = value;
        }
      }
    }
  } finally {
    await reader.close();
  }
  return heights;
}

function latitudeOfRow(crs: CoordinateSystem, { originY, pixelHeight }: Georeference, row: number): number {
  return crs.kind === 'projected' ? 0 : originY - (row + 0.5) * pixelHeight;
}

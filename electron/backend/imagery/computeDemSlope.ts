import { type CoordinateSystem, findCoordinateSystem } from '../../../shared/domain/crs/coordinateSystem.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import { computeHornSlope } from './computeHornSlope.ts';
import { measureUnit } from './groundScale.ts';
import type { SlopeGrid } from './measurePlotSlope.ts';
import { openTiffReader, type TiffReader } from './openTiffReader.ts';
import type { PixelWindow } from './PixelReader.ts';
import { type Georeference, type RasterHeader, readRasterHeader } from './readRasterHeader.ts';

/** 200 million cells are 0.8 GB of slopes; larger sheets are to be cut first. */
const largestCellCount = 200_000_000;
/** Heights are held for a few million cells at a time. */
const cellsTogether = 4_000_000;
/** Horn's formula looks one row up and one down. */
const rowsCarried = 2;

export interface DemSlope {
  readonly grid: SlopeGrid;
  readonly georeference: Georeference;
  readonly crs: CoordinateSystem;
  /** North-south size of a cell on the ground. */
  readonly cellMeters: number;
}

export interface DemSlopeRun {
  readonly windowCells?: number;
  readonly assertRunning?: () => void;
}

/**
 * Slope of a height model in its own cells, whatever its system: in degrees each row has its own ground width. Heights
 * are read in windows of about `windowCells`; `assertRunning` is asked before each and throws to stop.
 * Throws as readRasterHeader does, RASTER_NO_GEOREFERENCE, CRS_MISSING, CRS_UNSUPPORTED, CRS_DATUM_SHIFT_REFUSED.
 */
export async function computeDemSlope(
  file: string,
  { windowCells = cellsTogether, assertRunning = () => {} }: DemSlopeRun = {},
): Promise<DemSlope> {
  const header = await readRasterHeader(file);
  if (header.affine === null) throw new AppError('RASTER_NO_GEOREFERENCE', { file });
  const { georeference } = header;
  if (georeference === null || georeference.pixelWidth < 0 || georeference.pixelHeight < 0) {
    throw new AppError('RASTER_UNSUPPORTED', { file, detail: '高程带旋转或上下颠倒，请先重采样为正北方向' });
  }
  const crs = assertUsableCrs(file, header.crs);
  assertHeights(file, header);
  const middle = measureUnit(crs, latitudeOfRow(crs, georeference, header.height / 2));
  const cellMeters = georeference.pixelHeight * middle.north;
  const cellWidthMeters = (row: number) =>
    georeference.pixelWidth * measureUnit(crs, latitudeOfRow(crs, georeference, row)).east;
  const { width: columns, height: rows } = header;
  const degrees = new Float32Array(columns * rows).fill(Number.NaN);
  for await (const { heights, firstRow, lastRow } of iterateHeights(file, header, windowCells)) {
    assertRunning();
    const count = lastRow - firstRow + 1;
    const slope = computeHornSlope(
      heights,
      columns,
      count,
      (row) => cellWidthMeters(firstRow + row),
      cellMeters,
    );
    // the first and the last row of a window have no neighbours in it: they belong to the windows beside it
    degrees.set(slope.subarray(columns, (count - 1) * columns), (firstRow + 1) * columns);
  }
  return { grid: { degrees, columns, rows }, georeference, crs, cellMeters };
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

function assertHeights(file: string, { bands, width, height }: RasterHeader): void {
  if (bands !== 1) {
    throw new AppError('RASTER_UNSUPPORTED', { file, detail: `高程应为 1 个波段，文件有 ${bands} 个` });
  }
  if (width * height > largestCellCount) {
    throw new AppError('RASTER_UNSUPPORTED', { file, detail: '格网过大，请分幅后导入' });
  }
}

/** Heights of some rows, both ends included; NaN where there is none. Overwritten by the next window. */
interface HeightWindow {
  readonly heights: Float32Array;
  readonly firstRow: number;
  readonly lastRow: number;
}

/** Windows from the north, each beginning with the last two rows of the one before, so that every row lies inside one. */
async function* iterateHeights(
  file: string,
  { width, height, noData }: RasterHeader,
  windowCells: number,
): AsyncGenerator<HeightWindow> {
  const empty = noData === null ? null : Math.fround(noData);
  const reader = await openTiffReader(file);
  try {
    const { blockHeight } = reader.layout;
    // whole blocks, so that none is decoded twice
    const rowsTogether = Math.max(1, Math.floor(windowCells / (width * blockHeight))) * blockHeight;
    const held = new Float32Array(width * (Math.min(height, rowsTogether) + rowsCarried));
    let carried = 0;
    for (let top = 0; top < height; top += rowsTogether) {
      const rows = Math.min(rowsTogether, height - top);
      const heights = held.subarray(0, (carried + rows) * width);
      await fillHeights(
        heights.subarray(carried * width),
        reader,
        { x: 0, y: top, width, height: rows },
        empty,
      );
      yield { heights, firstRow: top - carried, lastRow: top + rows - 1 };
      const kept = Math.min(rowsCarried, carried + rows);
      held.copyWithin(0, heights.length - kept * width, heights.length);
      carried = kept;
    }
  } finally {
    await reader.close();
  }
}

async function fillHeights(
  heights: Float32Array,
  reader: TiffReader,
  window: PixelWindow,
  empty: number | null,
): Promise<void> {
  heights.fill(Number.NaN);
  for await (const blocks of reader.read(window, [1])) {
    const [band] = blocks.bands;
    if (blocks.isSparse || band === undefined) continue;
    const right = Math.min(window.width, blocks.x + blocks.width);
    const bottom = Math.min(window.y + window.height, blocks.y + blocks.height);
    for (let y = Math.max(window.y, blocks.y); y < bottom; y++) {
      let at = band.start + (y - blocks.y) * blocks.width * band.step;
      let to = (y - window.y) * window.width + blocks.x;
      for (let x = blocks.x; x < right; x++, at += band.step, to++) {
        const value = Math.fround(band.values[at] as number);
        if (value !== empty) heights[to] = value;
      }
    }
  }
}

function latitudeOfRow(crs: CoordinateSystem, { originY, pixelHeight }: Georeference, row: number): number {
  return crs.kind === 'projected' ? 0 : originY - (row + 0.5) * pixelHeight;
}

import sharp from 'sharp';
import type { ImagerySummary } from '../../../shared/contract/records/imageryRecords.ts';
import {
  type Bounds,
  computeBounds,
  type MultiPolygon,
} from '../../../shared/domain/geometry/multiPolygon.ts';
import { parseWkb } from '../../../shared/domain/geometry/parseWkb.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import { findImagery } from '../storage/project/imagery.ts';
import type { OpenProject } from '../storage/project/openProject.ts';
import { getPlotDetail } from '../storage/project/plots.ts';
import { readPlotWkbs } from '../storage/project/readPlotWkbs.ts';
import type { PackReader } from './createPackReader.ts';
import { type ChipFrame, drawChipMarks } from './drawChipMarks.ts';
import { loadChipFont } from './loadChipFont.ts';
import { createTilePixelReader, type TilePixelReader } from './readTilePixels.ts';

export interface ChipRequest {
  readonly plotId: number;
  readonly imageId: string;
  readonly width: number;
  readonly height: number;
  readonly format: 'png' | 'webp';
}

/** Ground around the plot, as a share of its larger side. */
const marginShare = 0.3;
const smallestSideMeters = 40;
const paper = { r: 226, g: 228, b: 230, alpha: 1 };

/**
 * One plot on one epoch as a small picture: the image around the plot, its outline with casing, date, scale bar,
 * north arrow, coordinates of the centre. Where the epoch has no image the paper is grey. Needs no window.
 * Throws PLOT_NOT_FOUND, LAYER_NOT_FOUND (no such image).
 */
export async function renderPlotChip(
  project: OpenProject,
  packs: PackReader,
  { plotId, imageId, width, height, format }: ChipRequest,
): Promise<Uint8Array> {
  const image = findImagery(project.database, imageId);
  if (image === undefined) throw new AppError('LAYER_NOT_FOUND', { layer: imageId });
  getPlotDetail(project.database, plotId); // throws PLOT_NOT_FOUND
  const plot = readBoundary(project, plotId);
  const bounds = computeBounds(plot) ?? image.bounds;
  const { zoom, window, frame } = frameChip(image, bounds, width, height);
  const [crop] = await Promise.all([readCrop(image, tilesOf(packs, image), zoom, window), loadChipFont()]);
  const marks = drawChipMarks(plot, frame, {
    epoch: image.epoch,
    sensor: image.sensor,
    metersPerPixel: frame.unitsPerPixelX * metersPerUnit(project, bounds),
    centre: [(bounds.minX + bounds.maxX) / 2, (bounds.minY + bounds.maxY) / 2],
    decimals: project.crs.kind === 'projected' ? 0 : 5,
  });
  const picture = sharp(crop, { raw: { width: window.width, height: window.height, channels: 4 } })
    .resize(width, height, { fit: 'fill', kernel: 'cubic' })
    .flatten({ background: paper })
    .composite([{ input: Buffer.from(marks) }]);
  return format === 'png'
    ? picture.png({ compressionLevel: 6 }).toBuffer()
    : picture.webp({ quality: 88 }).toBuffer();
}

function readBoundary(project: OpenProject, plotId: number): MultiPolygon {
  const wkb = readPlotWkbs(project.database, [plotId]).get(plotId);
  if (wkb === undefined) return [];
  const parsed = parseWkb(wkb);
  return parsed.ok ? parsed.value.polygons : [];
}

interface Window {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Chooses the coarsest level that still has a pixel for each of the chip's, and a window of whole pixels on it. */
function frameChip(
  image: ImagerySummary,
  bounds: Bounds,
  width: number,
  height: number,
): { zoom: number; window: Window; frame: ChipFrame } {
  const finest = image.resolutions.at(-1) as number;
  const isGeographic = finest < 0.01;
  const smallestSide = isGeographic ? smallestSideMeters / 111_320 : smallestSideMeters;
  const spanX = bounds.maxX - bounds.minX;
  const spanY = bounds.maxY - bounds.minY;
  const margin = Math.max(spanX, spanY) * marginShare;
  const unitsPerPixel = Math.max(
    (spanX + 2 * margin) / width,
    (spanY + 2 * margin) / height,
    smallestSide / Math.min(width, height),
  );
  const fitting = image.resolutions.findIndex((resolution) => resolution <= unitsPerPixel);
  const zoom = fitting < 0 ? image.resolutions.length - 1 : fitting;
  const resolution = image.resolutions[zoom] as number;
  const windowWidth = Math.max(1, Math.round((unitsPerPixel * width) / resolution));
  const windowHeight = Math.max(1, Math.round((windowWidth * height) / width));
  const [originX, originY] = image.tileOrigin;
  const window = {
    left: Math.round(((bounds.minX + bounds.maxX) / 2 - originX) / resolution - windowWidth / 2),
    top: Math.round((originY - (bounds.minY + bounds.maxY) / 2) / resolution - windowHeight / 2),
    width: windowWidth,
    height: windowHeight,
  };
  return {
    zoom,
    window,
    frame: {
      width,
      height,
      minX: originX + window.left * resolution,
      maxY: originY - window.top * resolution,
      unitsPerPixelX: (windowWidth * resolution) / width,
      unitsPerPixelY: (windowHeight * resolution) / height,
    },
  };
}

/** Chips of one screen lie on the same tiles: decoded ones are kept as long as the packs are open. */
const decodedTiles = new WeakMap<PackReader, Map<string, TilePixelReader>>();

function tilesOf(packs: PackReader, image: ImagerySummary): TilePixelReader {
  const readers = decodedTiles.get(packs) ?? new Map<string, TilePixelReader>();
  decodedTiles.set(packs, readers);
  const reader = readers.get(image.id) ?? createTilePixelReader(packs, image.id);
  readers.set(image.id, reader);
  return reader;
}

/** RGBA of a window of one level; transparent where there is no tile. */
async function readCrop(
  image: ImagerySummary,
  tiles: TilePixelReader,
  zoom: number,
  window: Window,
): Promise<Buffer> {
  const { tileSize } = image;
  const crop = Buffer.alloc(window.width * window.height * 4);
  const right = window.left + window.width;
  const bottom = window.top + window.height;
  for (let row = Math.max(0, Math.floor(window.top / tileSize)); row * tileSize < bottom; row++) {
    for (let column = Math.max(0, Math.floor(window.left / tileSize)); column * tileSize < right; column++) {
      const raw = await tiles.read(zoom, column, row);
      if (raw === null) continue;
      const left = Math.max(window.left, column * tileSize);
      const end = Math.min(right, (column + 1) * tileSize);
      const last = Math.min(bottom, (row + 1) * tileSize);
      for (let y = Math.max(window.top, row * tileSize); y < last; y++) {
        const source = ((y - row * tileSize) * tileSize + left - column * tileSize) * 4;
        const target = ((y - window.top) * window.width + left - window.left) * 4;
        crop.set(raw.subarray(source, source + (end - left) * 4), target);
      }
    }
  }
  return crop;
}

/** East-west metres of a unit of the project CRS. */
function metersPerUnit({ crs }: OpenProject, bounds: Bounds): number {
  if (crs.kind === 'projected') return 1;
  return 111_320 * Math.cos((((bounds.minY + bounds.maxY) / 2) * Math.PI) / 180);
}

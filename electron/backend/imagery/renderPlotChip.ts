import sharp from 'sharp';
import type { ImagerySummary } from '../../../shared/contract/records/imageryRecords.ts';
import { type Bounds, computeBounds } from '../../../shared/domain/geometry/multiPolygon.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import { findImagery } from '../storage/project/imagery.ts';
import type { OpenProject } from '../storage/project/openProject.ts';
import { getPlotDetail } from '../storage/project/plots.ts';
import type { PackReader } from './createPackReader.ts';
import { drawChipMarks } from './drawChipMarks.ts';
import { type ChipWindow, frameChip } from './frameChip.ts';
import { loadChipFont } from './loadChipFont.ts';
import { readChipBoundary } from './readChipBoundary.ts';
import { createTilePixelReader, type TilePixelReader } from './readTilePixels.ts';

export interface ChipRequest {
  readonly plotId: number;
  readonly imageId: string;
  readonly width: number;
  readonly height: number;
  readonly format: 'png' | 'webp';
}

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
  const plot = readChipBoundary(project, plotId);
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
  window: ChipWindow,
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

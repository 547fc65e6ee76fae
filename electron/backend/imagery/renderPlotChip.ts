import sharp from 'sharp';
import { type Bounds, computeBounds } from '../../../shared/domain/geometry/multiPolygon.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import { findImagery } from '../storage/project/imagery.ts';
import type { OpenProject } from '../storage/project/openProject.ts';
import { getPlotDetail } from '../storage/project/plots.ts';
import type { PackReader } from './createPackReader.ts';
import { drawChipMarks } from './drawChipMarks.ts';
import { frameChip } from './frameChip.ts';
import { loadChipFont } from './loadChipFont.ts';
import { readChipBoundary } from './readChipBoundary.ts';
import { readGround } from './readGround.ts';

export interface ChipRequest {
  readonly plotId: number;
  readonly imageId: string;
  readonly width: number;
  readonly height: number;
  readonly format: 'png' | 'jpeg';
}

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
  const [ground] = await Promise.all([readGround(packs, image, zoom, window), loadChipFont()]);
  const marks = drawChipMarks(plot, frame, {
    epoch: image.epoch,
    sensor: image.sensor,
    metersPerPixel: frame.unitsPerPixelX * metersPerUnit(project, bounds),
    centre: [(bounds.minX + bounds.maxX) / 2, (bounds.minY + bounds.maxY) / 2],
    decimals: project.crs.kind === 'projected' ? 0 : 5,
  });
  const picture = sharp(ground, { raw: { width: window.width, height: window.height, channels: 3 } })
    .resize(width, height, { fit: 'fill', kernel: 'cubic' })
    .composite([{ input: Buffer.from(marks) }]);
  // colours at full resolution: a thin yellow outline is what the chip is about
  return format === 'png'
    ? picture.png({ compressionLevel: 6 }).toBuffer()
    : picture.jpeg({ quality: 88, chromaSubsampling: '4:4:4' }).toBuffer();
}

/** East-west metres of a unit of the project CRS. */
function metersPerUnit({ crs }: OpenProject, bounds: Bounds): number {
  if (crs.kind === 'projected') return 1;
  return 111_320 * Math.cos((((bounds.minY + bounds.maxY) / 2) * Math.PI) / 180);
}

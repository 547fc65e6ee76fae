import sharp, { type OverlayOptions } from 'sharp';
import type { ImagerySummary } from '../../../../shared/contract/records/imageryRecords.ts';
import type { CoordinateSystem } from '../../../../shared/domain/crs/coordinateSystem.ts';
import { findCoordinateSystem } from '../../../../shared/domain/crs/coordinateSystem.ts';
import { transformMultiPolygon } from '../../../../shared/domain/crs/transformMultiPolygon.ts';
import {
  type Bounds,
  computeBounds,
  type MultiPolygon,
} from '../../../../shared/domain/geometry/multiPolygon.ts';
import { createPackReader } from '../../imagery/createPackReader.ts';
import { listImagery } from '../../storage/project/imagery.ts';
import type { OpenProject } from '../../storage/project/openProject.ts';

/** One epoch's image of a plot with its outline. */
export interface PlotChip {
  readonly label: string;
  readonly jpeg: Buffer;
}

/** Images of a plot, the earlier epoch first; none where the project has no imagery there. */
export type DrawChips = (geometry: MultiPolygon) => Promise<readonly PlotChip[]>;

const chipPixels = 480;
/** The plot takes the middle of the image; what is around it tells what it is. */
const viewFactor = 1.5;
const smallestViewMeters = 60;

/** Draws chips from the project's tile packs: the first and the last epoch that cover the plot. */
export function createChipDrawer(project: OpenProject): { draw: DrawChips; close: () => void } {
  const images = listImagery(project.database);
  const packs = createPackReader(project);
  return {
    async draw(geometry) {
      const covering = images.filter((image) => covers(image, project, geometry));
      const chosen = [...new Set([covering[0], covering.at(-1)])].filter((image) => image !== undefined);
      return Promise.all(
        chosen.map(async (image) => {
          const outline = toImageFrame(image, project, geometry);
          const read = (zoom: number, column: number, row: number) => packs.read(image.id, zoom, column, row);
          return { label: image.epoch || image.name, jpeg: await drawChip(image, outline, read) };
        }),
      );
    },
    close: () => packs.close(),
  };
}

function toImageFrame(image: ImagerySummary, project: OpenProject, geometry: MultiPolygon): MultiPolygon {
  const to = findCoordinateSystem(image.crs) as CoordinateSystem;
  return transformMultiPolygon(geometry, project.crs, to);
}

function covers(image: ImagerySummary, project: OpenProject, geometry: MultiPolygon): boolean {
  const bounds = computeBounds(toImageFrame(image, project, geometry));
  if (bounds === undefined) return false;
  return (
    bounds.minX < image.bounds.maxX &&
    bounds.maxX > image.bounds.minX &&
    bounds.minY < image.bounds.maxY &&
    bounds.maxY > image.bounds.minY
  );
}

async function drawChip(
  image: ImagerySummary,
  outline: MultiPolygon,
  readTile: (zoom: number, column: number, row: number) => Uint8Array | null,
): Promise<Buffer> {
  const view = squareView(computeBounds(outline) as Bounds, image);
  const wanted = (view.maxX - view.minX) / chipPixels;
  const finer = image.resolutions.filter((resolution) => resolution <= wanted);
  const resolution = finer[0] ?? (image.resolutions.at(-1) as number);
  const zoom = image.resolutions.indexOf(resolution);
  const [originX, originY] = image.tileOrigin;
  const { tileSize } = image;
  const left = (view.minX - originX) / resolution;
  const top = (originY - view.maxY) / resolution;
  const size = Math.max(1, Math.round((view.maxX - view.minX) / resolution));
  const firstColumn = Math.floor(left / tileSize);
  const firstRow = Math.floor(top / tileSize);
  const columns = Math.floor((left + size) / tileSize) - firstColumn + 1;
  const rows = Math.floor((top + size) / tileSize) - firstRow + 1;
  const tiles: OverlayOptions[] = [];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      if (firstColumn + column < 0 || firstRow + row < 0) continue;
      const tile = readTile(zoom, firstColumn + column, firstRow + row);
      if (tile === null) continue;
      tiles.push({ input: Buffer.from(tile), left: column * tileSize, top: row * tileSize });
    }
  }
  const canvas = { width: columns * tileSize, height: rows * tileSize, channels: 3 as const };
  const ground = await sharp({ create: { ...canvas, background: '#dfe3e8' } })
    .composite(tiles)
    .removeAlpha()
    .raw()
    .toBuffer();
  const offset = (value: number, first: number, limit: number): number =>
    Math.min(Math.max(0, Math.round(value - first * tileSize)), limit - size);
  const cropped = await sharp(ground, { raw: canvas })
    .extract({
      left: offset(left, firstColumn, canvas.width),
      top: offset(top, firstRow, canvas.height),
      width: size,
      height: size,
    })
    .resize(chipPixels, chipPixels)
    .raw()
    .toBuffer();
  return sharp(cropped, { raw: { width: chipPixels, height: chipPixels, channels: 3 } })
    .composite([{ input: Buffer.from(outlineSvg(outline, view)), left: 0, top: 0 }])
    .jpeg({ quality: 82 })
    .toBuffer();
}

/** A square around the plot in the image's own frame. */
function squareView(bounds: Bounds, image: ImagerySummary): Bounds {
  const finest = image.resolutions.at(-1) as number;
  const smallest = (smallestViewMeters / image.resolutionMeters) * finest;
  const side = Math.max(bounds.maxX - bounds.minX, bounds.maxY - bounds.minY) * viewFactor;
  const half = Math.max(side, smallest) / 2;
  const x = (bounds.minX + bounds.maxX) / 2;
  const y = (bounds.minY + bounds.maxY) / 2;
  return { minX: x - half, minY: y - half, maxX: x + half, maxY: y + half };
}

function outlineSvg(outline: MultiPolygon, view: Bounds): string {
  const scale = chipPixels / (view.maxX - view.minX);
  const path = outline
    .flat()
    .map((ring) => {
      const points: string[] = [];
      for (let i = 0; i + 1 < ring.length; i += 2) {
        const x = ((ring[i] as number) - view.minX) * scale;
        points.push(`${x.toFixed(1)} ${((view.maxY - (ring[i + 1] as number)) * scale).toFixed(1)}`);
      }
      return `M${points.join('L')}Z`;
    })
    .join('');
  // dark beside bright: the outline is seen on soil and on forest
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${chipPixels}" height="${chipPixels}"><path d="${path}" fill="none" stroke="#000" stroke-opacity="0.55" stroke-width="5"/><path d="${path}" fill="none" stroke="#ffd54a" stroke-width="2.5"/></svg>`;
}

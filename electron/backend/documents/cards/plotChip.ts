import sharp from 'sharp';
import type { ImagerySummary } from '../../../../shared/contract/records/imageryRecords.ts';
import type { CoordinateSystem } from '../../../../shared/domain/crs/coordinateSystem.ts';
import { findCoordinateSystem } from '../../../../shared/domain/crs/coordinateSystem.ts';
import { transformMultiPolygon } from '../../../../shared/domain/crs/transformMultiPolygon.ts';
import {
  type Bounds,
  computeBounds,
  type MultiPolygon,
} from '../../../../shared/domain/geometry/multiPolygon.ts';
import { createPackReader, type PackReader } from '../../imagery/createPackReader.ts';
import { readGround } from '../../imagery/readGround.ts';
import { listImagery } from '../../storage/project/imagery.ts';
import type { OpenProject } from '../../storage/project/openProject.ts';

/** One epoch's image around a plot. */
export interface PlotChip {
  readonly label: string;
  readonly jpeg: Buffer;
  /** Rings of the plot on the image, from 0 to 1, y downwards: drawn as lines, which stay sharp on paper. */
  readonly outline: readonly (readonly (readonly [x: number, y: number])[])[];
}

/**
 * Images of a plot, the earlier epoch first; none where the project has no imagery there. `outlined` draws the
 * outline into the image itself, for documents that cannot draw lines over it.
 */
export type DrawChips = (
  geometry: MultiPolygon,
  pixels?: number,
  outlined?: boolean,
) => Promise<readonly PlotChip[]>;

const chipPixels = 480;
/** The plot takes the middle of the image; what is around it tells what it is. */
const viewFactor = 1.5;
const smallestViewMeters = 60;

/** Draws chips from the project's tile packs: the first and the last epoch that cover the plot. */
export function createChipDrawer(project: OpenProject): { draw: DrawChips; close: () => void } {
  const images = listImagery(project.database);
  const packs = createPackReader(project);
  return {
    async draw(geometry, pixels = chipPixels, outlined = false) {
      const covering = images.filter((image) => covers(image, project, geometry));
      const chosen = [...new Set([covering[0], covering.at(-1)])].filter((image) => image !== undefined);
      return Promise.all(
        chosen.map(async (image) => {
          const rings = toImageFrame(image, project, geometry);
          const view = squareView(computeBounds(rings) as Bounds, image);
          const outline = rings.flat().map((ring) => placeRing(ring, view));
          const marks = outlined ? outlineSvg(outline, pixels) : null;
          return {
            label: image.epoch || image.name,
            jpeg: await drawChip(packs, image, view, pixels, marks),
            outline,
          };
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

function placeRing(ring: Float64Array, view: Bounds): [number, number][] {
  const side = view.maxX - view.minX;
  return Array.from({ length: ring.length / 2 }, (_, at) => [
    ((ring[2 * at] as number) - view.minX) / side,
    (view.maxY - (ring[2 * at + 1] as number)) / side,
  ]);
}

async function drawChip(
  packs: PackReader,
  image: ImagerySummary,
  view: Bounds,
  pixels: number,
  marks: string | null,
): Promise<Buffer> {
  const wanted = (view.maxX - view.minX) / pixels;
  const fine = image.resolutions.findIndex((resolution) => resolution <= wanted);
  const zoom = fine < 0 ? image.resolutions.length - 1 : fine;
  const resolution = image.resolutions[zoom] as number;
  const [originX, originY] = image.tileOrigin;
  const size = Math.max(1, Math.round((view.maxX - view.minX) / resolution));
  const left = Math.round((view.minX - originX) / resolution);
  const top = Math.round((originY - view.maxY) / resolution);
  const ground = await readGround(packs, image, zoom, { left, top, width: size, height: size });
  return sharp(ground, { raw: { width: size, height: size, channels: 3 } })
    .resize(pixels, pixels)
    .composite(marks === null ? [] : [{ input: Buffer.from(marks) }])
    .jpeg({ quality: 85 })
    .toBuffer();
}

function outlineSvg(outline: PlotChip['outline'], pixels: number): string {
  const path = outline
    .map(
      (ring) =>
        `M${ring.map(([x, y]) => `${(x * pixels).toFixed(1)} ${(y * pixels).toFixed(1)}`).join('L')}Z`,
    )
    .join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${pixels}" height="${pixels}"><path d="${path}" fill="none" stroke="#1f2933" stroke-width="3"/><path d="${path}" fill="none" stroke="#ffd54a" stroke-width="1.6"/></svg>`;
}

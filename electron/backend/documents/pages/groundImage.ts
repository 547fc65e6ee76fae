import sharp from 'sharp';
import type { ImagerySummary } from '../../../../shared/contract/records/imageryRecords.ts';
import type { Bounds } from '../../../../shared/domain/geometry/multiPolygon.ts';
import { createPackReader, type PackReader } from '../../imagery/createPackReader.ts';
import { readGround } from '../../imagery/readGround.ts';
import { listImagery } from '../../storage/project/imagery.ts';
import type { OpenProject } from '../../storage/project/openProject.ts';

/** Imagery to lay under a map. */
export interface GroundImage {
  readonly label: string;
  /** A picture of exactly these bounds (project CRS), JPEG; white outside the imagery. */
  readonly draw: (bounds: Bounds) => Promise<Buffer>;
}

/** The imagery that covers a whole area of the project's frame; undefined where none does. */
export type FindGround = (area: Bounds) => GroundImage | undefined;

/** Enough for a wall map at arm's length; more would make files no viewer opens gladly. */
const mostPixels = 5_000;

/** Finds the last epoch in the project's own coordinate system that covers an area. */
export function createGroundFinder(project: OpenProject): { find: FindGround; close: () => void } {
  const images = listImagery(project.database).filter(({ crs }) => crs === project.crs.code);
  const packs = createPackReader(project);
  return {
    find(area) {
      const image = images.findLast(({ bounds }) => covers(bounds, area));
      if (image === undefined) return undefined;
      return { label: image.epoch || image.name, draw: (bounds) => drawGround(packs, image, bounds) };
    },
    close: () => packs.close(),
  };
}

function covers(outer: Bounds, inner: Bounds): boolean {
  return (
    outer.minX <= inner.minX &&
    outer.maxX >= inner.maxX &&
    outer.minY <= inner.minY &&
    outer.maxY >= inner.maxY
  );
}

async function drawGround(packs: PackReader, image: ImagerySummary, bounds: Bounds): Promise<Buffer> {
  const needed = Math.max(bounds.maxX - bounds.minX, bounds.maxY - bounds.minY) / mostPixels;
  const zoom = Math.max(
    0,
    image.resolutions.findLastIndex((resolution) => resolution >= needed),
  );
  const resolution = image.resolutions[zoom] as number;
  const [originX, originY] = image.tileOrigin;
  const toWindow = ({ minX, minY, maxX, maxY }: Bounds) => ({
    left: Math.round((minX - originX) / resolution),
    top: Math.round((originY - maxY) / resolution),
    width: Math.round((maxX - minX) / resolution),
    height: Math.round((maxY - minY) / resolution),
  });
  const whole = toWindow(bounds);
  const shown = toWindow(intersect(bounds, image.bounds));
  const ground = await readGround(packs, image, zoom, shown);
  const [left, top] = [Math.max(0, shown.left - whole.left), Math.max(0, shown.top - whole.top)];
  return sharp(ground, { raw: { width: shown.width, height: shown.height, channels: 3 } })
    .extend({
      ...{ left, top, background: '#fff' },
      right: Math.max(0, whole.width - shown.width - left),
      bottom: Math.max(0, whole.height - shown.height - top),
    })
    .jpeg({ quality: 82 })
    .toBuffer();
}

function intersect(a: Bounds, b: Bounds): Bounds {
  return {
    minX: Math.max(a.minX, b.minX),
    minY: Math.max(a.minY, b.minY),
    maxX: Math.min(a.maxX, b.maxX),
    maxY: Math.min(a.maxY, b.maxY),
  };
}

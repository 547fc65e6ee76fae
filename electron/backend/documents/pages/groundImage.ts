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
  /** A picture of exactly these bounds (project CRS), JPEG; paper grey where there is no imagery. */
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
  const width = Math.round((bounds.maxX - bounds.minX) / resolution);
  const height = Math.round((bounds.maxY - bounds.minY) / resolution);
  const left = Math.round((bounds.minX - originX) / resolution);
  const top = Math.round((originY - bounds.maxY) / resolution);
  const ground = await readGround(packs, image, zoom, { left, top, width, height });
  return sharp(ground, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 82 })
    .toBuffer();
}

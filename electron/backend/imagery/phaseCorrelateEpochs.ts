import type {
  Alignment,
  ImagePair,
  ImagerySummary,
} from '../../../shared/contract/records/imageryRecords.ts';
import {
  type Bounds,
  computeBounds,
  type MultiPolygon,
} from '../../../shared/domain/geometry/multiPolygon.ts';
import { parseWkb } from '../../../shared/domain/geometry/parseWkb.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import { findImagery } from '../storage/project/imagery.ts';
import type { OpenProject } from '../storage/project/openProject.ts';
import { getPlotGeometry } from '../storage/project/plots.ts';
import type { PackReader } from './createPackReader.ts';
import { measureUnit } from './groundScale.ts';
import { maskPolygon } from './maskPolygon.ts';
import { phaseCorrelate } from './phaseCorrelate.ts';
import { type GroundSquare, readGreySquare } from './readGreySquare.ts';
import { createTilePixelReader } from './readTilePixels.ts';

const side = 256;
/** The plot may take this share of the square; the rest is the ring around it. */
const plotShare = 0.5;
/** Less than this share of the weights on ground that both images show, and nothing is said. */
const leastKnownShare = 0.4;
/** A fixed frame draws the peak towards no shift at all: the rest is measured again with the first part made good. */
const passes = 3;
const smallestRest = 0.05;

/**
 * How the earlier image of a plot has to be moved to lie on the later one, measured on the ring around the plot: the
 * plot itself is what may have changed. For the eye only. Null where there is too little to compare.
 * Throws PLOT_NOT_FOUND, LAYER_NOT_FOUND.
 */
export async function phaseCorrelateEpochs(
  project: OpenProject,
  packs: PackReader,
  { plotId, earlierImageId, laterImageId }: ImagePair,
): Promise<Alignment | null> {
  const [earlier, later] = [earlierImageId, laterImageId].map((id) => requireImage(project, id)) as [
    ImagerySummary,
    ImagerySummary,
  ];
  const parsed = parseWkb(getPlotGeometry(project.database, plotId).wkb);
  const plot = parsed.ok ? parsed.value.polygons : [];
  const bounds = computeBounds(plot);
  if (bounds === undefined) return null;
  const square = squareAround(bounds, Math.max(finest(earlier), finest(later)));
  const weights = ringWeights(plot, square);
  const readers = [earlier, later].map((image) => createTilePixelReader(packs, image.id));
  const [earlierReader, laterReader] = readers as [(typeof readers)[0], (typeof readers)[0]];
  const second = await readGreySquare(later, laterReader, square);
  let [right, down, confidence] = [0, 0, 0];
  for (let pass = 0; pass < passes; pass++) {
    const first = await readGreySquare(earlier, earlierReader, {
      ...square,
      centreX: square.centreX - right * square.unitsPerPixel,
      centreY: square.centreY + down * square.unitsPerPixel,
    });
    const shared = weights.map((weight, i) => (first.known[i] && second.known[i] ? weight : 0));
    if (sum(shared) < leastKnownShare * sum(weights)) return null;
    const rest = phaseCorrelate(first.values, second.values, shared);
    if (rest === null) return null;
    right += rest.right;
    down += rest.down;
    confidence = rest.confidence;
    if (Math.hypot(rest.right, rest.down) < smallestRest) break;
  }
  const unit = measureUnit(project.crs, square.centreY);
  return {
    eastMeters: right * square.unitsPerPixel * unit.east,
    northMeters: -down * square.unitsPerPixel * unit.north,
    confidence,
  };
}

function requireImage({ database }: OpenProject, imageId: string): ImagerySummary {
  const image = findImagery(database, imageId);
  if (image === undefined) throw new AppError('LAYER_NOT_FOUND', { layer: imageId });
  return image;
}

function finest(image: ImagerySummary): number {
  return image.resolutions.at(-1) as number;
}

/** As fine as the coarser of the two images, or coarser for a plot too large for that. */
function squareAround(bounds: Bounds, finestUnits: number): GroundSquare {
  const longest = Math.max(bounds.maxX - bounds.minX, bounds.maxY - bounds.minY);
  return {
    centreX: (bounds.minX + bounds.maxX) / 2,
    centreY: (bounds.minY + bounds.maxY) / 2,
    side,
    unitsPerPixel: Math.max(finestUnits, longest / (side * plotShare)),
  };
}

/** 1 in the ring, fading to 0 at the edges of the square and towards the plot. */
function ringWeights(plot: MultiPolygon, { centreX, centreY, unitsPerPixel }: GroundSquare): Float64Array {
  const mask = maskPolygon(plot, {
    width: side,
    height: side,
    minX: centreX - (side / 2) * unitsPerPixel,
    maxY: centreY + (side / 2) * unitsPerPixel,
    unitsPerPixel,
  });
  const near = blur(Float64Array.from(mask));
  const fade = (index: number) => Math.sin((Math.PI * (index + 0.5)) / side) ** 2;
  return near.map((share, i) => fade(i % side) * fade(Math.floor(i / side)) * (1 - Math.min(1, share * 2)));
}

/** Mean over 9 by 9 pixels. */
function blur(values: Float64Array): Float64Array {
  const radius = 4;
  const along = (from: Float64Array, step: number, at: (i: number) => number) =>
    from.map((_, i) => {
      let total = 0;
      for (let k = -radius; k <= radius; k++) {
        const place = at(i) + k;
        if (place >= 0 && place < side) total += from[i + k * step] as number;
      }
      return total / (2 * radius + 1);
    });
  return along(
    along(values, 1, (i) => i % side),
    side,
    (i) => Math.floor(i / side),
  );
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}

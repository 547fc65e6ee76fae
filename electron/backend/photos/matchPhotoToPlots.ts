import type { MultiPolygon } from '../../../shared/domain/geometry/multiPolygon.ts';
import { parseWkb } from '../../../shared/domain/geometry/parseWkb.ts';
import { choosePlot, photoReachMeters, voteForPlots } from '../../../shared/domain/review/matchPhoto.ts';
import type { OpenProject } from '../storage/project/openProject.ts';
import type { NewPhoto } from '../storage/project/photos.ts';
import { findNeighbours } from '../storage/project/plotNeighbours.ts';

export interface PhotoMatch {
  /** The plot the photo certainly shows; undefined where a person has to say. */
  readonly chosen: number | undefined;
  /** The likeliest first; empty without a position or far from every plot. */
  readonly candidates: readonly {
    readonly plotId: number;
    readonly share: number;
    readonly distanceMeters: number;
  }[];
}

const metersPerDegree = 111_320;
const noPlot = 0;

/** Which plots a photo may show, by where it was taken and where it looks. */
export function matchPhotoToPlots(
  { database, crs }: Pick<OpenProject, 'database' | 'crs'>,
  photo: Pick<NewPhoto, 'x' | 'y' | 'mapBearing' | 'accuracyMeters'>,
): PhotoMatch {
  const { x, y, mapBearing, accuracyMeters } = photo;
  if (x === null || y === null) return { chosen: undefined, candidates: [] };
  // in a geographic project degrees become local metres: a photo reaches no farther than a street
  const unitY = crs.kind === 'geographic' ? metersPerDegree : 1;
  const unitX = crs.kind === 'geographic' ? metersPerDegree * Math.cos((y * Math.PI) / 180) : 1;
  const [reachX, reachY] = [(2 * photoReachMeters) / unitX, (2 * photoReachMeters) / unitY];
  const bounds = { minX: x - reachX, minY: y - reachY, maxX: x + reachX, maxY: y + reachY };
  const plots = findNeighbours(database, noPlot, bounds).map(({ plotId, wkb }) => ({
    plotId,
    geometry: toLocalMeters(polygonsOf(wkb), x, y, unitX, unitY),
  }));
  const votes = voteForPlots({ x: 0, y: 0, bearing: mapBearing, accuracyMeters }, plots);
  const geometryOf = new Map(plots.map(({ plotId, geometry }) => [plotId, geometry]));
  return {
    chosen: choosePlot(votes),
    candidates: votes.map((vote) => ({
      ...vote,
      distanceMeters: distanceToVertices(geometryOf.get(vote.plotId) ?? []),
    })),
  };
}

function polygonsOf(wkb: Uint8Array): MultiPolygon {
  const parsed = parseWkb(wkb);
  if (!parsed.ok) throw new Error(`stored geometry: ${parsed.failure.message}`);
  return parsed.value.polygons;
}

function toLocalMeters(
  geometry: MultiPolygon,
  x: number,
  y: number,
  unitX: number,
  unitY: number,
): MultiPolygon {
  return geometry.map((polygon) =>
    polygon.map((ring) => ring.map((value, i) => (i % 2 === 0 ? (value - x) * unitX : (value - y) * unitY))),
  );
}

/** From the origin to the nearest corner: near enough to tell candidates apart. */
function distanceToVertices(geometry: MultiPolygon): number {
  let nearest = Number.POSITIVE_INFINITY;
  for (const ring of geometry.flat()) {
    for (let i = 0; i + 1 < ring.length; i += 2) {
      nearest = Math.min(nearest, Math.hypot(ring[i] as number, ring[i + 1] as number));
    }
  }
  return nearest;
}

import { locatePoint } from '../geometry/locatePoint.ts';
import type { MultiPolygon } from '../geometry/multiPolygon.ts';

/** Where a photo was taken and where it looks, in a projected system (metres). */
export interface PhotoPose {
  readonly x: number;
  readonly y: number;
  /** Degrees clockwise from grid north; null where the camera wrote none. */
  readonly bearing: number | null;
  /** Standard deviation of the position; null for the usual one of a phone. */
  readonly accuracyMeters: number | null;
}

export interface PhotoPlot {
  readonly plotId: number;
  readonly geometry: MultiPolygon;
}

export interface PhotoVote {
  readonly plotId: number;
  /** Share of the possible views that end on this plot, 0 to 1. */
  readonly share: number;
}

/** Farther than this a plot is not what a photo is of. */
export const photoReachMeters = 150;
/** Who stands so near the edge of a plot and looks out photographs the next one. */
const edgeMeters = 8;
const usualAccuracyMeters = 6;
const bearingSpreadDegrees = 8;
/** A plot is taken for the photo's only where so much speaks for it; otherwise a person decides. */
const sureShare = 0.8;

/**
 * How much speaks for each plot, the most likely first. The position and the bearing of a phone are both uncertain,
 * so views from around the position and to both sides of the bearing are tried, each weighted by how likely it is
 * (normal distributions); a view votes for the plot it is taken in or the first one it meets within reach.
 * Without a bearing only standing in a plot counts.
 */
export function voteForPlots(pose: PhotoPose, plots: readonly PhotoPlot[]): PhotoVote[] {
  const votes = new Map<number, number>();
  let total = 0;
  for (const view of possibleViews(pose)) {
    total += view.weight;
    const plotId = plotInView(view, plots);
    if (plotId !== undefined) votes.set(plotId, (votes.get(plotId) ?? 0) + view.weight);
  }
  return [...votes]
    .map(([plotId, weight]) => ({ plotId, share: weight / total }))
    .sort((a, b) => b.share - a.share || a.plotId - b.plotId);
}

/** The plot a photo certainly shows; undefined where a person has to say (需人工). */
export function choosePlot(votes: readonly PhotoVote[]): number | undefined {
  const [best] = votes;
  return best !== undefined && best.share >= sureShare ? best.plotId : undefined;
}

interface View {
  readonly x: number;
  readonly y: number;
  readonly bearing: number | null;
  readonly weight: number;
}

function possibleViews(pose: PhotoPose): View[] {
  const spread = pose.accuracyMeters ?? usualAccuracyMeters;
  const places = [{ x: pose.x, y: pose.y, weight: 1 }];
  for (const deviations of [0.75, 1.5, 2.25]) {
    // a ring stands for all places at its distance: its weight grows with its length
    const weight = deviations * Math.exp(-(deviations ** 2) / 2);
    for (let i = 0; i < 8; i++) {
      const angle = (i * Math.PI) / 4;
      const distance = deviations * spread;
      places.push({ x: pose.x + distance * Math.sin(angle), y: pose.y + distance * Math.cos(angle), weight });
    }
  }
  const { bearing } = pose;
  if (bearing === null) return places.map((place) => ({ ...place, bearing }));
  return places.flatMap((place) =>
    [-2, -1, 0, 1, 2].map((deviations) => ({
      ...place,
      bearing: bearing + deviations * bearingSpreadDegrees,
      weight: place.weight * Math.exp(-(deviations ** 2) / 2),
    })),
  );
}

function plotInView({ x, y, bearing }: View, plots: readonly PhotoPlot[]): number | undefined {
  const around = plots.find(({ geometry }) => locatePoint(x, y, geometry) !== 'outside');
  if (bearing === null) return around?.plotId;
  const angle = (bearing * Math.PI) / 180;
  const direction = { x: Math.sin(angle), y: Math.cos(angle) };
  const meets = (plot: PhotoPlot) => distanceToBoundary({ x, y }, direction, plot.geometry);
  if (around !== undefined && meets(around) > edgeMeters) return around.plotId;
  let nearest: { plotId: number; distance: number } | undefined;
  for (const plot of plots) {
    if (plot === around) continue;
    const distance = meets(plot);
    if (distance <= photoReachMeters && distance < (nearest?.distance ?? Number.POSITIVE_INFINITY)) {
      nearest = { plotId: plot.plotId, distance };
    }
  }
  return nearest?.plotId ?? around?.plotId;
}

/** How far it is along a direction (unit vector) to the boundary; infinite where it is not met. */
function distanceToBoundary(
  from: { readonly x: number; readonly y: number },
  direction: { readonly x: number; readonly y: number },
  geometry: MultiPolygon,
): number {
  let nearest = Number.POSITIVE_INFINITY;
  for (const ring of geometry.flat()) {
    for (let i = 0; i + 3 < ring.length; i += 2) {
      const ax = (ring[i] as number) - from.x;
      const ay = (ring[i + 1] as number) - from.y;
      const bx = (ring[i + 2] as number) - from.x;
      const by = (ring[i + 3] as number) - from.y;
      // sides of the ray: the edge crosses it where the signs differ
      const sideA = direction.x * ay - direction.y * ax;
      const sideB = direction.x * by - direction.y * bx;
      if (sideA > 0 === sideB > 0) continue;
      const share = sideA / (sideA - sideB);
      const along = direction.x * (ax + share * (bx - ax)) + direction.y * (ay + share * (by - ay));
      if (along >= 0 && along < nearest) nearest = along;
    }
  }
  return nearest;
}

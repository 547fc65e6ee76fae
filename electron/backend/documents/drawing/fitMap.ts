import {
  type CoordinateSystem,
  findCoordinateSystem,
} from '../../../../shared/domain/crs/coordinateSystem.ts';
import {
  type Bounds,
  computeBounds,
  type MultiPolygon,
} from '../../../../shared/domain/geometry/multiPolygon.ts';
import type { PlotListSnapshot } from '../plotListSnapshot.ts';
import type { Frame, Point } from './scene.ts';

/** How the ground lies on the paper. */
export interface MapView {
  readonly frame: Frame;
  /** The ground shown, in the project's frame. */
  readonly bounds: Bounds;
  /** What of it towns and plots take. */
  readonly area: Bounds;
  /** Points that towns and plots take from top to bottom. */
  readonly groundHeight: number;
  /** Denominator of the scale. */
  readonly scale: number;
  readonly toPoint: (x: number, y: number) => Point;
}

const scales = [
  500, 1_000, 2_000, 2_500, 5_000, 10_000, 15_000, 20_000, 25_000, 30_000, 40_000, 50_000, 60_000, 75_000,
  100_000, 125_000, 150_000, 200_000, 250_000, 300_000, 400_000, 500_000, 750_000, 1_000_000, 2_000_000,
];
export const pointsPerMeter = 72 / 0.0254;
const metersPerDegree = 111_320;
/** Free paper around the ground. */
const margin = 1.04;

export type MapContent = Pick<PlotListSnapshot, 'crsCode' | 'rows' | 'towns' | 'verdictColors'>;

/** The largest round scale at which towns and plots fit the frame; undefined where there is nothing to show. */
export function fitMap(content: MapContent, frame: Frame): MapView | undefined {
  const ground = boundsOf([...content.towns, ...content.rows].map(({ geometry }) => geometry));
  if (ground === undefined) return undefined;
  const crs = findCoordinateSystem(content.crsCode) as CoordinateSystem;
  const middleX = (ground.minX + ground.maxX) / 2;
  const middleY = (ground.minY + ground.maxY) / 2;
  const [metersX, metersY] =
    crs.kind === 'projected'
      ? [1, 1]
      : [metersPerDegree * Math.cos((middleY * Math.PI) / 180), metersPerDegree];
  const needed = Math.max(
    ((ground.maxX - ground.minX) * metersX * margin * pointsPerMeter) / frame.width,
    ((ground.maxY - ground.minY) * metersY * margin * pointsPerMeter) / frame.height,
  );
  const scale = scales.find((candidate) => candidate >= needed) ?? Math.ceil(needed / 1_000_000) * 1_000_000;
  const unitsX = scale / pointsPerMeter / metersX;
  const unitsY = scale / pointsPerMeter / metersY;
  return {
    frame,
    scale,
    area: ground,
    groundHeight: (ground.maxY - ground.minY) / unitsY,
    bounds: {
      minX: middleX - (frame.width / 2) * unitsX,
      maxX: middleX + (frame.width / 2) * unitsX,
      minY: middleY - (frame.height / 2) * unitsY,
      maxY: middleY + (frame.height / 2) * unitsY,
    },
    toPoint: (x, y) => [
      frame.x + frame.width / 2 + (x - middleX) / unitsX,
      frame.y + frame.height / 2 - (y - middleY) / unitsY,
    ],
  };
}

function boundsOf(geometries: readonly MultiPolygon[]): Bounds | undefined {
  let all: Bounds | undefined;
  for (const geometry of geometries) {
    const bounds = computeBounds(geometry);
    if (bounds === undefined) continue;
    all =
      all === undefined
        ? bounds
        : {
            minX: Math.min(all.minX, bounds.minX),
            minY: Math.min(all.minY, bounds.minY),
            maxX: Math.max(all.maxX, bounds.maxX),
            maxY: Math.max(all.maxY, bounds.maxY),
          };
  }
  return all;
}

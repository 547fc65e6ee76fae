import type { CoordinateSystem } from '../crs/coordinateSystem.ts';
import { findCoordinateSystem } from '../crs/coordinateSystem.ts';
import { createTransform } from '../crs/createTransform.ts';
import { DATUMS } from '../crs/datum.ts';
import { unprojectGaussKruger } from '../crs/unprojectGaussKruger.ts';
import type { MultiPolygon, Ring } from '../geometry/multiPolygon.ts';
import { createGeodesicMeasure, createTrapezoidMeasure } from './edgeMeasure.ts';
import { computeRingSquareMeters, type Unproject } from './ringArea.ts';

export interface AreaSettings {
  /**
   * Edges longer than this are cut into equal pieces in the projected plane before the area is taken; null
   * leaves every edge whole. Survey software uses 70 m (domain reference §2.2 step 4).
   */
  readonly edgeSplitMeters: number | null;
}

export const DEFAULT_AREA_SETTINGS: AreaSettings = { edgeSplitMeters: 70 };

export interface AreaMeter {
  /** Unrounded ellipsoidal square metres of a geometry in the meter's system; 0 for an empty one. */
  computeSquareMeters(geometry: MultiPolygon): number;
  /** One Chinese sentence for reports: ellipsoid, method and setting. */
  describe(): string;
}

const SHORTEST_EDGE_SPLIT_METERS = 1;
const DEGREE = Math.PI / 180;

/**
 * Measures ellipsoidal area (图斑椭球面积) by the official trapezoid formula (国土调查办发〔2008〕32号; domain
 * reference §2) on the ellipsoid of the system's datum.
 *
 * An edge means the straight line on the ground. In a zone that is the straight line in the plane: edges
 * longer than the setting are cut evenly there, then unprojected, CGCS2000 by the rule's own formula, UTM
 * rigorously. In a geographic system, where the rule defines no split, vertices are used as they are and each
 * edge is the geodesic between them; so one plot has one area, whichever of the two it is stored in.
 *
 * Preconditions: a convertible system; an edge split of at least 1 m; closed rings in that system's coordinates.
 */
export function createAreaMeter(system: CoordinateSystem, settings: AreaSettings): AreaMeter {
  if (!system.convertible) throw new RangeError(`no area on ${system.code}: legacy datum`);
  const { edgeSplitMeters } = settings;
  if (edgeSplitMeters !== null && !(edgeSplitMeters >= SHORTEST_EDGE_SPLIT_METERS)) {
    throw new RangeError(`edge split of ${edgeSplitMeters} m is below ${SHORTEST_EDGE_SPLIT_METERS} m`);
  }
  const { ellipsoid } = DATUMS[system.datum];
  const [longestEdge, measureEdge] =
    system.kind === 'projected'
      ? [edgeSplitMeters, createTrapezoidMeasure(ellipsoid)]
      : [null, createGeodesicMeasure(ellipsoid)];
  const unproject = createUnproject(system);
  return {
    computeSquareMeters: (geometry) =>
      sumOverRings(geometry, (ring) => computeRingSquareMeters(ring, unproject, longestEdge, measureEdge)),
    describe: () => describe(system, longestEdge),
  };
}

/** Outer rings minus holes, parts summed. */
function sumOverRings(geometry: MultiPolygon, measure: (ring: Ring) => number): number {
  let sum = 0;
  for (const polygon of geometry) {
    for (let index = 0; index < polygon.length; index++) {
      const area = measure(polygon[index] as Ring);
      sum += index === 0 ? area : -area;
    }
  }
  return sum;
}

function createUnproject(system: CoordinateSystem): Unproject {
  if (system.kind === 'geographic') {
    return (x, y, out) => {
      out[0] = x * DEGREE;
      out[1] = y * DEGREE;
    };
  }
  if (system.datum === 'CGCS2000') {
    const { falseEastingMeters } = system;
    return (x, y, out) => unprojectGaussKruger(x - falseEastingMeters, y, out);
  }
  const geographic = findCoordinateSystem(`EPSG:${DATUMS[system.datum].geographicEpsg}`) as CoordinateSystem;
  const toDegrees = createTransform(system, geographic);
  return (x, y, out) => {
    toDegrees(x, y, out, 0);
    out[0] = (out[0] as number) * DEGREE;
    out[1] = (out[1] as number) * DEGREE;
  };
}

function describe(system: CoordinateSystem, longestEdgeMeters: number | null): string {
  const method = `${DATUMS[system.datum].ellipsoid.name} 椭球面积，椭球面梯形公式（国土调查办发〔2008〕32号）`;
  if (system.kind === 'geographic') return `${method}，按经纬度顶点计算，边取大地线`;
  if (longestEdgeMeters === null) return `${method}，投影坐标反算经纬度，边不分段`;
  return `${method}，投影平面上超过 ${longestEdgeMeters} m 的边均分后反算经纬度`;
}

import type { Ring } from '../geometry/multiPolygon.ts';
import type { EdgeMeasure } from './edgeMeasure.ts';

/**
 * Turns plane coordinates into geodetic ones in radians: `out[0]` longitude from any fixed meridian,
 * `out[1]` latitude.
 */
export type Unproject = (x: number, y: number, out: Float64Array) => void;

const FULL_TURN = 2 * Math.PI;

/** Where unproject answers: a new array for each ring would cost more than an edge. */
const position = new Float64Array(2);

/**
 * Unsigned ellipsoidal square metres inside one closed ring, summed edge by edge (domain reference §2.2 steps 2
 * and 3). Ring start and direction carry no meaning.
 *
 * Edges longer than `longestEdge` (in the units of the ring; null: never) are cut into equal pieces where they
 * are straight, before they are unprojected. Longitudes are counted from the ring's first vertex, so a small
 * plot far from Greenwich keeps its digits, and each edge takes the short way round, so a ring may cross the
 * antimeridian. A ring that winds around a pole is closed through that pole.
 */
export function computeRingSquareMeters(
  ring: Ring,
  unproject: Unproject,
  longestEdge: number | null,
  measureEdge: EdgeMeasure,
): number {
  if (ring.length < 8) return 0;
  let x = ring[0] as number;
  let y = ring[1] as number;
  unproject(x, y, position);
  const firstMeridian = position[0] as number;
  const firstLatitude = position[1] as number;
  let meridian = firstMeridian;
  let turns = 0;
  let longitude = 0;
  let latitude = firstLatitude;
  let sum = 0;

  for (let i = 2; i + 1 < ring.length; i += 2) {
    const startX = x;
    const startY = y;
    x = ring[i] as number;
    y = ring[i + 1] as number;
    const east = x - startX;
    const north = y - startY;
    // not Math.hypot, which takes longer than all the rest of the edge
    const pieces =
      longestEdge === null ? 1 : Math.max(1, Math.ceil(Math.sqrt(east * east + north * north) / longestEdge));
    for (let piece = 1; piece <= pieces; piece++) {
      const share = piece / pieces;
      if (piece === pieces) unproject(x, y, position);
      else unproject(startX + east * share, startY + north * share, position);
      const nextMeridian = position[0] as number;
      turns -= Math.round((nextMeridian - meridian) / FULL_TURN);
      const nextLongitude = nextMeridian - firstMeridian + turns * FULL_TURN;
      const nextLatitude = position[1] as number;
      sum += measureEdge(longitude, latitude, nextLongitude, nextLatitude);
      meridian = nextMeridian;
      longitude = nextLongitude;
      latitude = nextLatitude;
    }
  }

  const windsAroundPole = turns !== 0;
  if (windsAroundPole) {
    const pole = firstLatitude < 0 ? -Math.PI / 2 : Math.PI / 2;
    sum += measureEdge(longitude, firstLatitude, longitude, pole);
  }
  return Math.abs(sum);
}

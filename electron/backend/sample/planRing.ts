import type { Ring } from '../../../shared/domain/geometry/multiPolygon.ts';
import type { CountyPlan } from './countyPlan.ts';
import type { PlanRectangle } from './splitBlock.ts';

/** Corners that lie on each line of the plan: `horizontal` by v, `vertical` by u, each sorted or to be sorted. */
export interface EdgeNodes {
  readonly horizontal: ReadonlyMap<number, readonly number[]>;
  readonly vertical: ReadonlyMap<number, readonly number[]>;
}

/** Vertices are added at multiples of this in plan metres, so that long edges bend the same way on both sides. */
const BEND_STEP = 30;

/** All corners of the rectangles, by the line they lie on. */
export function collectEdgeNodes(rectangles: readonly PlanRectangle[]): EdgeNodes {
  const horizontal = new Map<number, number[]>();
  const vertical = new Map<number, number[]>();
  const put = (map: Map<number, number[]>, key: number, ...values: number[]): void => {
    const list = map.get(key);
    if (list === undefined) map.set(key, values);
    else list.push(...values);
  };
  for (const r of rectangles) {
    put(horizontal, r.v0, r.u0, r.u1);
    put(horizontal, r.v1, r.u0, r.u1);
    put(vertical, r.u0, r.v0, r.v1);
    put(vertical, r.u1, r.v0, r.v1);
  }
  return { horizontal, vertical };
}

/**
 * The rectangle as a closed counter-clockwise ring in EPSG:4545 (0.1 mm), with a vertex wherever a neighbour has a
 * corner on its edges: neighbours share vertices exactly and no gap or overlap can arise.
 */
export function buildPlanRing(plan: CountyPlan, r: PlanRectangle, nodes: EdgeNodes): Ring {
  const points: number[] = [];
  const put = (u: number, v: number): void => {
    const [x, y] = plan.toWorld(u, v);
    points.push(Math.round(x * 1e4) / 1e4, Math.round(y * 1e4) / 1e4);
  };
  for (const u of between(r.u0, r.u1, nodes.horizontal.get(r.v0))) put(u, r.v0);
  for (const v of between(r.v0, r.v1, nodes.vertical.get(r.u1))) put(r.u1, v);
  put(r.u1, r.v1);
  for (const u of between(r.u0, r.u1, nodes.horizontal.get(r.v1)).slice(1).reverse()) put(u, r.v1);
  put(r.u0, r.v1);
  for (const v of between(r.v0, r.v1, nodes.vertical.get(r.u0)).slice(1).reverse()) put(r.u0, v);
  points.push(points[0] as number, points[1] as number);
  return Float64Array.from(points);
}

/** `from`, then every node and bend strictly between, in order; without `to`. */
function between(from: number, to: number, nodes: readonly number[] | undefined): number[] {
  const inside = [from];
  for (const node of nodes ?? []) if (node > from && node < to) inside.push(node);
  for (let k = Math.floor(from / BEND_STEP) + 1; k * BEND_STEP < to; k++) inside.push(k * BEND_STEP);
  inside.sort((a, b) => a - b);
  return inside.filter((value, index) => index === 0 || value !== inside[index - 1]);
}

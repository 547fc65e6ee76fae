import { computeBounds, type MultiPolygon } from '../../shared/domain/geometry/multiPolygon.ts';
import { splitPolygon } from '../../shared/domain/geometry/splitPolygon.ts';

/** Off the middle, where vertices of drawn shapes like to lie. */
const SHARE = 0.4871;

/** Cuts every polygon across its longer side, and its halves again: parts that share their cut edges exactly. */
export function halveGeometry(geometry: MultiPolygon, times: number): MultiPolygon {
  if (times === 0) return geometry;
  return geometry.flatMap((polygon) => {
    const { minX, minY, maxX, maxY } = computeBounds([polygon]) ?? { minX: 0, minY: 0, maxX: 0, maxY: 0 };
    const [axis, low, high] =
      maxX - minX >= maxY - minY ? (['x', minX, maxX] as const) : (['y', minY, maxY] as const);
    const halves = splitPolygon(polygon, axis, low + SHARE * (high - low));
    return halveGeometry([...halves.low, ...halves.high], times - 1);
  });
}

import type { GeometryEngine } from '../../../shared/domain/geometry/GeometryEngine.ts';
import { isSimplePolygon } from '../../../shared/domain/geometry/isSimplePolygon.ts';
import {
  computeBounds,
  type MultiPolygon,
  type Polygon,
} from '../../../shared/domain/geometry/multiPolygon.ts';
import { parseWkb } from '../../../shared/domain/geometry/parseWkb.ts';
import { subdivideGeometry } from '../../../shared/domain/geometry/subdivideGeometry.ts';
import { VertexSet } from '../../../shared/domain/geometry/VertexSet.ts';
import { writeWkb } from '../../../shared/domain/geometry/writeWkb.ts';
import type { PreparedParts, PrepareTask } from './messages.ts';
import { countPacked, packBytes, unpackBytes } from './packBytes.ts';

/**
 * Makes exclusion features ready for a run: repairs what is invalid and cuts what is large into parts of at
 * most `maximumVertices` vertices. A feature that cannot be repaired becomes one part of zero bytes with the
 * feature's bounds, so that no plot there is computed as if it did not exist; an empty feature has no parts.
 */
export function prepareExclusions(
  engine: GeometryEngine,
  task: PrepareTask,
  maximumVertices: number,
): PreparedParts {
  const parts: Uint8Array[] = [];
  const seams: Uint8Array[] = [];
  const bounds: number[] = [];
  const features: number[] = [];
  const simple: number[] = [];
  const repaired: number[] = [];
  let unplaced: number | null = null;
  for (let feature = 0; feature < countPacked(task.features); feature++) {
    const wkb = unpackBytes(task.features, feature);
    const valid = makeValid(engine, wkb);
    if (valid === undefined) {
      const parsed = parseWkb(wkb);
      const box = parsed.ok ? computeBounds(parsed.value.polygons) : undefined;
      if (box === undefined) {
        unplaced ??= feature;
        continue;
      }
      parts.push(new Uint8Array(0));
      seams.push(new Uint8Array(0));
      bounds.push(box.minX, box.minY, box.maxX, box.maxY);
      features.push(feature);
      simple.push(0);
      continue;
    }
    if (valid.repaired) repaired.push(feature);
    const whole = valid.geometry[0];
    if (
      !valid.repaired &&
      valid.geometry.length === 1 &&
      whole !== undefined &&
      isSmall(whole, maximumVertices)
    ) {
      const box = computeBounds(valid.geometry);
      if (box === undefined) continue;
      parts.push(wkb);
      seams.push(new Uint8Array(0));
      bounds.push(box.minX, box.minY, box.maxX, box.maxY);
      features.push(feature);
      simple.push(valid.isSimple ? 1 : 0);
      continue;
    }
    const polygons = subdivideGeometry(valid.geometry, maximumVertices, task.within);
    const given = new Set(valid.geometry);
    const isWhole = polygons.every((polygon) => given.has(polygon));
    const own = isWhole ? undefined : collectVertices(valid.geometry);
    for (const polygon of polygons) {
      const box = computeBounds([polygon]);
      if (box === undefined) continue;
      parts.push(writeWkb([polygon]));
      seams.push(own === undefined ? new Uint8Array(0) : findSeams(polygon, own));
      bounds.push(box.minX, box.minY, box.maxX, box.maxY);
      features.push(feature);
      // a cut of a simple ring joins what it leaves by pieces of a straight line that do not meet
      simple.push(valid.isSimple ? 1 : 0);
    }
  }
  return {
    parts: packBytes(parts),
    bounds: Float64Array.from(bounds),
    features: Uint32Array.from(features),
    simple: Uint8Array.from(simple),
    seams: packBytes(seams),
    repaired: Uint32Array.from(repaired),
    unplaced,
  };
}

function isSmall(polygon: Polygon, maximumVertices: number): boolean {
  return polygon.reduce((sum, ring) => sum + ring.length / 2, 0) <= maximumVertices;
}

function makeValid(
  engine: GeometryEngine,
  wkb: Uint8Array,
): { geometry: MultiPolygon; repaired: boolean; isSimple: boolean } | undefined {
  const parsed = parseWkb(wkb);
  if (!parsed.ok) return undefined;
  const geometry = parsed.value.polygons;
  const [only] = geometry;
  if (geometry.length === 1 && only !== undefined && isSimplePolygon(only))
    return { geometry, repaired: false, isSimple: true };
  return engine.scope(() => {
    const shape = engine.fromWkb(wkb);
    if (!shape.ok) return undefined;
    const repair = engine.repair(shape.value);
    if (!repair.ok) return undefined;
    const { changed: repaired, shape: valid } = repair.value;
    return { geometry: repaired ? engine.toMultiPolygon(valid) : geometry, repaired, isSimple: false };
  });
}

function collectVertices(geometry: MultiPolygon): VertexSet {
  const rings = geometry.flat();
  const vertices = new VertexSet(rings.reduce((sum, ring) => sum + ring.length / 2, 0));
  for (const ring of rings) {
    for (let i = 0; i + 1 < ring.length; i += 2) vertices.add(ring[i] as number, ring[i + 1] as number);
  }
  return vertices;
}

function findSeams(polygon: Polygon, own: VertexSet): Uint8Array {
  const seams: number[] = [];
  for (const ring of polygon) {
    for (let i = 0; i + 1 < ring.length; i += 2) {
      const x = ring[i] as number;
      const y = ring[i + 1] as number;
      if (!own.has(x, y)) seams.push(x, y);
    }
  }
  return new Uint8Array(Float64Array.from(seams).buffer);
}

import type { GeometryEngine } from '../../../shared/domain/geometry/GeometryEngine.ts';
import { isSimplePolygon } from '../../../shared/domain/geometry/isSimplePolygon.ts';
import {
  type Bounds,
  computeBounds,
  type MultiPolygon,
  type Polygon,
} from '../../../shared/domain/geometry/multiPolygon.ts';
import { orientRings } from '../../../shared/domain/geometry/orientRings.ts';
import { parseWkb } from '../../../shared/domain/geometry/parseWkb.ts';
import type { PrepareTask } from './messages.ts';
import type { PreparedParts } from './PreparedParts.ts';
import { countPacked, unpackBytes } from './packBytes.ts';
import { packRings } from './packRings.ts';

/**
 * Makes exclusion features ready for a run: repairs what is invalid and takes them apart into their polygons, with
 * rings that run as indexRings wants them. A feature that cannot be repaired becomes one part of zero bytes with the
 * feature's bounds, so that no plot there is computed as if it did not exist; an empty feature has no parts.
 */
export function prepareExclusions(engine: GeometryEngine, task: PrepareTask): PreparedParts {
  const parts: (Polygon | null)[] = [];
  const bounds: number[] = [];
  const features: number[] = [];
  const repaired: number[] = [];
  let unplaced: number | null = null;
  const add = (feature: number, box: Bounds, polygon: Polygon | null): void => {
    parts.push(polygon);
    bounds.push(box.minX, box.minY, box.maxX, box.maxY);
    features.push(feature);
  };
  // a function of its own: the loop is compiled while it runs, and all that lies in it again and again
  const prepare = (feature: number): void => {
    const wkb = unpackBytes(task.features, feature);
    const valid = makeValid(engine, wkb);
    if (valid === undefined) {
      const parsed = parseWkb(wkb);
      const box = parsed.ok ? computeBounds(parsed.value.polygons) : undefined;
      if (box === undefined) unplaced ??= feature;
      else add(feature, box, null);
      return;
    }
    if (valid.repaired) repaired.push(feature);
    for (const polygon of orientRings(valid.geometry, 'counterClockwise')) {
      const box = computeBounds([polygon]);
      if (box !== undefined && (task.within === undefined || meets(box, task.within)))
        add(feature, box, polygon);
    }
  };
  for (let feature = 0; feature < countPacked(task.features); feature++) prepare(feature);
  return {
    parts: packRings(parts),
    bounds: new Float64Array(bounds),
    features: new Uint32Array(features),
    repaired: new Uint32Array(repaired),
    unplaced,
  };
}

/** The buffers to hand over with the message. */
export function listPreparedBuffers({ parts, bounds, features, repaired }: PreparedParts): ArrayBuffer[] {
  return [parts.bytes, parts.offsets, bounds, features, repaired].map(({ buffer }) => buffer);
}

function meets(box: Bounds, within: Bounds): boolean {
  return (
    box.minX <= within.maxX && box.maxX >= within.minX && box.minY <= within.maxY && box.maxY >= within.minY
  );
}

function makeValid(
  engine: GeometryEngine,
  wkb: Uint8Array,
): { geometry: MultiPolygon; repaired: boolean } | undefined {
  const parsed = parseWkb(wkb);
  if (!parsed.ok) return undefined;
  const geometry = parsed.value.polygons;
  const [only] = geometry;
  if (geometry.length === 1 && only !== undefined && isSimplePolygon(only))
    return { geometry, repaired: false };
  return engine.scope(() => {
    const shape = engine.fromWkb(wkb);
    if (!shape.ok) return undefined;
    const repair = engine.repair(shape.value);
    if (!repair.ok) return undefined;
    const { changed: repaired, shape: valid } = repair.value;
    return { geometry: repaired ? engine.toMultiPolygon(valid) : geometry, repaired };
  });
}

import type { GeometryEngine } from '../geometry/GeometryEngine.ts';
import { type GeometryResult, succeed } from '../geometry/geometryResult.ts';
import { isSimplePolygon } from '../geometry/isSimplePolygon.ts';
import type { MultiPolygon } from '../geometry/multiPolygon.ts';
import { createRegion, type Region } from './region.ts';

export interface ValidRegion {
  readonly region: Region;
  /** True where the boundary had to be made valid first. */
  readonly repaired: boolean;
}

/** What cuts take. Inside an engine scope; fails where a boundary cannot be repaired. */
export function makeValid(engine: GeometryEngine, given: MultiPolygon): GeometryResult<ValidRegion> {
  const [only] = given;
  if (given.length === 1 && only !== undefined && isSimplePolygon(only)) {
    return succeed({ region: createRegion(engine, given), repaired: false });
  }
  const loaded = engine.fromMultiPolygon(given);
  if (!loaded.ok) return loaded;
  const repair = engine.repair(loaded.value);
  if (!repair.ok) return repair;
  const { shape, changed } = repair.value;
  const geometry = changed ? engine.toMultiPolygon(shape) : given;
  return succeed({ region: createRegion(engine, geometry, shape), repaired: changed });
}

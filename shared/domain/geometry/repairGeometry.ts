import type { RepairMethod } from './GeometryEngine.ts';
import type { GeosRuntime } from './GeosRuntime.ts';
import { type GeometryResult, succeed } from './geometryResult.ts';
import type { Pointer } from './geosModule.ts';
import { takePolygonalPart } from './polygonalPart.ts';

export interface RepairedPointer {
  /** Undefined where the input was valid already. */
  readonly pointer: Pointer | undefined;
  readonly method: RepairMethod;
  readonly areaBefore: number;
  readonly areaAfter: number;
}

/**
 * The valid polygonal geometry that `makeValid` makes of this one, and both planar areas. The input stays as it
 * is. TOPOLOGY where GEOS cannot.
 */
export function repairGeometry(runtime: GeosRuntime, geometry: Pointer): GeometryResult<RepairedPointer> {
  const { module, context, output } = runtime;
  const areaOf = (pointer: Pointer) =>
    runtime.callForNumber(() => module._GEOSArea_r(context, pointer, output));
  const before = areaOf(geometry);
  if (!before.ok) return before;
  const valid = runtime.callForBoolean(() => module._GEOSisValid_r(context, geometry));
  if (!valid.ok) return valid;
  if (valid.value) {
    return succeed({ pointer: undefined, method: 'none', areaBefore: before.value, areaAfter: before.value });
  }
  const made = makeValid(runtime, geometry);
  if (!made.ok) return made;
  const polygons = takePolygonalPart(runtime, made.value.pointer);
  if (!polygons.ok) return polygons;
  const after = areaOf(polygons.value);
  if (!after.ok) return after;
  return succeed({
    pointer: polygons.value,
    method: made.value.method,
    areaBefore: before.value,
    areaAfter: after.value,
  });
}

/**
 * A new valid geometry by the structure method; by the linework method where the first refuses, which GEOS 3.13
 * does for some rings that run back on themselves ("unable to assign hole to a shell").
 */
export function makeValid(
  runtime: GeosRuntime,
  geometry: Pointer,
): GeometryResult<{ readonly pointer: Pointer; readonly method: 'structure' | 'linework' }> {
  const { module, context, makeValidParameters } = runtime;
  const structure = runtime.callForPointer(() =>
    module._GEOSMakeValidWithParams_r(context, geometry, makeValidParameters),
  );
  if (structure.ok) return succeed({ pointer: structure.value, method: 'structure' });
  if (structure.failure.code !== 'TOPOLOGY') return structure;
  const linework = runtime.callForPointer(() => module._GEOSMakeValid_r(context, geometry));
  return linework.ok ? succeed({ pointer: linework.value, method: 'linework' }) : structure;
}

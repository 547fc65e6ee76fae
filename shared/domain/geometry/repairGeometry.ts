import type { GeosRuntime } from './GeosRuntime.ts';
import { type GeometryResult, succeed } from './geometryResult.ts';
import type { Pointer } from './geosModule.ts';
import { takePolygonalPart } from './polygonalPart.ts';

export interface RepairedPointer {
  /** Undefined where the input was valid already. */
  readonly pointer: Pointer | undefined;
  readonly areaBefore: number;
  readonly areaAfter: number;
}

/**
 * The valid polygonal geometry that GEOS's structure method makes of this one, and both planar areas. The
 * input stays as it is. TOPOLOGY where GEOS cannot.
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
    return succeed({ pointer: undefined, areaBefore: before.value, areaAfter: before.value });
  }
  const made = runtime.callForPointer(() =>
    module._GEOSMakeValidWithParams_r(context, geometry, runtime.makeValidParameters),
  );
  if (!made.ok) return made;
  const polygons = takePolygonalPart(runtime, made.value);
  if (!polygons.ok) return polygons;
  const after = areaOf(polygons.value);
  if (!after.ok) return after;
  return succeed({ pointer: polygons.value, areaBefore: before.value, areaAfter: after.value });
}

import type { GeosRuntime } from './GeosRuntime.ts';
import { type GeometryResult, succeed } from './geometryResult.ts';
import type { Pointer } from './geosModule.ts';

const POLYGON = 3;
const MULTI_POLYGON = 6;
const GEOMETRY_COLLECTION = 7;

/**
 * The polygons of a geometry as one Polygon, MultiPolygon or empty polygon. Takes the pointer over: it is
 * either returned or destroyed, on failure too.
 */
export function takePolygonalPart(runtime: GeosRuntime, geometry: Pointer): GeometryResult<Pointer> {
  const { module, context } = runtime;
  const type = module._GEOSGeomTypeId_r(context, geometry);
  if (type === POLYGON || type === MULTI_POLYGON) return succeed(geometry);
  const polygons: Pointer[] = [];
  if (type === GEOMETRY_COLLECTION) collectPolygons(runtime, geometry, polygons);
  const result =
    polygons.length === 0
      ? runtime.callForPointer(() => module._GEOSGeom_createEmptyPolygon_r(context))
      : createCollection(runtime, MULTI_POLYGON, polygons);
  runtime.destroyGeometry(geometry);
  return result;
}

/** A collection that takes its members over. `type` is GEOS's type number. */
export function createCollection(
  runtime: GeosRuntime,
  type: typeof MULTI_POLYGON | typeof GEOMETRY_COLLECTION,
  members: readonly Pointer[],
): GeometryResult<Pointer> {
  const { module, context } = runtime;
  const array = module._malloc(members.length * 4);
  module.HEAPU32.set(members, array / 4);
  const collection = runtime.callForPointer(() =>
    module._GEOSGeom_createCollection_r(context, type, array, members.length),
  );
  module._free(array);
  return collection;
}

function collectPolygons(runtime: GeosRuntime, geometry: Pointer, polygons: Pointer[]): void {
  const { module, context } = runtime;
  const count = module._GEOSGetNumGeometries_r(context, geometry);
  for (let i = 0; i < count; i++) {
    const member = module._GEOSGetGeometryN_r(context, geometry, i);
    const type = module._GEOSGeomTypeId_r(context, member);
    if (type === POLYGON) {
      if (module._GEOSisEmpty_r(context, member) === 0)
        polygons.push(module._GEOSGeom_clone_r(context, member));
    } else if (type === MULTI_POLYGON || type === GEOMETRY_COLLECTION) {
      collectPolygons(runtime, member, polygons);
    }
  }
}

import type { GeosRuntime } from './GeosRuntime.ts';
import { type GeometryResult, succeed } from './geometryResult.ts';
import type { Pointer } from './geosModule.ts';

/**
 * Cuts a polygonal geometry along a line: boundary and line are noded together and every face that lies inside is a
 * piece. The caller owns the pieces. What of the line does not bound a face (a loose end) leaves no trace.
 */
export function splitByLine(
  runtime: GeosRuntime,
  shape: Pointer,
  line: Pointer,
): GeometryResult<readonly Pointer[]> {
  const { module, context } = runtime;
  const boundary = runtime.callForPointer(() => module._GEOSBoundary_r(context, shape));
  if (!boundary.ok) return boundary;
  const noded = runtime.callForPointer(() => module._GEOSUnion_r(context, boundary.value, line));
  runtime.destroyGeometry(boundary.value);
  if (!noded.ok) return noded;
  const faces = polygonize(runtime, noded.value);
  runtime.destroyGeometry(noded.value);
  if (!faces.ok) return faces;
  const pieces = takeFacesInside(runtime, faces.value, shape);
  runtime.destroyGeometry(faces.value);
  return pieces;
}

function polygonize(runtime: GeosRuntime, lines: Pointer): GeometryResult<Pointer> {
  const { module, context } = runtime;
  const array = module._malloc(4);
  module.HEAPU32[array / 4] = lines;
  const faces = runtime.callForPointer(() => module._GEOSPolygonize_r(context, array, 1));
  module._free(array);
  return faces;
}

/** Faces of holes and of pockets the line closes off outside are no pieces. */
function takeFacesInside(
  runtime: GeosRuntime,
  faces: Pointer,
  shape: Pointer,
): GeometryResult<readonly Pointer[]> {
  const { module, context } = runtime;
  const pieces: Pointer[] = [];
  const count = module._GEOSGetNumGeometries_r(context, faces);
  for (let index = 0; index < count; index++) {
    const face = module._GEOSGetGeometryN_r(context, faces, index);
    const inside = isFaceInside(runtime, face, shape);
    if (!inside.ok) {
      for (const piece of pieces) runtime.destroyGeometry(piece);
      return inside;
    }
    if (inside.value) pieces.push(module._GEOSGeom_clone_r(context, face));
  }
  return succeed(pieces);
}

function isFaceInside(runtime: GeosRuntime, face: Pointer, shape: Pointer): GeometryResult<boolean> {
  const { module, context } = runtime;
  const point = runtime.callForPointer(() => module._GEOSPointOnSurface_r(context, face));
  if (!point.ok) return point;
  const inside = runtime.callForBoolean(() => module._GEOSIntersects_r(context, shape, point.value));
  runtime.destroyGeometry(point.value);
  return inside;
}

import initGeos from 'geos-wasm';
import { armStackGuard } from './stackGuard.ts';

/** A pointer into the WASM heap, or the null pointer. */
export type Pointer = number;

/**
 * What we call of geos-wasm: the raw reentrant C functions, which its own typed wrappers only forward to.
 * Each takes our context first. The heap views are replaced whenever the memory grows, so they are read
 * from here each time and never held.
 */
export interface GeosModule {
  readonly HEAPU8: Uint8Array;
  readonly HEAPU32: Uint32Array;
  readonly HEAPF64: Float64Array;
  _malloc(size: number): Pointer;
  _free(pointer: Pointer): void;
  UTF8ToString(pointer: Pointer): string;
  addFunction(callback: (first: number, second: number) => void, signature: string): Pointer;

  _GEOS_init_r(): Pointer;
  _GEOS_finish_r(context: Pointer): void;
  _GEOSContext_setErrorMessageHandler_r(context: Pointer, callback: Pointer, data: Pointer): Pointer;
  _GEOSFree_r(context: Pointer, memory: Pointer): void;

  _GEOSWKBReader_create_r(context: Pointer): Pointer;
  _GEOSWKBReader_destroy_r(context: Pointer, reader: Pointer): void;
  _GEOSWKBReader_read_r(context: Pointer, reader: Pointer, bytes: Pointer, size: number): Pointer;
  _GEOSWKBWriter_create_r(context: Pointer): Pointer;
  _GEOSWKBWriter_destroy_r(context: Pointer, writer: Pointer): void;
  _GEOSWKBWriter_setOutputDimension_r(context: Pointer, writer: Pointer, dimension: number): void;
  _GEOSWKBWriter_setByteOrder_r(context: Pointer, writer: Pointer, order: number): void;
  _GEOSWKBWriter_write_r(context: Pointer, writer: Pointer, geometry: Pointer, size: Pointer): Pointer;

  _GEOSGeom_destroy_r(context: Pointer, geometry: Pointer): void;
  _GEOSGeom_clone_r(context: Pointer, geometry: Pointer): Pointer;
  _GEOSGeom_createEmptyPolygon_r(context: Pointer): Pointer;
  _GEOSGeom_createCollection_r(context: Pointer, type: number, members: Pointer, count: number): Pointer;
  _GEOSGeom_releaseCollection_r(context: Pointer, collection: Pointer, count: Pointer): Pointer;
  _GEOSGeomTypeId_r(context: Pointer, geometry: Pointer): number;
  _GEOSGetNumGeometries_r(context: Pointer, geometry: Pointer): number;
  _GEOSGetGeometryN_r(context: Pointer, geometry: Pointer, index: number): Pointer;
  _GEOSGetNumCoordinates_r(context: Pointer, geometry: Pointer): number;
  _GEOSisEmpty_r(context: Pointer, geometry: Pointer): number;
  _GEOSGeomGetX_r(context: Pointer, point: Pointer, value: Pointer): number;
  _GEOSGeomGetY_r(context: Pointer, point: Pointer, value: Pointer): number;
  _GEOSGeom_getExtent_r(
    context: Pointer,
    geometry: Pointer,
    minX: Pointer,
    minY: Pointer,
    maxX: Pointer,
    maxY: Pointer,
  ): number;
  _GEOSArea_r(context: Pointer, geometry: Pointer, value: Pointer): number;
  _GEOSDistance_r(context: Pointer, first: Pointer, second: Pointer, value: Pointer): number;
  _GEOSPointOnSurface_r(context: Pointer, geometry: Pointer): Pointer;

  _GEOSisValid_r(context: Pointer, geometry: Pointer): number;
  _GEOSisValidDetail_r(
    context: Pointer,
    geometry: Pointer,
    flags: number,
    reason: Pointer,
    location: Pointer,
  ): number;
  _GEOSMakeValidParams_create_r(context: Pointer): Pointer;
  _GEOSMakeValidParams_destroy_r(context: Pointer, parameters: Pointer): void;
  _GEOSMakeValidParams_setMethod_r(context: Pointer, parameters: Pointer, method: number): number;
  _GEOSMakeValidParams_setKeepCollapsed_r(context: Pointer, parameters: Pointer, keep: number): number;
  _GEOSMakeValid_r(context: Pointer, geometry: Pointer): Pointer;
  _GEOSMakeValidWithParams_r(context: Pointer, geometry: Pointer, parameters: Pointer): Pointer;

  _GEOSIntersection_r(context: Pointer, first: Pointer, second: Pointer): Pointer;
  _GEOSDifference_r(context: Pointer, first: Pointer, second: Pointer): Pointer;
  _GEOSUnion_r(context: Pointer, first: Pointer, second: Pointer): Pointer;
  _GEOSSymDifference_r(context: Pointer, first: Pointer, second: Pointer): Pointer;
  _GEOSUnaryUnion_r(context: Pointer, geometry: Pointer): Pointer;
  _GEOSIntersectionPrec_r(context: Pointer, first: Pointer, second: Pointer, grid: number): Pointer;
  _GEOSDifferencePrec_r(context: Pointer, first: Pointer, second: Pointer, grid: number): Pointer;
  _GEOSUnionPrec_r(context: Pointer, first: Pointer, second: Pointer, grid: number): Pointer;
  _GEOSSymDifferencePrec_r(context: Pointer, first: Pointer, second: Pointer, grid: number): Pointer;
  _GEOSUnaryUnionPrec_r(context: Pointer, geometry: Pointer, grid: number): Pointer;
  _GEOSBuffer_r(context: Pointer, geometry: Pointer, distance: number, segments: number): Pointer;
  _GEOSBoundary_r(context: Pointer, geometry: Pointer): Pointer;
  _GEOSPolygonize_r(context: Pointer, lines: Pointer, count: number): Pointer;
  _GEOSClipByRect_r(
    context: Pointer,
    geometry: Pointer,
    minX: number,
    minY: number,
    maxX: number,
    maxY: number,
  ): Pointer;

  _GEOSIntersects_r(context: Pointer, first: Pointer, second: Pointer): number;
  _GEOSDisjoint_r(context: Pointer, first: Pointer, second: Pointer): number;
  _GEOSContains_r(context: Pointer, first: Pointer, second: Pointer): number;
  _GEOSCovers_r(context: Pointer, first: Pointer, second: Pointer): number;
  _GEOSCoveredBy_r(context: Pointer, first: Pointer, second: Pointer): number;
  _GEOSWithin_r(context: Pointer, first: Pointer, second: Pointer): number;
  _GEOSTouches_r(context: Pointer, first: Pointer, second: Pointer): number;
  _GEOSOverlaps_r(context: Pointer, first: Pointer, second: Pointer): number;
  _GEOSCrosses_r(context: Pointer, first: Pointer, second: Pointer): number;
  _GEOSEquals_r(context: Pointer, first: Pointer, second: Pointer): number;
  _GEOSPrepare_r(context: Pointer, geometry: Pointer): Pointer;
  _GEOSPreparedGeom_destroy_r(context: Pointer, prepared: Pointer): void;
  _GEOSPreparedIntersects_r(context: Pointer, prepared: Pointer, other: Pointer): number;
  _GEOSPreparedDisjoint_r(context: Pointer, prepared: Pointer, other: Pointer): number;
  _GEOSPreparedContains_r(context: Pointer, prepared: Pointer, other: Pointer): number;
  _GEOSPreparedCovers_r(context: Pointer, prepared: Pointer, other: Pointer): number;
  _GEOSPreparedTouches_r(context: Pointer, prepared: Pointer, other: Pointer): number;
}

/**
 * Loads GEOS (about 40 ms the first time; later calls in one worker get the same module, as geos-wasm
 * keeps only one). Its own global context stays unused.
 */
export async function loadGeosModule(): Promise<GeosModule> {
  const geos = await initGeos({ autoInit: false });
  const module = geos.Module as unknown as GeosModule;
  armStackGuard(module);
  return module;
}

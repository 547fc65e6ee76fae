import { type CoordinateSystem, findCoordinateSystem } from '../../../shared/domain/crs/coordinateSystem.ts';
import { canTransform, createTransform, type Transform } from '../../../shared/domain/crs/createTransform.ts';
import type { Bounds } from '../../../shared/domain/geometry/multiPolygon.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import { measureOnGround } from './measureOnGround.ts';
import type { Sheet } from './openSheet.ts';
import type { Affine } from './readRasterHeader.ts';

/** Where a sheet lies in the project's CRS. */
export interface SheetPlace {
  readonly bounds: Bounds;
  /** Side of a square pixel in units of the project CRS that keeps the sheet's detail. */
  readonly pixelSize: number;
  /** True where pixels need only be copied: same CRS, rows east, columns south, square pixels. */
  readonly isUpright: boolean;
  /** Column and row (fractions, corner based) of the sheet under a point of the project CRS. */
  toPixel(x: number, y: number, out: Float64Array): void;
}

const webMercatorRadius = 6_378_137;
const radiansPerDegree = Math.PI / 180;

/** Throws RASTER_NO_GEOREFERENCE, CRS_MISSING, CRS_UNSUPPORTED, CRS_DATUM_SHIFT_REFUSED. */
export function createSheetPlace(
  sheet: Sheet,
  projectCrs: CoordinateSystem,
  fallbackCrs: string | undefined,
): SheetPlace {
  const { file, header } = sheet;
  const { affine } = header;
  if (affine === null) throw new AppError('RASTER_NO_GEOREFERENCE', { file });
  const code = header.crs ?? fallbackCrs;
  if (code === undefined) throw new AppError('CRS_MISSING', { file });
  const { width, height } = sheet.reader.layout;
  const { toSheet, toProject, isSame } = createCrsPair(file, code, projectCrs);

  const inverse = invert(affine);
  const point = new Float64Array(2);
  const toGround = (column: number, row: number): readonly [number, number] => {
    const x = affine.a * column + affine.b * row + affine.c;
    const y = affine.d * column + affine.e * row + affine.f;
    toProject(x, y, point, 0);
    return [point[0] as number, point[1] as number];
  };
  const { bounds, across, down } = measureOnGround(toGround, width, height);
  const isUpright =
    isSame &&
    affine.b === 0 &&
    affine.d === 0 &&
    affine.a > 0 &&
    // drift over the whole sheet stays under a tenth of a pixel
    Math.abs(affine.a + affine.e) * Math.max(width, height) < affine.a * 0.1;
  return {
    bounds,
    pixelSize: isUpright ? affine.a : Math.min(across, down),
    isUpright,
    toPixel(x, y, out) {
      toSheet(x, y, out, 0);
      const groundX = (out[0] as number) - affine.c;
      const groundY = (out[1] as number) - affine.f;
      out[0] = inverse.a * groundX + inverse.b * groundY;
      out[1] = inverse.d * groundX + inverse.e * groundY;
    },
  };
}

function invert({ a, b, d, e }: Affine): { a: number; b: number; d: number; e: number } {
  const determinant = a * e - b * d;
  return { a: e / determinant, b: -b / determinant, d: -d / determinant, e: a / determinant };
}

function createCrsPair(
  file: string,
  code: string,
  projectCrs: CoordinateSystem,
): { toSheet: Transform; toProject: Transform; isSame: boolean } {
  if (code === projectCrs.code) {
    const keep = createTransform(projectCrs, projectCrs);
    return { toSheet: keep, toProject: keep, isSame: true };
  }
  // pictures from the web come in spherical Mercator: no system to measure in, but one to show from
  const isWebMercator = code === 'EPSG:3857' || code === 'EPSG:900913';
  const system = findCoordinateSystem(isWebMercator ? 'EPSG:4326' : code);
  if (system === undefined) throw new AppError('CRS_UNSUPPORTED', { crs: code });
  if (!canTransform(system, projectCrs)) {
    throw new AppError('CRS_DATUM_SHIFT_REFUSED', { file, crs: system.code, datum: system.datum });
  }
  const toSheet = createTransform(projectCrs, system);
  const toProject = createTransform(system, projectCrs);
  if (!isWebMercator) return { toSheet, toProject, isSame: false };
  return {
    isSame: false,
    toSheet(x, y, out, offset) {
      toSheet(x, y, out, offset);
      const latitude = (out[offset + 1] as number) * radiansPerDegree;
      out[offset] = webMercatorRadius * (out[offset] as number) * radiansPerDegree;
      out[offset + 1] = webMercatorRadius * Math.asinh(Math.tan(latitude));
    },
    toProject(x, y, out, offset) {
      const longitude = x / webMercatorRadius / radiansPerDegree;
      const latitude = Math.atan(Math.sinh(y / webMercatorRadius)) / radiansPerDegree;
      toProject(longitude, latitude, out, offset);
    },
  };
}

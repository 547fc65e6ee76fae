import { register } from 'ol/proj/proj4.js';
import { get as getProjection, type Projection } from 'ol/proj.js';
import proj4 from 'proj4';
import { findCoordinateSystem } from '../../shared/domain/crs/coordinateSystem.ts';

/** The OpenLayers projection of a coordinate system, made known to it at first use. */
export function registerProjection(code: string, proj4Definition?: string): Projection {
  const definition = proj4Definition ?? findCoordinateSystem(code)?.proj4Definition;
  if (definition !== undefined) {
    proj4.defs(code, definition);
    register(proj4);
  }
  const projection = getProjection(code);
  if (projection === null) throw new Error(`OpenLayers does not know ${code}.`);
  if (projection.getUnits() === 'degrees') projection.setExtent([-180, -90, 180, 90]);
  return projection;
}

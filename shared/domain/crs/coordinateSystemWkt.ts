import type { CoordinateSystem } from './coordinateSystem.ts';
import { DATUMS, type DatumName } from './datum.ts';

/**
 * WKT1 of a system, as GDAL writes it but without AXIS: the registry declares northing first, our
 * coordinates and those of GeoPackage, Shapefile and GeoJSON are east first. For
 * gpkg_spatial_ref_sys.definition and .prj files.
 */
export function coordinateSystemWkt(system: CoordinateSystem): string {
  const geographic = geographicWkt(system.datum);
  if (system.kind === 'geographic') return geographic;
  return (
    `PROJCS["${system.epsgName}",${geographic},PROJECTION["Transverse_Mercator"],` +
    `PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",${system.centralMeridianDegrees}],` +
    `PARAMETER["scale_factor",${system.scaleFactor}],PARAMETER["false_easting",${system.falseEastingMeters}],` +
    `PARAMETER["false_northing",${system.falseNorthingMeters}],` +
    `UNIT["metre",1,AUTHORITY["EPSG","9001"]],AUTHORITY["EPSG","${system.epsg}"]]`
  );
}

function geographicWkt(name: DatumName): string {
  const datum = DATUMS[name];
  const { ellipsoid } = datum;
  return (
    `GEOGCS["${datum.geographicEpsgName}",DATUM["${datum.wktDatumName}",` +
    `SPHEROID["${ellipsoid.name}",${ellipsoid.semiMajorAxisMeters},${ellipsoid.inverseFlattening},` +
    `AUTHORITY["EPSG","${datum.ellipsoidEpsg}"]],AUTHORITY["EPSG","${datum.datumEpsg}"]],` +
    `PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],` +
    `UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","${datum.geographicEpsg}"]]`
  );
}

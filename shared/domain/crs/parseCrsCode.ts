/**
 * The normalised code ('EPSG:4545') in the ways people and files write it: '4545', 'EPSG:4545',
 * 'urn:ogc:def:crs:EPSG::4545', 'http://www.opengis.net/def/crs/EPSG/0/4545', and OGC CRS84 (longitude,
 * latitude on WGS84), which is our frame of EPSG:4326. Undefined for anything else. The code need not be
 * one we know; ask findCoordinateSystem.
 */
export function parseCrsCode(text: string): string | undefined {
  const trimmed = text.trim();
  if (
    /^(?:OGC:|urn:ogc:def:crs:OGC:[\d.]*:|https?:\/\/www\.opengis\.net\/def\/crs\/OGC\/[\d.]+\/)CRS84$/i.test(
      trimmed,
    )
  ) {
    return 'EPSG:4326';
  }
  const match =
    /^(?:EPSG::?|urn:(?:x-)?ogc:def:crs:EPSG:[\d.]*:|https?:\/\/www\.opengis\.net\/def\/crs\/EPSG\/[\d.]+\/)?(\d{4,6})$/i.exec(
      trimmed,
    );
  return match === null ? undefined : `EPSG:${match[1]}`;
}

import { join } from 'node:path';
import { computeHilbertIndex } from '../../electron/backend/compute/computeHilbertIndex.ts';
import { computePieces } from '../../electron/backend/compute/computePieces.ts';
import type { PlotResult } from '../../electron/backend/compute/messages.ts';
import { readGeoPackageOutlines } from '../../electron/backend/storage/geopackage/readGeoPackageRows.ts';
import { computePlanarArea } from '../../shared/domain/geometry/computePlanarArea.ts';
import { computeBounds } from '../../shared/domain/geometry/multiPolygon.ts';
import { parseWkb } from '../../shared/domain/geometry/parseWkb.ts';

/** Of the generated county. */
const SAMPLE_CRS = 'EPSG:4545';

/**
 * The job of the peers by our engine: reads both GeoPackages, cuts every candidate by all exclusions, and takes
 * ellipsoidal areas. The planar area, which the peers are compared by, is added up after the clock has stopped.
 */
export async function measureOverlay(
  directory: string,
  workers: number,
): Promise<{ seconds: number; netPlanarSquareMeters: number; netSquareMeters: number; notComputed: number }> {
  const started = performance.now();
  const candidates = join(directory, 'candidates.gpkg');
  const exclusions = join(directory, 'exclusions.gpkg');
  const wkbs = readGeoPackageOutlines(candidates, 'candidates').flatMap((wkb) => wkb ?? []);
  const places = wkbs.map((wkb) => centre(wkb));
  const extent = {
    minX: places.reduce((least, [x]) => Math.min(least, x), Infinity),
    minY: places.reduce((least, [, y]) => Math.min(least, y), Infinity),
    maxX: places.reduce((most, [x]) => Math.max(most, x), -Infinity),
    maxY: places.reduce((most, [, y]) => Math.max(most, y), -Infinity),
  };
  const keys = places.map(([x, y]) => computeHilbertIndex(x, y, extent));
  const order = keys.map((_, index) => index).sort((a, b) => (keys[a] as number) - (keys[b] as number));
  const features = readGeoPackageOutlines(exclusions, 'exclusions').flatMap((wkb) => wkb ?? []);
  const results = new Map<number, PlotResult>();
  let netSquareMeters = 0;
  await computePieces(
    {
      ...{ crs: SAMPLE_CRS, edgeSplitMeters: 70, latitude: 0 },
      exclusions: features.map((wkb, source) => ({ wkb, source, ruleMask: 1 })),
      exclusionCount: features.length,
      plots: order.map((plotId) => ({ plotId, wkb: wkbs[plotId] as Uint8Array })),
      plotCount: order.length,
    },
    {
      ...{ workers, signal: new AbortController().signal, operation: 'bench', onProgress: () => undefined },
      onPlot: (plotId, result) => {
        results.set(plotId, result);
        if (!result.ok) return;
        for (const { mask, areaSquareMeters } of result.cut.pieces)
          if (mask === 0) netSquareMeters += areaSquareMeters;
      },
    },
  );
  const seconds = (performance.now() - started) / 1000;
  let netPlanarSquareMeters = 0;
  let notComputed = 0;
  for (const [plotId, result] of results) {
    if (!result.ok) notComputed += 1;
    else
      for (const { mask, wkb } of result.cut.pieces)
        if (mask === 0)
          netPlanarSquareMeters += computePlanarArea(decode(wkb ?? (wkbs[plotId] as Uint8Array)));
  }
  return { seconds, netPlanarSquareMeters, netSquareMeters, notComputed };
}

function centre(wkb: Uint8Array): readonly [number, number] {
  const box = computeBounds(decode(wkb));
  if (box === undefined) throw new Error('a candidate without vertices');
  return [(box.minX + box.maxX) / 2, (box.minY + box.maxY) / 2];
}

function decode(wkb: Uint8Array) {
  const parsed = parseWkb(wkb);
  if (!parsed.ok) throw new Error(parsed.failure.message);
  return parsed.value.polygons;
}

import { GEO_TIFF_STRIP_ROWS, openGeoTiff } from '../imagery/writeGeoTiff.ts';
import type { CountyScene } from './countyScene.ts';
import { countyBox, sampleHeights } from './heightGrid.ts';

/** Writes the heights the slope grades were made from: float32, one value a cell, metres above the sea. */
export async function writeSampleDem(path: string, scene: CountyScene, cellMeters: number): Promise<void> {
  const grid = sampleHeights(scene, countyBox(scene), cellMeters);
  const tiff = await openGeoTiff({
    path,
    width: grid.columns,
    height: grid.rows,
    sample: 'float32',
    compression: 'deflate',
    epsg: 4545,
    west: grid.west,
    north: grid.north,
    pixelMeters: cellMeters,
    noData: -9999,
  });
  for (let row = 0; row < grid.rows; row += GEO_TIFF_STRIP_ROWS) {
    const end = Math.min(grid.rows, row + GEO_TIFF_STRIP_ROWS);
    await tiff.writeStrip(grid.heights.slice(row * grid.columns, end * grid.columns));
  }
  await tiff.finish();
}

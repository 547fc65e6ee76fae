import { join } from 'node:path';
import { expect, it } from 'vitest';
import { importDem } from '../../../../../electron/backend/imagery/importDem.ts';
import { openGeoTiff } from '../../../../../electron/backend/imagery/writeGeoTiff.ts';
import { readPlotSlope } from '../../../../../electron/backend/storage/project/plotSlopes.ts';
import { addPlots, buildProject } from '../../../../support/buildProject.ts';
import { temporaryFolder } from '../../../../support/temporaryFolder.ts';

/** 200 × 100 m from (499950, 3000060): flat west of x = 500050, rising at 30° east of it. */
async function writeHeights(): Promise<string> {
  const path = join(temporaryFolder(), 'dem.tif');
  const tiff = await openGeoTiff({
    ...{ path, width: 40, height: 20, sample: 'float32', compression: 'deflate', epsg: 4545 },
    ...{ west: 499_950, north: 3_000_060, pixelMeters: 5 },
  });
  const rise = 5 * Math.tan(Math.PI / 6);
  await tiff.writeStrip(
    Float32Array.from({ length: 800 }, (_, i) => 300 + Math.max(0, (i % 40) - 20) * rise),
  );
  await tiff.finish();
  return path;
}

it('grades every plot and stores the steep land as a layer of rule E01', async () => {
  const project = await buildProject();
  // squares of 20 m from x = 500000, 500030, 500060, 500090
  addPlots(project, 4);
  const progress = { signal: new AbortController().signal, onProgress: () => {} };
  const report = await importDem(project, { file: await writeHeights(), by: '甲' }, progress);
  expect(report.cellMeters).toBe(5);
  // plot 2 lies on the flat up to the bend, plots 3 and 4 on the slope
  expect(report.plotsByGrade).toEqual([2, 0, 0, 0, 2]);
  expect(readPlotSlope(project.database, 1)).toMatchObject({ grade: 1, shares: [1, 0, 0, 0, 0] });
  expect(readPlotSlope(project.database, 4)).toMatchObject({
    grade: 5,
    layerId: report.layerId,
    cellMeters: 5,
  });
  // 90 m of slope, cell centres of the rim without one: some 85 m by 90 m
  expect(report.steepSquareMeters).toBeGreaterThan(85 * 85);
  expect(report.steepSquareMeters).toBeLessThan(100 * 100);
});

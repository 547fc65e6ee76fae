import { expect, it } from 'vitest';
import { listImagery } from '../../electron/backend/storage/project/imagery.ts';
import { sql } from '../../electron/backend/storage/sqlite/sql.ts';
import { upgradeProject } from '../support/upgradeProject.ts';

it('0006 keeps the image packs of a project from before, their tile grid beginning at their own corner', async () => {
  const after = await upgradeProject(6, {
    fill: (before) => {
      before.database.run(sql`
    INSERT INTO imagery (name, epoch, pack_file, width, height, bands, crs, resolution, min_x, min_y, max_x, max_y,
      tile_size, levels, tiles, bytes, source_file, source_sha256, imported_at_utc)
    VALUES ('旧影像', '2023-05', '2023-05-abc.gpkg', 100, 80, 3, 'EPSG:4545', 0.5, 500000, 2999960, 500050, 3000000,
      512, 1, 1, 9, 'a.tif', 'abc', '2026-01-01T00:00:00Z')`);
    },
  });
  expect(listImagery(after.database)).toMatchObject([
    { id: '1', name: '旧影像', tileOrigin: [500_000, 3_000_000], sourceSha256: 'abc', tiles: 1 },
  ]);
  expect(after.database.value(sql`SELECT count(*) FROM imagery_sheets`)).toBe(0);
  expect(
    after.database.value(sql`SELECT count(*) FROM gpkg_contents WHERE table_name = 'imagery_sheets'`),
  ).toBe(1);
});

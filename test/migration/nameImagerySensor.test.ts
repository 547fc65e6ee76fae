import { expect, it } from 'vitest';
import { listImagery } from '../../electron/backend/storage/project/imagery.ts';
import { sql } from '../../electron/backend/storage/sqlite/sql.ts';
import { upgradeProject } from '../support/upgradeProject.ts';

it('0008 keeps the image packs of a project from before, their sensor unknown', async () => {
  const after = await upgradeProject(8, {
    fill: (before) => {
      before.database.run(sql`
    INSERT INTO imagery (name, epoch, pack_file, width, height, bands, crs, resolution, min_x, min_y, max_x, max_y,
      tile_size, levels, tiles, bytes, source_file, source_sha256, imported_at_utc, recipe, source_bytes)
    VALUES ('旧影像', '2023-05', '2023-05-abc.gpkg', 100, 80, 3, 'EPSG:4545', 0.5, 500000, 2999960, 500050, 3000000,
      512, 1, 1, 9, 'a.tif', 'abc', '2026-01-01T00:00:00Z', 'bands=', 7)`);
    },
    read: ({ database }) => [
      database.all(sql`
    SELECT imagery_id, name, epoch, pack_file, width, height, bands, crs, resolution, min_x, min_y, max_x, max_y, tile_size,
      levels, tiles, bytes, source_file, source_sha256, imported_at_utc, recipe, source_bytes FROM imagery`),
    ],
  });
  expect(listImagery(after.database)).toMatchObject([{ name: '旧影像', sensor: '' }]);
});

import { expect, it } from 'vitest';
import { listWaitingChips } from '../../electron/backend/storage/project/evidenceChips.ts';
import { sql } from '../../electron/backend/storage/sqlite/sql.ts';
import { upgradeProject } from '../support/upgradeProject.ts';

it('0040 keeps the evidence of a project from before, whose chips wait to be drawn', async () => {
  const after = await upgradeProject(40, {
    fill: ({ database }) => {
      database.run(sql`
    INSERT INTO imagery (imagery_id, name, epoch, pack_file, width, height, bands, crs, resolution, min_x, min_y, max_x,
      max_y, tile_size, levels, tiles, bytes, source_file, source_sha256, imported_at_utc)
    VALUES (1, '影像', '2023', 'a.gpkg', 1, 1, 3, 'EPSG:4545', 1, 0, 0, 1, 1, 256, 1, 1, 1, 'a.tif', 'abc', '')`);
      database.run(sql`
    INSERT INTO verdict_evidence (evidence_id, evidence_sha256, min_x, min_y, max_x, max_y, comparison, swipe,
      swipe_direction, fade, front, offset_x, offset_y, dwell_milliseconds)
    VALUES (1, 'evidence', 1, 2, 3, 4, 'dual', 0.5, 'vertical', 0.5, 'later', 0, 0, 900)`);
      database.run(sql`
    INSERT INTO verdict_evidence_images (evidence_id, side, image_id, name, epoch, source_sha256)
    VALUES (1, 'earlier', '1', '影像', '2023', 'abc'), (1, 'later', '2', '不在了', '2026', 'def')`);
    },
    read: ({ database }) => [
      database.all(sql`SELECT * FROM verdict_evidence`),
      database.all(
        sql`SELECT evidence_id, side, image_id, name, epoch, source_sha256 FROM verdict_evidence_images`,
      ),
    ],
  });
  // a picture that is gone cannot be drawn any more
  expect(listWaitingChips(after.database, 10)).toEqual([
    {
      ...{ evidenceSha256: 'evidence', side: 'earlier', imageId: '1' },
      ...{ extent: { minX: 1, minY: 2, maxX: 3, maxY: 4 }, offsetX: 0, offsetY: 0 },
      // nothing was kept of how it was shown
      display: null,
    },
  ]);
});

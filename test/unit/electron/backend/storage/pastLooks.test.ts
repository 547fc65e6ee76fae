import { expect, it } from 'vitest';
import {
  addPlot,
  removeAddedPlot,
} from '../../../../../electron/backend/storage/project/addedPlotCommands.ts';
import { readLastSequence } from '../../../../../electron/backend/storage/project/commandLog.ts';
import { recordLooks } from '../../../../../electron/backend/storage/project/coverage.ts';
import { openPast } from '../../../../../electron/backend/storage/project/past/openPast.ts';
import { undoReview } from '../../../../../electron/backend/storage/project/undoReview.ts';
import type { ReadableDatabase } from '../../../../../electron/backend/storage/sqlite/Connection.ts';
import { sql } from '../../../../../electron/backend/storage/sqlite/sql.ts';
import { addPlots, buildProject, squareWkb } from '../../../../support/buildProject.ts';

const looked = (db: ReadableDatabase) =>
  db.all<{ plot_id: number; milliseconds: number }>(
    sql`SELECT plot_id, milliseconds FROM looks ORDER BY plot_id`,
  );

it('gives a drawn plot its looks back with its place in the list, now and in the past', async () => {
  const project = await buildProject();
  const db = project.database;
  addPlots(project, 1);
  db.run(sql`
    INSERT INTO imagery (name, epoch, pack_file, width, height, bands, crs, resolution, min_x, min_y, max_x, max_y,
      tile_size, levels, tiles, bytes, source_file, source_sha256, imported_at_utc)
    VALUES ('影像', '2026', 'a.gpkg', 1, 1, 3, 'EPSG:4545', 1, 0, 0, 1, 1, 256, 1, 1, 1, 'a.tif', '', '')`);
  const look = (plotId: number, milliseconds: number) =>
    recordLooks(project, [{ plotId, imageId: '1', milliseconds }], '甲');
  look(1, 100);
  const drawn = {
    ...{ townName: '东镇', villageName: '', landClassCode: '', remark: '' },
    ...{ wkb: squareWkb(500_500, 3_000_000, 20), squareMeters: 400, planarSquareMeters: 400 },
  };
  const { plotId } = addPlot(project, drawn, '甲');
  look(plotId, 700);
  const there = readLastSequence(db);
  removeAddedPlot(project, plotId, '甲');
  const gone = readLastSequence(db);
  undoReview(project, '甲');
  const back = readLastSequence(db);
  const seen = (sequence: number) => {
    const past = openPast(project, { sequence });
    const looks = looked(past.database);
    past.close();
    return looks;
  };
  const bare = [{ plot_id: 1, milliseconds: 100 }];
  const whole = [...bare, { plot_id: plotId, milliseconds: 700 }];
  // as the tables stand now, with nothing looked at since, and with
  expect(looked(db)).toEqual(whole);
  const past = () => [there, gone, back].map(seen);
  expect(past()).toEqual([whole, bare, whole]);
  look(plotId, 30);
  look(1, 5);
  expect(past()).toEqual([whole, bare, whole]);
  expect(looked(db)).toEqual([
    { plot_id: 1, milliseconds: 105 },
    { plot_id: plotId, milliseconds: 730 },
  ]);
  undoReview(project, '甲');
  expect(looked(db)).toEqual([{ plot_id: 1, milliseconds: 105 }]);
});

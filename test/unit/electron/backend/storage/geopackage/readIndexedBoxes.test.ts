import { expect, it } from 'vitest';
import { readIndexedBoxes } from '../../../../../../electron/backend/storage/geopackage/readIndexedBoxes.ts';
import { sql } from '../../../../../../electron/backend/storage/sqlite/sql.ts';
import { addPlots, buildProject } from '../../../../../support/buildProject.ts';

interface Row {
  readonly id: number;
  readonly minx: number;
  readonly maxx: number;
  readonly miny: number;
  readonly maxy: number;
}

// 1 feature: the root is a leaf; 40: one more level is not needed; 3 000: three levels
it.each([1, 40, 3_000])(
  'gives what SQLite itself gives of %i features, also after some were deleted',
  async (count) => {
    const project = await buildProject();
    const layer = addPlots(project, count);
    const index = `rtree_${layer.table}_geom`;
    const check = () => {
      const rows = project.database.all<Row>({ text: `SELECT * FROM ${index} ORDER BY id`, values: [] });
      const { fids, boxes } = readIndexedBoxes(project.database, layer.table);
      const read = Array.from(fids, (id, i) => ({
        ...{ id, minx: boxes[i * 4], maxx: boxes[i * 4 + 2] },
        ...{ miny: boxes[i * 4 + 1], maxy: boxes[i * 4 + 3] },
      }));
      expect(read.sort((one, other) => one.id - other.id)).toEqual(rows);
      return rows.length;
    };
    expect(check()).toBe(count);
    project.database.transaction(() => project.database.run(sql`DELETE FROM layer_1 WHERE fid % 3 <> 0`));
    expect(check()).toBe(Math.floor(count / 3));
  },
);

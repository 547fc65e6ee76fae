import { join } from 'node:path';
import { expect, it } from 'vitest';
import { listCommands } from '../../electron/backend/storage/project/commandLog.ts';
import { readImageOffsets, setImageOffset } from '../../electron/backend/storage/project/imageOffsets.ts';
import { addPlots } from '../support/buildProject.ts';
import { importInto, writePicture } from '../support/imageryFixtures.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { upgradeProject } from '../support/upgradeProject.ts';

it('0010 gives a project from before a place for offsets: one per plot and pair, each change in the log', async () => {
  const after = await upgradeProject(10, { fill: (before) => addPlots(before, 2) });
  const db = after.database;
  const [earlierImageId, laterImageId] = (await Promise.all(
    [40, 41].map(async (width) => {
      const file = await writePicture(join(temporaryFolder(), 'a.tif'), { width, height: 40 });
      return (await importInto(after, [file])).id;
    }),
  )) as [string, string];
  expect(readImageOffsets(db)).toEqual([]);
  const pair = { plotId: 1, earlierImageId, laterImageId };
  setImageOffset(after, pair, { eastMeters: 1.5, northMeters: -0.25 }, '甲');
  setImageOffset(after, pair, { eastMeters: 4, northMeters: 0 }, '乙');
  setImageOffset(after, pair, { eastMeters: 4, northMeters: 0 }, '乙');
  expect(readImageOffsets(db)).toEqual([{ ...pair, eastMeters: 4, northMeters: 0 }]);
  setImageOffset(after, pair, null, '乙');
  expect(readImageOffsets(db)).toEqual([]);
  const target = `offset:1/${earlierImageId}-${laterImageId}`;
  const logged = listCommands(db, { target, limit: 10 }).reverse();
  expect(logged.map(({ kind, by }) => `${kind} ${by}`)).toEqual([
    'imagery.offset 甲',
    'imagery.offset 乙',
    'imagery.offset 乙',
  ]);
  expect(logged.map(({ newValue }) => JSON.parse(newValue ?? 'null'))).toEqual([
    { eastMeters: 1.5, northMeters: -0.25, large: false },
    { eastMeters: 4, northMeters: 0, large: true },
    null,
  ]);
  expect(() => setImageOffset(after, { ...pair, laterImageId: '99' }, null, '乙')).toThrow('LAYER_NOT_FOUND');
});

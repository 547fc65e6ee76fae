import { join } from 'node:path';
import sharp from 'sharp';
import { expect, it, onTestFinished } from 'vitest';
import { createBackend } from '../../../../../electron/backend/createBackend.ts';
import { checkProject } from '../../../../../electron/backend/storage/project/checkProject.ts';
import { readStructureSequence } from '../../../../../electron/backend/storage/project/commandLog.ts';
import { openDatabase } from '../../../../../electron/backend/storage/sqlite/openDatabase.ts';
import { sql } from '../../../../../electron/backend/storage/sqlite/sql.ts';
import { createClient } from '../../../../../shared/contract/createClient.ts';
import { createInProcessTransport } from '../../../../../shared/contract/transports/inProcessTransport.ts';
import type { VerdictView } from '../../../../../shared/domain/review/verdictView.ts';
import { addPlots, buildProject } from '../../../../support/buildProject.ts';
import { importInto, writePicture } from '../../../../support/imageryFixtures.ts';
import { temporaryFolder } from '../../../../support/temporaryFolder.ts';

/**
 * A project with one image of 100 × 60 m in half metres: green west of x = 500010, grey east of it. Its plots lie on it,
 * and a verdict is given on a screen that shows 20 × 10 m around the border, the picture moved 2 m to the east.
 */
async function judgeOnScreen() {
  const project = await buildProject();
  addPlots(project, 2);
  const file = await writePicture(join(temporaryFolder(), 'a.tif'), {
    ...{ width: 200, height: 120, west: 499_970, north: 3_000_040 },
    colourAt: (column) => (column < 80 ? [30, 120, 40] : [150, 150, 150]),
  });
  const { id } = await importInto(project, [file]);
  project.close();
  const backend = createBackend({
    applicationDirectory: temporaryFolder(),
    clock: () => new Date('2026-11-22T04:00:00Z'),
    reportBug: (_, method, error) => {
      process.stderr.write(`${method}: ${String(error)}\n`);
    },
  });
  onTestFinished(() => backend.close());
  const client = createClient(createInProcessTransport(backend));
  await client.call('project.open', { directory: project.directory });
  const view: VerdictView = {
    ...{
      earlierImageId: id,
      laterImageId: id,
      comparison: 'swipe',
      swipe: 0.5,
      fade: 1,
      dwellMilliseconds: 900,
    },
    extent: { minX: 500_000, maxX: 500_020, minY: 3_000_000, maxY: 3_000_010 },
    swipeDirection: 'vertical',
    front: 'later',
    ...{ offsetX: 2, offsetY: 0 },
  };
  await client.call('review.decide', { plotId: 1, verdictCode: 'ready', view, by: '甲' });
  return { client, file: project.file };
}

it('a verdict keeps a small picture of the ground the screen showed, of each epoch, the earlier one moved as it was', async () => {
  const { client } = await judgeOnScreen();
  const { chips } = await client.call('review.evidenceChips', { plotId: 1 });
  expect(chips.map(({ side }) => side)).toEqual(['earlier', 'later']);
  for (const [chip, borderMeters] of [
    [chips[0], 12],
    [chips[1], 10],
  ] as const) {
    const { data, info } = await sharp(chip?.webp).raw().toBuffer({ resolveWithObject: true });
    expect([info.format, info.width, info.height]).toEqual(['raw', 512, 256]);
    const red = Array.from({ length: 512 }, (_, x) => data[(128 * 512 + x) * info.channels] as number);
    // 25.6 pixels a metre; a pixel of the source is 12.8, and its edges are smoothed
    expect(Math.abs(red.findIndex((value) => value > 90) - borderMeters * 25.6)).toBeLessThan(7);
  }
  expect((await client.call('review.evidenceChips', { plotId: 2 })).chips).toEqual([]);
});

it('draws the pictures by itself once nobody judges, writes their hashes into the log, and finds one that was replaced', async () => {
  const { client, file } = await judgeOnScreen();
  const log = async () => (await client.call('review.log', {})).commands.map(({ kind }) => kind);
  await expect.poll(log, { timeout: 20_000 }).toContain('evidence.chips');
  // undo passes over the pictures, and takes back the verdict they belong to
  await client.call('review.undo', { by: '甲' });
  expect((await client.call('review.evidenceChips', { plotId: 1 })).chips).toEqual([]);
  await client.call('review.redo', { by: '甲' });
  expect((await client.call('review.evidenceChips', { plotId: 1 })).chips).toHaveLength(2);
  expect((await log()).filter((kind) => kind === 'evidence.chips')).toHaveLength(1);
  await client.call('project.close', {});

  const db = openDatabase(file);
  onTestFinished(() => db.close());
  expect(checkProject(db)).toEqual([]);
  // what is kept until plots or layers change is kept on: a picture of the screen changes neither
  const [imported] = db.column<number>(
    sql`SELECT sequence FROM command_log WHERE kind = 'imagery.import' ORDER BY sequence DESC`,
  );
  expect(readStructureSequence(db)).toBe(imported);
  db.transaction(() => {
    db.run(sql`UPDATE verdict_evidence_images SET chip = x'00' WHERE side = 'later'`);
  });
  expect(checkProject(db)).toMatchObject([{ code: 'EVIDENCE_WRONG', detail: 'chip later changed' }]);
});

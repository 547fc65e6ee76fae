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
 * and a verdict is given on a screen that shows 20 × 10 m around the border, the picture moved 2 m to the east. The
 * screen begins between two pixels of the picture, as screens do.
 */
async function judgeOnScreen(of: Partial<VerdictView> = {}) {
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
    extent: { minX: 500_000.13, maxX: 500_020.13, minY: 3_000_000.21, maxY: 3_000_010.21 },
    swipeDirection: 'vertical',
    front: 'later',
    ...{ offsetX: 2, offsetY: 0 },
    ...of,
  };
  await client.call('review.decide', { plotId: 1, verdictCode: 'ready', view, by: '甲' });
  return { client, file: project.file };
}

it('a verdict keeps a small picture of the ground the screen showed, of each epoch, the earlier one moved as it was', async () => {
  const { client } = await judgeOnScreen();
  const { chips } = await client.call('review.evidenceChips', { plotId: 1 });
  expect(chips.map(({ side }) => side)).toEqual(['earlier', 'later']);
  for (const [chip, borderMeters] of [
    [chips[0], 11.87],
    [chips[1], 9.87],
  ] as const) {
    const { data, info } = await sharp(chip?.webp).raw().toBuffer({ resolveWithObject: true });
    expect([info.format, info.width, info.height]).toEqual(['raw', 512, 256]);
    const red = Array.from({ length: 512 }, (_, x) => data[(128 * 512 + x) * info.channels] as number);
    // 25.6 pixels a metre; half the way from green to grey is passed where the border is, to a fraction of a pixel
    const after = red.findIndex((value) => value > 90);
    const [below = 0, above = 0] = red.slice(after - 1, after + 1);
    const border = after - 0.5 + (90 - below) / (above - below);
    expect(Math.abs(border - borderMeters * 25.6)).toBeLessThan(0.5);
  }
  expect((await client.call('review.evidenceChips', { plotId: 2 })).chips).toEqual([]);
});

it('a kept picture is as bright as the screen showed it, and dark where the image ends', async () => {
  // .stage in stage.css
  const stage = [0x10, 0x14, 0x18];
  const asStored = { brightness: 1, contrast: 1, saturation: 1, gamma: 1, tone: null };
  const { client } = await judgeOnScreen({
    // the last 10 of these 20 m have no image: it ends at x = 500070
    extent: { minX: 500_060, maxX: 500_080, minY: 3_000_000, maxY: 3_000_010 },
    offsetX: 0,
    display: { earlier: { ...asStored, brightness: 1.5 }, later: asStored, secondScale: 1 },
  });
  const { chips } = await client.call('review.evidenceChips', { plotId: 1 });
  const colours = await Promise.all(
    chips.map(async ({ webp }) => {
      const { data } = await sharp(webp).removeAlpha().raw().toBuffer({ resolveWithObject: true });
      return [100, 400].map((x) => [...data.subarray((128 * 512 + x) * 3, (128 * 512 + x) * 3 + 3)]);
    }),
  );
  for (const [index, [ground, beyond]] of colours.entries()) {
    const grey = index === 0 ? 225 : 150;
    expect(ground?.every((value) => Math.abs(value - grey) <= 3)).toBe(true);
    expect(beyond?.every((value, band) => Math.abs(value - (stage[band] as number)) <= 3)).toBe(true);
  }
});

it('draws the pictures by itself once nobody judges, writes their hashes into the log, and finds one that was replaced', async () => {
  const { client, file } = await judgeOnScreen();
  const log = async () => (await client.call('review.log', {})).commands.map(({ kind }) => kind);
  await expect.poll(log, { timeout: 90_000 }).toContain('evidence.chips');
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

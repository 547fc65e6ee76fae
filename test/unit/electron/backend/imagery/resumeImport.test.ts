import { spawnSync } from 'node:child_process';
import { copyFileSync, readdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, it } from 'vitest';
import { listUnfinished } from '../../../../../electron/backend/imagery/unfinishedImports.ts';
import type { OpenProject } from '../../../../../electron/backend/storage/project/openProject.ts';
import { openDatabase } from '../../../../../electron/backend/storage/sqlite/openDatabase.ts';
import { sql } from '../../../../../electron/backend/storage/sqlite/sql.ts';
import { buildProject } from '../../../../support/buildProject.ts';
import { importInto, writePicture } from '../../../../support/imageryFixtures.ts';
import { suiteFolder } from '../../../../support/suiteFolder.ts';
import { temporaryFolder } from '../../../../support/temporaryFolder.ts';

/** Three blocks of 4096 rows; progress comes every 16 tiles, so a kill at 32 falls into the second block. */
const tall = { width: 700, height: 9_000 };
const firstBlockTiles = 16 + 4 + 2 + 1;
const imageryOf = (project: OpenProject) => join(project.directory, 'imagery');
const namesIn = (project: OpenProject) => readdirSync(imageryOf(project));

/** Every tile of the only pack, with a digest of its bytes. */
function readTiles(project: OpenProject): unknown[] {
  const [name = ''] = namesIn(project).filter((file) => file.endsWith('.gpkg'));
  const db = openDatabase(join(imageryOf(project), name), { readOnly: true });
  try {
    expect(db.value(sql`SELECT count(*) FROM sqlite_schema WHERE name = 'th_progress'`)).toBe(0);
    return db.all(sql`
      SELECT zoom_level, tile_column, tile_row, hex(tile_data) AS bytes FROM tiles
      ORDER BY zoom_level, tile_column, tile_row`);
  } finally {
    db.close();
  }
}

const file = join(suiteFolder('resume'), 'a.tif');
beforeAll(async () => {
  await writePicture(file, tall);
});

let whole: Promise<unknown[]> | undefined;
/** The tiles of an import that nothing interrupted, made for the first test that asks. */
function importWhole(): Promise<unknown[]> {
  whole ??= (async () => {
    const project = await buildProject();
    await importInto(project, [file], { isLossless: false });
    return readTiles(project);
  })();
  return whole;
}

it('an import that is paused goes on from its last finished block and gives the same tiles', async () => {
  const project = await buildProject();
  let visited = 0;
  const pausing = importInto(project, [file], {
    isLossless: false,
    isPaused: () => visited > firstBlockTiles + 3,
    onProgress: (_stage, done) => {
      visited = done;
    },
  });
  await expect(pausing).rejects.toMatchObject({ code: 'OPERATION_PAUSED' });
  const [unfinished] = await listUnfinished(imageryOf(project));
  if (unfinished === undefined) throw new Error('the pause left nothing to go on from');

  const firstSeen: number[] = [];
  await importInto(project, [file], {
    isLossless: false,
    unfinished,
    onProgress: (stage, done) => void (stage === '切分瓦片' && firstSeen.push(done)),
  });
  expect(firstSeen[0]).toBeGreaterThan(firstBlockTiles);
  expect(namesIn(project)).toHaveLength(1);
  expect(readTiles(project)).toEqual(await importWhole());
});

it('an import that was killed goes on after a restart', async () => {
  const project = await buildProject();
  const child = spawnSync(process.execPath, [
    fileURLToPath(new URL('../../../../support/importUntilKilled.ts', import.meta.url)),
    file,
    join(temporaryFolder(), 'other'),
    String(firstBlockTiles + 8),
  ]);
  expect(child.signal).toBe('SIGKILL');
  const killed = JSON.parse(child.stdout.toString().split('\n')[0] ?? '') as { directory: string };
  const folder = join(killed.directory, 'imagery');
  const [unfinished] = await listUnfinished(folder);
  if (unfinished === undefined) throw new Error('the kill left nothing to go on from');
  const db = openDatabase(join(folder, `${unfinished.importId}.tmp`), { readOnly: true });
  expect(db.value(sql`SELECT blocks_done FROM th_progress`)).toBe(1);
  db.close();

  const asIfThere = { ...project, directory: killed.directory };
  await importInto(asIfThere, [file], { isLossless: false, unfinished });
  expect(readTiles(asIfThere)).toEqual(await importWhole());
});

it('does not go on with a source that has changed, and gives up without residue', async () => {
  const changing = join(temporaryFolder(), 'a.tif');
  copyFileSync(file, changing);
  const project = await buildProject();
  await expect(importInto(project, [changing], { isPaused: () => true })).rejects.toMatchObject({
    code: 'OPERATION_PAUSED',
  });
  const [unfinished] = await listUnfinished(imageryOf(project));
  if (unfinished === undefined) throw new Error('the pause left nothing to go on from');
  utimesSync(changing, 1, 1);
  await expect(importInto(project, [changing], { unfinished })).rejects.toMatchObject({
    code: 'IMPORT_SOURCE_CHANGED',
  });
  const cancelled = new AbortController();
  cancelled.abort();
  await expect(importInto(project, [changing], { signal: cancelled.signal })).rejects.toMatchObject({
    code: 'OPERATION_CANCELLED',
  });
  // the cancelled one left nothing, the paused one is still there to be given up
  expect(namesIn(project)).toEqual([`${unfinished.importId}.unfinished.json`]);
});

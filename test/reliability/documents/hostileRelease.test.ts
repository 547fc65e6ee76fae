import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { listReleases } from '../../../electron/backend/documents/listReleases.ts';
import { createRelease } from '../../../electron/backend/documents/release.ts';
import { verifyRelease } from '../../../electron/backend/documents/verifyRelease.ts';
import { describeWhenAvailable, hasProgram } from '../../support/availability.ts';
import { createRandom } from '../../support/createRandom.ts';
import type { HostileReleaseReport } from '../../support/releaseOnHostileDisk.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { sampleOptions, sampleSource } from '../../unit/electron/backend/documents/sampleSource.ts';

const kills = 8;
const longestMilliseconds = 800;
const hostileDisk = fileURLToPath(new URL('../../support/releaseOnHostileDisk.ts', import.meta.url));
const foreverWriter = fileURLToPath(new URL('../../support/releaseForever.ts', import.meta.url));

describeWhenAvailable(
  'a release that cannot be written',
  // a mount of its own in a namespace of its own: nothing of it is left behind
  { 'own mounts': hasProgram('unshare', ['-rm', 'true']) },
  () => {
    it('says why, leaves the earlier one as it was and nothing beside it', () => {
      const disk = join(temporaryFolder(), 'disk');
      mkdirSync(disk);
      const script = 'mount -t tmpfs -o size=4m tmpfs "$1" && exec "$2" "$3" "$1"';
      const { stdout, stderr } = spawnSync(
        'unshare',
        ['-rm', 'sh', '-c', script, 'sh', disk, process.execPath, hostileDisk],
        { encoding: 'utf8' },
      );
      if (stdout === '') throw new Error(stderr);
      const report = JSON.parse(stdout) as HostileReleaseReport;
      const intact = { unchanged: true, leftBehind: ['出件'] };
      expect(report).toMatchObject({
        full: { code: 'DISK_FULL', ...intact },
        readOnly: { code: 'FOLDER_NOT_WRITABLE', ...intact },
        held: { code: 'FILE_IN_USE', ...intact },
        replacedInTheEnd: true,
      });
    });
  },
);

it('is whole, old or new, wherever it was killed, and the next one clears what was left', async () => {
  const folder = temporaryFolder();
  const directory = join(folder, '出件');
  const random = createRandom(20_261_122);
  let killedInTheMiddle = 0;
  for (let round = 0; round < kills; round++) {
    const writer = spawn(process.execPath, [foreverWriter, directory], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    writer.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    // the first one makes sure that there is an earlier release; then anywhere in one of the next
    await expect.poll(() => output, { timeout: 90_000 }).toContain('end 1');
    await delay(random() * longestMilliseconds);
    writer.kill('SIGKILL');
    await once(writer, 'close');
    if (readdirSync(folder).length > 1) killedInTheMiddle++;

    const releases = await listReleases(folder);
    expect(releases.map(({ name, state }) => `${name} ${state}`)).toEqual(['出件 sealed']);
    expect(await verifyRelease(directory)).toEqual([]);
  }
  process.stdout.write(`${killedInTheMiddle} of ${kills} kills left something half made\n`);
  expect(killedInTheMiddle).toBeGreaterThan(0);

  await createRelease({
    ...{ directory, origin: {}, options: sampleOptions, replace: true, onFile: () => {} },
    lists: [{ name: '清单', source: sampleSource(['甲']) }],
    formats: ['csv'],
  });
  expect(readdirSync(folder)).toEqual(['出件']);
  expect(await verifyRelease(directory)).toEqual([]);
});

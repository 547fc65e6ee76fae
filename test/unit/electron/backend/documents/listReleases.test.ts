import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { listReleases } from '../../../../../electron/backend/documents/listReleases.ts';
import { writeManifest } from '../../../../../electron/backend/documents/releaseManifest.ts';

const hour = 3_600;

/** A release of one file, written so many hours after the first. */
async function release(folder: string, name: string, { sha256, hours }: { sha256: string; hours: number }) {
  const directory = join(folder, name);
  mkdirSync(directory);
  writeFileSync(join(directory, '清单.csv'), sha256);
  await writeManifest(directory, {
    ...{ origin: {}, changedAtUtc: '2026-11-22T01:00:00.000Z', encoding: 'gbk', lists: [], tables: {} },
    valuesSha256: '',
    files: [{ path: '清单.csv', sha256, list: '清单', format: 'csv', rows: 0, netMu: null, parts: [] }],
  });
  const at = 1_800_000_000 + hours * hour;
  utimesSync(join(directory, 'manifest.json'), at, at);
  return directory;
}

it('tells releases that were made again from the first of the same data, whatever they are called', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tianheng-releases-'));
  await release(folder, '甲_重建', { sha256: 'a', hours: 2 });
  await release(folder, '甲', { sha256: 'a', hours: 1 });
  await release(folder, '乙', { sha256: 'b', hours: 3 });
  rmSync(join(await release(folder, '丙', { sha256: 'a', hours: 0 }), '清单.csv'));
  mkdirSync(join(folder, '丁'));
  writeFileSync(join(folder, '丁/manifest.json'), '{}');
  const found = await listReleases(folder);
  expect(Object.fromEntries(found.map(({ name, state, sameAs }) => [name, [state, sameAs]]))).toEqual({
    甲: ['sealed', ''],
    甲_重建: ['rebuilt', '甲'],
    乙: ['sealed', ''],
    // incomplete: older than 甲, yet nothing is measured against it
    丙: ['changed', ''],
    丁: ['unreadable', ''],
  });
});

import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { expect, it, onTestFinished } from 'vitest';
import { readManifest, writeManifest } from '../../../electron/backend/documents/releaseManifest.ts';
import { readGeoPackageTables } from '../../../electron/backend/storage/geopackage/readGeoPackageRows.ts';
import { computeWkbBounds } from '../../../electron/backend/storage/geopackage/wkbBounds.ts';
import { createClient } from '../../../shared/contract/createClient.ts';
import { createInProcessTransport } from '../../../shared/contract/transports/inProcessTransport.ts';
import { squareWkb } from '../../support/buildProject.ts';
import { createTestBackend } from '../../support/hosts.ts';
import { pointWkb } from '../../support/pointWkb.ts';
import { copySampleProject } from '../../support/sampleProject.ts';
import { writeLineWkb } from '../../support/writeLineWkb.ts';

it('makes an earlier release again from the log, byte by byte, after verdicts and settings have changed', async () => {
  const backend = createTestBackend();
  onTestFinished(() => backend.close());
  const client = createClient(createInProcessTransport(backend));
  await client.call('project.open', { directory: await copySampleProject() });
  const [first, second] = (await client.call('plot.query', { offset: 0, limit: 2 })).rows;
  const by = '甲';
  const decide = (plotId: number | undefined, verdictCode: string) =>
    client.call('review.decide', { plotId: plotId ?? 0, verdictCode, by, note: verdictCode });
  await decide(first?.plotId, 'works');
  await client.call('handUp.saveSettings', { bureauName: '示例县自然资源局', by });
  const plotId = first?.plotId ?? 0;
  const centre = centreOf((await client.call('plot.geometry', { plotId })).wkb);
  const draw = (text: string) =>
    client.call('markup.add', { plotId, kind: 'text', wkb: pointWkb(...centre), text, by });
  await draw('疑似果园');
  await client.call('parts.cut', {
    plotId,
    line: writeLineWkb([centre[0], centre[1] - 5_000], [centre[0], centre[1] + 5_000]),
    by,
  });
  await client.call('ledger.move', { plotIds: [plotId], action: 'issue', deadline: '2026-12-20', by });

  const folder = mkdtempSync(join(tmpdir(), 'tianheng-rebuild-'));
  const release = join(folder, '第一次');
  const formats = ['xlsx', 'csv', 'gpkg', 'docx', 'bulletin', 'wallmap', 'ledger'] as const;
  await client.call('release.create', { directory: release, formats: [...formats] });

  await draw('现场为苗圃');
  await client.call('parts.clear', { plotId, by });
  await client.call('ledger.move', { plotIds: [plotId], action: 'start', note: '已进场', by });
  await decide(first?.plotId, 'unsuitable');
  await decide(second?.plotId, 'works');
  await client.call('handUp.saveSettings', { bureauName: '另一个局', wallMapPaper: 'A3', by });
  // a run with areas of other bytes and another 口径: other pieces, and nothing in the layers has changed
  const before = await client.call('plot.pieces', { plotId });
  await client.call('project.settings', { edgeSplitMeters: 3, by });
  const adjustment = { scenarioName: '不计河湖', without: ['E05'] };
  await client.call('eligibility.run', { adjustment, by });
  expect(await client.call('plot.pieces', { plotId })).not.toEqual(before);
  const now = join(folder, '第二次');
  const later = await client.call('release.create', {
    directory: now,
    lists: ['plots'],
    formats: ['csv', 'wallmap'],
  });
  expect((await readManifest(release)).body.origin).toMatchObject({ adjustment: null });
  expect((await readManifest(now)).body.origin).toMatchObject({ adjustment });

  const again = join(folder, '重建');
  const rebuilt = await client.call('release.rebuild', { release, directory: again });
  expect(rebuilt.different).toEqual([]);
  expect(rebuilt.identical).toBe(true);
  expect(await client.call('release.verify', { directory: again })).toEqual({ ok: true, findings: [] });
  expect(readGeoPackageTables(join(again, '图斑清单.gpkg'))).toEqual([
    'list',
    'parts',
    'pieces',
    'markup_points',
    'basic_farmland',
  ]);
  // what changed meanwhile does show in a release of now
  const csvOf = (files: readonly { path: string; sha256: string }[]) =>
    files.find(({ path }) => path === '图斑清单.csv')?.sha256;
  expect(csvOf(later.files)).not.toBe(csvOf(rebuilt.files));

  // what a manifest of an earlier version says of its files it says again, seal and all: each has the rows of its list
  const { body } = await readManifest(now);
  const earlier = structuredClone(body);
  const { rows = null, netMu = null } = earlier.files[0] ?? {};
  for (const file of earlier.files) {
    Object.assign(file, { rows, netMu });
    delete file.contents;
  }
  // and its verdicts are drawn in the colours of that version, of which it does not yet say anything
  const { verdictColors: _verdictColors, ...origin } = earlier.origin;
  await writeManifest(now, { ...earlier, origin }, 'tianheng-release-3');
  const asBefore = join(folder, '旧版重建');
  const { different } = await client.call('release.rebuild', { release: now, directory: asBefore });
  expect(different).toEqual(['图斑清单_挂图A3.pdf']);
  const inColor = (directory: string, color: RegExp) =>
    color.test(readPdfDrawing(readFileSync(join(directory, different[0] ?? ''))));
  const [orange, blue] = [/\b0?\.815\d* 0?\.541\d* 0 (rg|scn)/, /\b0 0?\.447\d* 0?\.698\d* (rg|scn)/];
  expect([inColor(now, orange), inColor(now, blue)]).toEqual([false, true]);
  expect([inColor(asBefore, orange), inColor(asBefore, blue)]).toEqual([true, false]);
  const countsOf = (files: typeof body.files) =>
    files.map(({ path, rows, netMu, contents }) => ({ path, rows, netMu, contents }));
  const stated = await readManifest(asBefore);
  expect(stated.format).toBe('tianheng-release-3');
  expect(countsOf(stated.body.files)).toEqual(countsOf(earlier.files));
  expect(await client.call('release.verify', { directory: asBefore })).toEqual({ ok: true, findings: [] });

  // a version that heads a column otherwise neither mixes its files with those of the other nor says they are the same
  const headed = structuredClone(body);
  for (const column of headed.lists[0]?.columns.slice(0, 1) ?? []) column.title = '旧编号';
  await writeManifest(now, headed);
  const refused = { code: 'RELEASE_NOT_REBUILDABLE' };
  const sayWhy = { detail: expect.stringContaining('第 1 列当时“旧编号”') };
  for (const attempt of [
    () => client.call('release.rerun', { directory: now, formats: ['csv'] }),
    () => client.call('release.rebuild', { release: now, directory: join(folder, '另建') }),
  ])
    await expect(attempt()).rejects.toMatchObject({ ...refused, params: sayWhy });
  // nor is a plot that was drawn afterwards ever listed in it
  await writeManifest(now, body);
  const { sequence } = (await client.call('review.log', { limit: 1 })).commands[0] ?? { sequence: 0 };
  await client.call('plot.add', {
    wkb: squareWkb(...centre, 20),
    townName: '示例镇',
    overlaps: 'keep',
    by,
  });
  await expect(
    client.call('release.rebuild', { release: now, directory: join(folder, '另建') }),
  ).rejects.toMatchObject({
    ...refused,
    params: { detail: expect.stringContaining(`第 ${sequence + 1} 条操作`) },
  });
});

function centreOf(wkb: Uint8Array): [number, number] {
  const bounds = computeWkbBounds(wkb);
  if (bounds === null) throw new Error('a plot without outline');
  return [(bounds.minX + bounds.maxX) / 2, (bounds.minY + bounds.maxY) / 2];
}

/** What the pages of a PDF are drawn by. */
function readPdfDrawing(bytes: Buffer): string {
  const streams = bytes.toString('latin1').matchAll(/\/Length (\d+)\n\/Filter \/FlateDecode\n>>\nstream\n/g);
  return [...streams]
    .map((match) => {
      const start = match.index + match[0].length;
      return inflateSync(bytes.subarray(start, start + Number(match[1]))).toString('latin1');
    })
    .join('\n');
}

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createClient } from '../../../shared/contract/createClient.ts';
import { createInProcessTransport } from '../../../shared/contract/transports/inProcessTransport.ts';
import { createTestBackend } from '../../support/hosts.ts';
import { copySampleProject } from '../../support/sampleProject.ts';

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

  const folder = mkdtempSync(join(tmpdir(), 'tianheng-rebuild-'));
  const release = join(folder, '第一次');
  const formats = ['xlsx', 'csv', 'gpkg', 'docx', 'bulletin', 'wallmap'] as const;
  await client.call('release.create', { directory: release, formats: [...formats] });

  await decide(first?.plotId, 'unsuitable');
  await decide(second?.plotId, 'works');
  await client.call('handUp.saveSettings', { bureauName: '另一个局', wallMapPaper: 'A3', by });
  const now = join(folder, '第二次');
  const later = await client.call('release.create', { directory: now, formats: ['csv'] });

  const again = join(folder, '重建');
  const rebuilt = await client.call('release.rebuild', { release, directory: again });
  expect(rebuilt.different).toEqual([]);
  expect(rebuilt.identical).toBe(true);
  expect(await client.call('release.verify', { directory: again })).toEqual({ ok: true, findings: [] });
  // what changed meanwhile does show in a release of now
  const csvOf = (files: readonly { path: string; sha256: string }[]) =>
    files.find(({ path }) => path === '图斑清单.csv')?.sha256;
  expect(csvOf(later.files)).not.toBe(csvOf(rebuilt.files));
}, 300_000);

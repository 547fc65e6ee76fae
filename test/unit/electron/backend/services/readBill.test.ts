import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createClient } from '../../../../../shared/contract/createClient.ts';
import { createInProcessTransport } from '../../../../../shared/contract/transports/inProcessTransport.ts';
import { createTestBackend } from '../../../../support/hosts.ts';
import { temporaryFolder } from '../../../../support/temporaryFolder.ts';
import { writeSmallCounty } from '../../../../support/writeSmallCounty.ts';

async function computeCounty() {
  const directory = join(temporaryFolder(), 'project');
  await writeSmallCounty(directory);
  const backend = createTestBackend();
  onTestFinished(() => backend.close());
  const client = createClient(createInProcessTransport(backend));
  await client.call('project.open', { directory });
  await client.call('eligibility.run', { workers: 1, by: '甲' });
  const { plotId } = await client.call('plot.find', { plotNo: 'A' });
  return { client, plotId };
}

it('names the layer, its hash and the features that take of a plot, until the layer is another one', async () => {
  const { client, plotId } = await computeCounty();
  const { layers } = await client.call('project.info', {});
  const redLine = layers.find(({ name }) => name === '红线');
  const before = await client.call('eligibility.bill', { plotId });
  // nobody could look: the county has none of these layers
  expect(before.unchecked.map(({ rule }) => rule)).toEqual(['W06', 'W03', 'W04']);
  expect(before.lines.map(({ rule, featureCount, features }) => ({ rule, featureCount, features }))).toEqual([
    {
      rule: 'E01',
      featureCount: 1,
      features: [
        {
          layer: '坡度图',
          contentSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
          feature: 1,
          identity: null,
        },
      ],
    },
    {
      rule: 'E02',
      featureCount: 1,
      features: [
        {
          layer: '红线',
          contentSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
          feature: 1,
          identity: { field: 'BSM', value: '361124000000000017' },
        },
      ],
    },
  ]);
  await client.call('layer.remove', { layerId: redLine?.id ?? '', by: '甲' });
  const after = await client.call('eligibility.bill', { plotId });
  expect(after.lines[1]?.features).toEqual([{ ...before.lines[1]?.features[0], identity: null }]);
});

it('gives every part in proportion to the recorded area, so that they add up to it in m² and in 亩', async () => {
  const { client, plotId } = await computeCounty();
  // 4000 m² recorded with 3980: × 0.995. 1200 → 1194 m² = 1.791 亩, 400 → 398 = 0.597, 2400 → 2388 = 3.582;
  // 3980 m² = 5.97 亩: the last hundredth goes to 0.597, which loses most by being cut to 0.59
  expect(await client.call('eligibility.bill', { plotId })).toMatchObject({
    tbmj: 3980,
    controlled: {
      squareMeters: { gross: 3980, net: 2388, lines: [1194, 398] },
      mu: { gross: 5.97, net: 3.58, lines: [1.79, 0.6] },
    },
  });
  const { plotId: unrecorded } = await client.call('plot.find', { plotNo: 'B' });
  expect(await client.call('eligibility.bill', { plotId: unrecorded })).toMatchObject({
    tbmj: null,
    controlled: null,
  });
});

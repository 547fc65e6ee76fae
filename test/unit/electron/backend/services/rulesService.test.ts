import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createClient } from '../../../../../shared/contract/createClient.ts';
import { createInProcessTransport } from '../../../../../shared/contract/transports/inProcessTransport.ts';
import { createTestBackend } from '../../../../support/hosts.ts';
import { temporaryFolder } from '../../../../support/temporaryFolder.ts';

const client = createClient(createInProcessTransport(createTestBackend()));

describe('rules', () => {
  it('are listed with their documents, without an open project', async () => {
    const { ruleSets } = await client.call('rules.list', {});
    expect(ruleSets.map(({ id, rules }) => [id, rules])).toEqual([
      ['balance-recheck-2023', 5],
      ['inflow-audit-2023', 16],
      ['local-exclusions', 1],
      ['restoration-2023', 18],
    ]);
  });

  it('are shown whole, and a name that is none is refused', async () => {
    const ruleSet = await client.call('rules.show', { rulesId: 'balance-recheck-2023' });
    expect(ruleSet.documentNumber).toBe('酉阳规资发〔2023〕106号');
    await expect(client.call('rules.show', { rulesId: 'nothing' })).rejects.toMatchObject({
      code: 'RULES_NOT_FOUND',
    });
  });

  it('are checked from their text: a shipped set is right, a broken one names the place', async () => {
    const ruleSet = await client.call('rules.show', { rulesId: 'restoration-2023' });
    expect(await client.call('rules.check', { text: JSON.stringify(ruleSet) })).toEqual({
      ok: true,
      findings: [],
    });
    const broken = JSON.stringify({ ...ruleSet, version: '' });
    const { ok, findings } = await client.call('rules.check', { text: broken });
    expect(ok).toBe(false);
    expect(findings.map(({ path }) => path)).toEqual(['version']);
  });
});

describe("a project's own rules", () => {
  async function openProjectWithRules() {
    const directory = join(temporaryFolder(), 'project');
    await client.call('project.create', { directory, name: '测试县', crs: 'EPSG:4545' });
    onTestFinished(async () => {
      await client.call('project.close', {});
    });
    const shipped = await client.call('rules.show', { rulesId: 'restoration-2023' });
    const save = (change: object) =>
      client.call('rules.save', { text: JSON.stringify({ ...shipped, ...change }), by: '乙' });
    return { directory, shipped, save };
  }

  it('are listed beside the shipped ones, with who saved them, and logged', async () => {
    const { save } = await openProjectWithRules();
    const { saved, findings } = await save({ id: 'pilot', version: '2024.1', title: '试点口径' });
    expect(findings).toEqual([]);
    expect(saved).toMatchObject({ id: 'pilot', origin: 'project', savedBy: '乙', title: '试点口径' });
    const { ruleSets } = await client.call('rules.list', {});
    expect(ruleSets.map(({ id, origin }) => [id, origin])).toContainEqual(['pilot', 'project']);
    const { commands } = await client.call('review.log', { limit: 1 });
    expect(commands).toMatchObject([{ kind: 'rules.save', target: 'rules:pilot', by: '乙' }]);
    await client.call('rules.remove', { rulesId: 'pilot', by: '乙' });
    await expect(client.call('rules.show', { rulesId: 'pilot' })).rejects.toMatchObject({
      code: 'RULES_NOT_FOUND',
    });
  });

  it('are not kept where a finding stands, under a shipped id, or as a second text of one version', async () => {
    const { save } = await openProjectWithRules();
    const broken = await save({ id: 'pilot', effectiveFrom: '2023年' });
    expect(broken).toMatchObject({ saved: null, findings: [{ path: 'effectiveFrom' }] });
    await expect(save({ version: '2024.1' })).rejects.toMatchObject({ code: 'RULES_ID_SHIPPED' });
    await save({ id: 'pilot', version: '2024.1' });
    // the same text again is no change and no row of the log
    const before = (await client.call('project.info', {})).counts.commands;
    await save({ id: 'pilot', version: '2024.1' });
    expect((await client.call('project.info', {})).counts.commands).toBe(before);
    await expect(save({ id: 'pilot', version: '2024.1', title: '别的' })).rejects.toMatchObject({
      code: 'RULES_VERSION_TAKEN',
    });
    await save({ id: 'pilot', version: '2024.2', title: '别的' });
    expect(await client.call('rules.show', { rulesId: 'pilot' })).toMatchObject({ title: '别的' });
  });

  it('come back from a file as they were exported', async () => {
    const { directory, shipped, save } = await openProjectWithRules();
    await save({ id: 'pilot', version: '2024.1', disabled: ['E07'] });
    const file = join(directory, '..', '口径.json');
    const { sha256 } = await client.call('rules.export', { rulesId: 'pilot', file });
    expect(createHash('sha256').update(readFileSync(file)).digest('hex')).toBe(sha256);
    await client.call('rules.remove', { rulesId: 'pilot', by: '甲' });
    expect(await client.call('rules.import', { file, by: '甲' })).toMatchObject({ saved: { id: 'pilot' } });
    expect(await client.call('rules.show', { rulesId: 'pilot' })).toEqual({
      ...{ ...shipped, id: 'pilot', version: '2024.1', disabled: ['E07'] },
    });
    const { differences } = await client.call('rules.diff', { from: 'restoration-2023', to: 'pilot' });
    expect(differences.map(({ code, kind }) => [code, kind])).toEqual([
      [null, 'changed'],
      ['E07', 'switchedOff'],
    ]);
    await expect(client.call('rules.import', { file: `${file}x`, by: '甲' })).rejects.toMatchObject({
      code: 'FILE_NOT_FOUND',
    });
  });
});

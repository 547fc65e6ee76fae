import { describe, expect, it } from 'vitest';
import { createClient } from '../../../../../shared/contract/createClient.ts';
import { createInProcessTransport } from '../../../../../shared/contract/transports/inProcessTransport.ts';
import { createTestBackend } from '../../../../support/hosts.ts';

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

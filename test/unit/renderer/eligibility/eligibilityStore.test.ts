import { afterAll, expect, it, vi } from 'vitest';
import { connectBackend } from '../../../../renderer/backend/backend.ts';

vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => {} });
const { chooseRules, loadRules, useEligibility } = await import(
  '../../../../renderer/eligibility/eligibilityStore.ts'
);

afterAll(() => {
  useEligibility.setState(useEligibility.getInitialState(), true);
  vi.unstubAllGlobals();
});

it('keeps to the rule set chosen last, whichever answer comes last, and lets the next run go by it at once', async () => {
  const held: { readonly rulesId: string; readonly answer: () => void }[] = [];
  const call = async (method: string, { rulesId }: { rulesId: string }) => {
    if (method === 'rules.list') return { ruleSets: ['a', 'b'].map((id) => ({ id, rules: 3 })) };
    if (method === 'rules.bindings') return { bindings: [] };
    await new Promise<void>((resolve) => held.push({ rulesId, answer: resolve }));
    return { id: rulesId };
  };
  connectBackend({ client: { call, on: () => () => {} } as never, shell: {} as never });
  const first = chooseRules('a');
  const second = chooseRules('b');
  expect(useEligibility.getState()).toMatchObject({ rulesId: 'b', rules: null });
  // what a pane does that is opened meanwhile
  const listed = loadRules();
  while (held.length < 3) await new Promise((resolve) => setImmediate(resolve));
  expect(held.map(({ rulesId }) => rulesId)).toEqual(['a', 'b', 'b']);
  for (const { answer } of held.toReversed()) {
    answer();
    await new Promise((resolve) => setImmediate(resolve));
  }
  await Promise.all([first, second, listed]);
  expect(useEligibility.getState()).toMatchObject({ rulesId: 'b', rules: { id: 'b' } });
});

import { afterAll, expect, it, vi } from 'vitest';
import { connectBackend } from '../../../../renderer/backend/backend.ts';

vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => {} });
const { chooseRules, loadRules, runEligibility, useEligibility } = await import(
  '../../../../renderer/eligibility/eligibilityStore.ts'
);
const { useProject } = await import('../../../../renderer/session/projectStore.ts');
const { dismissToast } = await import('../../../../renderer/session/toastStore.ts');

afterAll(() => {
  dismissToast();
  useProject.setState(useProject.getInitialState(), true);
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

/** A project as far as the store looks at it, last computed by a rule set. */
const openProject = (directory: string, rulesId: string) =>
  useProject.setState({ project: { directory, run: { rulesId, adjustment: null } } as never });

it('runs by no set the window does not name: pressed at once, it waits until the sets are known', async () => {
  const asked: (readonly [string, unknown])[] = [];
  const lists: (() => void)[] = [];
  const call = async (method: string, request: Record<string, unknown>) => {
    asked.push([method, request.rulesId]);
    if (method === 'rules.list') {
      await new Promise<void>((resolve) => lists.push(resolve));
      return { ruleSets: ['default', 'own', 'other'].map((id) => ({ id, rules: 3 })) };
    }
    if (method === 'rules.bindings') return { bindings: [] };
    if (method === 'eligibility.run')
      return { rulesId: request.rulesId, computed: 1, plots: 1, elapsedMs: 1 };
    if (method === 'project.info') return useProject.getState().project;
    return { id: request.rulesId };
  };
  connectBackend({ client: { call, on: () => () => {} } as never, shell: {} as never });
  for (const [directory, last] of [
    ['/一', 'own'],
    // what was chosen for the project before says nothing of this one
    ['/二', 'other'],
  ] as const) {
    asked.length = 0;
    openProject(directory, last);
    expect(useEligibility.getState()).toMatchObject({ rulesId: null, rules: null });
    const run = runEligibility();
    expect(asked).toEqual([['rules.list', undefined]]);
    // pressed twice it is one run
    expect(await runEligibility()).toBe(false);
    lists.pop()?.();
    expect(await run).toBe(true);
    expect(asked.filter(([method]) => method === 'eligibility.run')).toEqual([['eligibility.run', last]]);
    expect(useEligibility.getState()).toMatchObject({ rulesId: last, running: false });
  }
});

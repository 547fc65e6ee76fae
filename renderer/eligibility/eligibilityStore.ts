import { create } from 'zustand';
import type { RuleSetSummary } from '../../shared/contract/records/eligibilityRecords.ts';
import type { AdoptedAdjustment } from '../../shared/domain/eligibility/adjustment.ts';
import type { RuleSet } from '../../shared/domain/eligibility/ruleSet.ts';
import { backend } from '../backend/backend.ts';
import { createAnswerOrder } from '../session/answerOrder.ts';
import { refreshProject, useProject } from '../session/projectStore.ts';
import { reviewerName } from '../session/reviewerStore.ts';
import { showFailure, showToast } from '../session/toastStore.ts';

/** What the left pane works on; the right pane shows what came of it. */
export const eligibilityTabs = ['rules', 'sandbox', 'statistics'] as const;
export type EligibilityTab = (typeof eligibilityTabs)[number];

interface EligibilityState {
  readonly tab: EligibilityTab;
  readonly ruleSets: readonly RuleSetSummary[];
  readonly rulesId: string | null;
  readonly rules: RuleSet | null;
  /** Names of the layers that serve each rule of the chosen set, as the backend binds them. */
  readonly layersByRule: ReadonlyMap<string, readonly string[]>;
  readonly running: boolean;
  /** The newest run replaced another by it: the comparison is shown once. */
  readonly comparing: boolean;
}

const askRules = createAnswerOrder();

export const useEligibility = create<EligibilityState>(() => ({
  tab: 'rules',
  ruleSets: [],
  rulesId: null,
  rules: null,
  layersByRule: new Map(),
  running: false,
  comparing: false,
}));

// another project has other rule sets, and was computed by one of its own
useProject.subscribe((state, before) => {
  if (state.project?.directory === before.project?.directory) return;
  askRules();
  useEligibility.setState({ ruleSets: [], rulesId: null, rules: null, layersByRule: new Map() });
});

export function setEligibility(change: Partial<Pick<EligibilityState, 'tab' | 'comparing'>>): void {
  useEligibility.setState(change);
}

export async function loadRules(): Promise<void> {
  const directory = useProject.getState().project?.directory;
  const { ruleSets } = await backend.call('rules.list', {});
  // those of a project that was left meanwhile
  if (useProject.getState().project?.directory !== directory) return;
  useEligibility.setState({ ruleSets });
  const isThere = (id: string | null | undefined) => ruleSets.some((set) => set.id === id);
  // what was computed with last; for a new project the fullest set
  const fullest = [...ruleSets].sort((a, b) => b.rules - a.rules)[0];
  const last = useProject.getState().project?.run?.rulesId;
  const rulesId = [useEligibility.getState().rulesId, last, fullest?.id].find(isThere);
  if (rulesId != null) await chooseRules(rulesId);
}

/** The next run goes by it at once; what it says follows. */
export async function chooseRules(rulesId: string): Promise<void> {
  const isNewest = askRules();
  if (useEligibility.getState().rulesId !== rulesId)
    useEligibility.setState({ rulesId, rules: null, layersByRule: new Map() });
  const [rules, { bindings }] = await Promise.all([
    backend.call('rules.show', { rulesId }),
    backend.call('rules.bindings', { rulesId }),
  ]);
  if (!isNewest()) return;
  const layersByRule = new Map(bindings.map(({ rule, layers }) => [rule, layers]));
  useEligibility.setState({ rules, layersByRule });
}

/**
 * Computes the whole project by the chosen rule set: with a scenario, as it is (null), or, where nothing is said, as it
 * was adopted with this rule set before. Waits until it is known which set is chosen. Progress and cancel are in the
 * pane, the status bar and the dock. Resolves to whether there is a new run.
 */
export async function runEligibility(adjustment?: AdoptedAdjustment | null): Promise<boolean> {
  if (useEligibility.getState().running) return false;
  useEligibility.setState({ running: true });
  try {
    // pressed before anyone has looked at the rule sets: not by one the window does not name
    if (useEligibility.getState().rulesId === null) await loadRules();
    const { rulesId } = useEligibility.getState();
    const before = useProject.getState().project?.run ?? null;
    const adopted = before?.rulesId === rulesId ? before?.adjustment : null;
    const run = await backend.call('eligibility.run', {
      ...(rulesId === null ? {} : { rulesId }),
      adjustment: adjustment === undefined ? (adopted ?? null) : adjustment,
      by: reviewerName(),
    });
    await refreshProject();
    useEligibility.setState({ comparing: before !== null && isByOtherRules(before, run) });
    showToast({
      kind: 'info',
      text: `核算完成：${run.computed} / ${run.plots} 块，用时 ${(run.elapsedMs / 1000).toFixed(1)} 秒`,
    });
    return true;
  } catch (error) {
    showFailure(error);
    return false;
  } finally {
    useEligibility.setState({ running: false });
  }
}

interface RunBasis {
  readonly rulesId: string;
  readonly rulesVersion: string;
  readonly adjustment: AdoptedAdjustment | null;
}

/** 用新口径重算: what it changed is shown at once. */
function isByOtherRules(before: RunBasis, after: RunBasis): boolean {
  const describe = ({ rulesId, rulesVersion, adjustment }: RunBasis): string =>
    JSON.stringify([rulesId, rulesVersion, adjustment]);
  return describe(before) !== describe(after);
}

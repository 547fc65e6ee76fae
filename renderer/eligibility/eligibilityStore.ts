import { create } from 'zustand';
import type { RuleSetSummary, WhatIfReport } from '../../shared/contract/records/eligibilityRecords.ts';
import type { RuleSet } from '../../shared/domain/eligibility/ruleSet.ts';
import { backend } from '../backend/backend.ts';
import { refreshProject, useProject } from '../session/projectStore.ts';
import { reviewerName } from '../session/reviewerStore.ts';
import { showFailure, showToast } from '../session/toastStore.ts';

interface EligibilityState {
  readonly ruleSets: readonly RuleSetSummary[];
  readonly rulesId: string | null;
  readonly rules: RuleSet | null;
  /** Names of the layers that serve each rule of the chosen set, as the backend binds them. */
  readonly layersByRule: ReadonlyMap<string, readonly string[]>;
  readonly running: boolean;
  /** 口径沙盘: what is asked, and the newest answer; nothing of it is stored. */
  readonly without: readonly string[];
  readonly minimumNetSquareMeters: number | null;
  readonly whatIf: WhatIfReport | null;
}

export const useEligibility = create<EligibilityState>(() => ({
  ruleSets: [],
  rulesId: null,
  rules: null,
  layersByRule: new Map(),
  running: false,
  without: [],
  minimumNetSquareMeters: null,
  whatIf: null,
}));

export async function loadRules(): Promise<void> {
  const { ruleSets } = await backend.call('rules.list', {});
  // what was computed with last; for a new project the fullest set
  const fullest = [...ruleSets].sort((a, b) => b.rules - a.rules)[0];
  const last = useProject.getState().project?.run?.rulesId;
  const rulesId = useEligibility.getState().rulesId ?? last ?? fullest?.id ?? null;
  useEligibility.setState({ ruleSets });
  if (rulesId !== null) await chooseRules(rulesId);
}

export async function chooseRules(rulesId: string): Promise<void> {
  const [rules, { bindings }] = await Promise.all([
    backend.call('rules.show', { rulesId }),
    backend.call('rules.bindings', { rulesId }),
  ]);
  const layersByRule = new Map(bindings.map(({ rule, layers }) => [rule, layers]));
  useEligibility.setState({ rulesId, rules, layersByRule });
}

/** Computes the whole project; progress and cancel are in the status bar and the dock. */
export async function runEligibility(): Promise<void> {
  const { running, rulesId } = useEligibility.getState();
  if (running) return;
  useEligibility.setState({ running: true });
  try {
    const run = await backend.call('eligibility.run', {
      ...(rulesId === null ? {} : { rulesId }),
      by: reviewerName(),
    });
    useEligibility.setState({ whatIf: null, without: [], minimumNetSquareMeters: null });
    await refreshProject();
    showToast({
      kind: 'info',
      text: `核算完成：${run.computed} / ${run.plots} 块，用时 ${(run.elapsedMs / 1000).toFixed(1)} 秒`,
    });
  } catch (error) {
    showFailure(error);
  } finally {
    useEligibility.setState({ running: false });
  }
}

/** Every question gets a number, so that a slow answer cannot overwrite a newer one. */
let question = 0;

export async function askWhatIf(
  change: Partial<Pick<EligibilityState, 'without' | 'minimumNetSquareMeters'>>,
): Promise<void> {
  useEligibility.setState(change);
  const { without, minimumNetSquareMeters } = useEligibility.getState();
  const asked = ++question;
  if (without.length === 0 && minimumNetSquareMeters === null) {
    useEligibility.setState({ whatIf: null });
    return;
  }
  try {
    const whatIf = await backend.call('eligibility.whatif', {
      without: [...without],
      ...(minimumNetSquareMeters === null ? {} : { minimumNetSquareMeters }),
    });
    if (asked === question) useEligibility.setState({ whatIf });
  } catch (error) {
    showFailure(error);
  }
}

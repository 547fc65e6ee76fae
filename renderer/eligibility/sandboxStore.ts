import { create } from 'zustand';
import type { WhatIfReport } from '../../shared/contract/records/eligibilityRecords.ts';
import type { ScenarioRecord } from '../../shared/contract/records/scenarioRecords.ts';
import type { Adjustment } from '../../shared/domain/eligibility/adjustment.ts';
import type { RuleThresholds } from '../../shared/domain/eligibility/ruleSet.ts';
import { backend } from '../backend/backend.ts';
import { reviewerName } from '../session/reviewerStore.ts';
import { showFailure, showToast } from '../session/toastStore.ts';
import { runEligibility } from './eligibilityStore.ts';

/** The thresholds that are arithmetic over pieces, as numbers; 0 is off. */
export type ThresholdValues = Required<Omit<Adjustment, 'order' | 'without'>>;

interface SandboxState {
  /** The run it works on; null until it has been read. */
  readonly runId: string | null;
  /** Rules that charge, in the order of the rule set. */
  readonly ownOrder: readonly string[];
  readonly titles: ReadonlyMap<string, string>;
  /** Required rules without a layer. */
  readonly missing: readonly string[];
  readonly ownThresholds: ThresholdValues;
  readonly order: readonly string[];
  readonly without: readonly string[];
  readonly thresholds: ThresholdValues;
  /** The kept scenario that is loaded, if any. */
  readonly scenarioName: string | null;
  readonly scenarios: readonly ScenarioRecord[];
  readonly report: WhatIfReport | null;
  /** From the question to the answer, as the window sees it. */
  readonly milliseconds: number | null;
}

const off: ThresholdValues = {
  minimumNetSquareMeters: 0,
  sliverSquareMeters: 0,
  sliverWidthMeters: 0,
  edgeToleranceSquareMeters: 0,
  edgeToleranceShare: 0,
};

export const useSandbox = create<SandboxState>(() => ({
  runId: null,
  ownOrder: [],
  titles: new Map(),
  missing: [],
  ownThresholds: off,
  order: [],
  without: [],
  thresholds: off,
  scenarioName: null,
  scenarios: [],
  report: null,
  milliseconds: null,
}));

/** What the sandbox differs by from the rule set of the run. */
function currentAdjustment(): Adjustment {
  return describeChange(useSandbox.getState());
}

/** True where adopting would make another result than the rule set as it is. */
export function isChanged(state: SandboxState): boolean {
  return Object.keys(describeChange(state)).length > 0;
}

function describeChange(state: SandboxState): Adjustment {
  const { ownOrder, order, without, thresholds, ownThresholds } = state;
  const moved = order.some((code, index) => code !== ownOrder[index]);
  const names = Object.keys(thresholds) as (keyof ThresholdValues)[];
  const changed = names.filter((name) => thresholds[name] !== ownThresholds[name]);
  return {
    ...(moved ? { order } : {}),
    ...(without.length > 0 ? { without } : {}),
    ...Object.fromEntries(changed.map((name) => [name, thresholds[name]])),
  };
}

/** Reads a run's own order, rules and thresholds, and starts from the scenario it was made with, if any. */
export async function openSandbox(run: {
  readonly runId: string;
  readonly byRule: readonly { readonly rule: string; readonly title: string }[];
  readonly missingRules: readonly string[];
  readonly adjustment: (Adjustment & { readonly scenarioName: string | null }) | null;
}): Promise<void> {
  if (useSandbox.getState().runId === run.runId) return;
  const [ruleSet, own, { scenarios }] = await Promise.all([
    backend.call('rules.show', { rulesId: `run:${run.runId}` }),
    backend.call('eligibility.whatif', {}),
    backend.call('scenario.list', {}),
  ]);
  const titles = new Map([
    ...[...ruleSet.exclusions, ...ruleSet.plotRules, ...ruleSet.layerNotes].map(
      ({ code, title }) => [code, title] as const,
    ),
    ...run.byRule.map(({ rule, title }) => [rule, title] as const),
  ]);
  const taking = new Set([ruleSet.thresholds.sliver?.code, ruleSet.thresholds.minimumNet?.code]);
  const ownOrder = own.order.filter((code) => !taking.has(code));
  const silenced = (run.adjustment?.without ?? []).filter((code) => !ownOrder.includes(code));
  const ownThresholds = readThresholds(ruleSet.thresholds, ruleSet.disabled ?? []);
  useSandbox.setState({
    ...{ runId: run.runId, ownOrder, titles, ownThresholds, scenarios, report: null },
    missing: [...new Set([...run.missingRules, ...silenced])],
    ...{ order: ownOrder, without: [], thresholds: ownThresholds, scenarioName: null },
  });
  if (run.adjustment === null) return ask();
  const { scenarioName, ...adjustment } = run.adjustment;
  applyAdjustment(adjustment, scenarioName);
}

function readThresholds(thresholds: RuleThresholds, disabled: readonly string[]): ThresholdValues {
  const { minimumNet, sliver, edgeTolerance } = thresholds;
  const isOn = (threshold: { readonly code: string } | null): boolean =>
    threshold !== null && !disabled.includes(threshold.code);
  return {
    minimumNetSquareMeters: isOn(minimumNet) ? (minimumNet?.squareMeters ?? 0) : 0,
    sliverSquareMeters: isOn(sliver) ? (sliver?.squareMeters ?? 0) : 0,
    sliverWidthMeters: isOn(sliver) ? (sliver?.widthMeters ?? 0) : 0,
    edgeToleranceSquareMeters: isOn(edgeTolerance) ? (edgeTolerance?.squareMeters ?? 0) : 0,
    edgeToleranceShare: isOn(edgeTolerance) ? (edgeTolerance?.shareOfPlot ?? 0) : 0,
  };
}

function applyAdjustment(adjustment: Adjustment, scenarioName: string | null): void {
  const { ownOrder, missing, ownThresholds } = useSandbox.getState();
  const { order = [], without = [], ...thresholds } = adjustment;
  const members = (code: string): readonly string[] =>
    ownOrder.filter((known) => known === code || known.startsWith(`${code}-`));
  const first = order.flatMap(members);
  useSandbox.setState({
    order: [...new Set([...first, ...ownOrder])],
    without: without.flatMap((code) => (missing.includes(code) ? [code] : members(code))),
    thresholds: { ...ownThresholds, ...thresholds } as ThresholdValues,
    scenarioName,
  });
  void ask();
}

export function changeSandbox(change: Partial<Pick<SandboxState, 'order' | 'without' | 'thresholds'>>): void {
  useSandbox.setState(change);
  void ask();
}

/** Back to the rule set of the run as it is. */
export function resetSandbox(): void {
  applyAdjustment({}, null);
}

let asking = false;
let again = false;

/** One question at a time, and the newest one last: a slider that moves never waits for answers it has left behind. */
async function ask(): Promise<void> {
  again = asking;
  if (asking) return;
  asking = true;
  try {
    const started = performance.now();
    const report = await backend.call('eligibility.whatif', currentAdjustment());
    useSandbox.setState({ report, milliseconds: performance.now() - started });
  } catch (error) {
    showFailure(error);
  } finally {
    asking = false;
    if (again) void ask();
  }
}

export function loadScenario(name: string): void {
  const scenario = useSandbox.getState().scenarios.find((kept) => kept.name === name);
  if (scenario !== undefined) applyAdjustment(scenario.adjustment, name);
}

async function refreshScenarios(scenarioName: string | null): Promise<void> {
  const { scenarios } = await backend.call('scenario.list', {});
  useSandbox.setState({ scenarios, scenarioName });
}

export async function keepScenario(name: string): Promise<void> {
  await backend.call('scenario.save', { name, adjustment: currentAdjustment(), by: reviewerName() });
  await refreshScenarios(name);
  showToast({ kind: 'info', text: `口径已存为方案“${name}”，核算结果未变。` });
}

export async function renameScenario(name: string, newName: string): Promise<void> {
  await backend.call('scenario.rename', { name, newName, by: reviewerName() });
  await refreshScenarios(newName);
}

export async function removeScenario(name: string): Promise<void> {
  await backend.call('scenario.remove', { name, by: reviewerName() });
  await refreshScenarios(null);
}

/** 采用: a new run with what the sandbox says; only this touches the official result. */
export async function adoptSandbox(): Promise<void> {
  const { scenarioName } = useSandbox.getState();
  await runEligibility({ ...currentAdjustment(), scenarioName });
}

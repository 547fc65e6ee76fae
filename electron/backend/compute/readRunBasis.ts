import {
  type AdoptedAdjustment,
  adjustOrder,
  adjustThresholds,
} from '../../../shared/domain/eligibility/adjustment.ts';
import {
  type BoundRules,
  bindRules,
  MAXIMUM_BOUND_RULES,
} from '../../../shared/domain/eligibility/bindRules.ts';
import { listNoteFields } from '../../../shared/domain/eligibility/collectNotes.ts';
import { enableRules } from '../../../shared/domain/eligibility/enableRules.ts';
import type { Scenario } from '../../../shared/domain/eligibility/evaluatePlot.ts';
import type { RuleSet, RuleThresholds } from '../../../shared/domain/eligibility/ruleSet.ts';
import type { Bounds } from '../../../shared/domain/geometry/multiPolygon.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import { describeTooManyRules } from '../../../shared/text/eligibilityRun.zh-CN.ts';
import type { RuleSetDocument } from '../files/readRuleSets.ts';
import {
  listRunLayers,
  type RunLayer,
  readLatestRun,
  type StoredRun,
} from '../storage/project/eligibilityRuns.ts';
import { listLayers, type StoredLayer } from '../storage/project/layers.ts';
import type { OpenProject } from '../storage/project/openProject.ts';
import { readPlotBounds } from '../storage/project/readPlotWkbs.ts';
import { readSettings } from '../storage/project/settings.ts';
import { type ExclusionLayer, listExclusionLayers } from './exclusionLayers.ts';
import { findRuleSet } from './findRuleSet.ts';
import type { RunRequest } from './RunRequest.ts';
import { toBindable } from './toBindable.ts';

/** What a run goes by, as the project is when it begins. */
export interface RunBasis {
  readonly previous: StoredRun | undefined;
  readonly document: RuleSetDocument;
  /** Of the document, without the rules that are switched off in it. */
  readonly ruleSet: RuleSet;
  readonly adjustment: AdoptedAdjustment | null;
  readonly layers: readonly StoredLayer[];
  readonly runLayers: readonly RunLayer[];
  readonly bound: BoundRules;
  readonly exclusionLayers: readonly ExclusionLayer[];
  readonly scenario: Scenario;
  /** Source fields of plots that remarks ask for. */
  readonly noteFields: ReadonlySet<string>;
  readonly edgeSplitMeters: number | null;
  /** RunInputs.rules. */
  readonly rulesText: string;
  /** The bounds of all plots of the project. */
  readonly county: Bounds;
}

const DEFAULT_RULES = 'restoration-2023';
/** Raised where results may change though nothing they are computed from has. */
const ENGINE_VERSION = 3;

/** Throws PLOTS_MISSING, RULES_NOT_FOUND, RULES_INVALID, ARGUMENT_INVALID. */
export function readRunBasis(
  { database: db, crs }: OpenProject,
  request: Pick<RunRequest, 'rulesId' | 'adjustment'>,
): RunBasis {
  const previous = readLatestRun(db);
  const document = findRuleSet(db, request.rulesId ?? previous?.rulesId ?? DEFAULT_RULES);
  const ruleSet = enableRules(document.ruleSet);
  const repeated = request.rulesId === undefined ? (previous?.adjustment ?? null) : null;
  const adjustment = request.adjustment === undefined ? repeated : request.adjustment;
  const layers = listLayers(db);
  const bound = bindRules(ruleSet, layers.map(toBindable));
  if (bound.rules.length > MAXIMUM_BOUND_RULES) {
    const detail = describeTooManyRules(bound.rules.length, MAXIMUM_BOUND_RULES);
    throw new AppError('RULES_INVALID', { detail });
  }
  const county = readPlotBounds(db);
  if (county === undefined) throw new AppError('PLOTS_MISSING', {});
  const { edgeSplitMeters } = readSettings(db);
  return {
    ...{ previous, document, ruleSet, adjustment, layers, bound, edgeSplitMeters, county },
    runLayers: listRunLayers(db),
    exclusionLayers: listExclusionLayers(bound),
    scenario: createScenario(bound, ruleSet.thresholds, adjustment),
    noteFields: listNoteFields(ruleSet),
    rulesText: describeWhatDecides(bound, document.sha256, crs.code, edgeSplitMeters, adjustment),
  };
}

/** The charging rules in the order of the rule set, or as adjusted. Throws ARGUMENT_INVALID for a rule it has not. */
function createScenario(
  { rules, chargingRules, missing }: BoundRules,
  thresholds: RuleThresholds,
  adjustment: AdoptedAdjustment | null,
): Scenario {
  const codes = rules.slice(0, chargingRules).map(({ code }) => code);
  const adjusted = adjustOrder(codes, missing, adjustment ?? {});
  if ('argument' in adjusted) {
    throw new AppError('ARGUMENT_INVALID', { argument: adjusted.argument, detail: adjusted.code });
  }
  return {
    rules,
    order: adjusted.order.map((code) => codes.indexOf(code)),
    thresholds: adjustThresholds(thresholds, adjustment ?? {}),
    missing: adjusted.missing,
  };
}

/** Everything but layers and plots that a result depends on. */
function describeWhatDecides(
  bound: BoundRules,
  rulesSha256: string,
  crs: string,
  edgeSplitMeters: number | null,
  adjustment: AdoptedAdjustment | null,
): string {
  const rules = bound.rules.map(({ code, title, sources }) => [
    code,
    title,
    sources.map(({ layerName }) => layerName),
  ]);
  return JSON.stringify({
    engine: ENGINE_VERSION,
    rulesSha256,
    crs,
    edgeSplitMeters,
    rules,
    missing: bound.missing,
    ...(adjustment === null ? {} : { adjustment }),
  });
}

import { availableParallelism } from 'node:os';
import type { CancelSignal } from '../../../shared/contract/cancelSignal.ts';
import { createAreaMeter } from '../../../shared/domain/area/areaMeter.ts';
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
import {
  createNoteCollector,
  listNoteFields,
  type PlotNotes,
} from '../../../shared/domain/eligibility/collectNotes.ts';
import type { CutPlot } from '../../../shared/domain/eligibility/cutPlot.ts';
import { enableRules } from '../../../shared/domain/eligibility/enableRules.ts';
import { evaluatePlot, type Scenario } from '../../../shared/domain/eligibility/evaluatePlot.ts';
import type {
  AttributeValue,
  RuleBasis,
  RuleThresholds,
} from '../../../shared/domain/eligibility/ruleSet.ts';
import type { Bounds } from '../../../shared/domain/geometry/multiPolygon.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import {
  describeTooManyRules,
  eligibilityOperations,
  eligibilityStages,
} from '../../../shared/text/eligibilityRun.zh-CN.ts';
import {
  isRunStale,
  listRunLayers,
  readLatestRun,
  type StoredRun,
} from '../storage/project/eligibilityRuns.ts';
import { listLayers, type StoredLayer } from '../storage/project/layers.ts';
import type { OpenProject } from '../storage/project/openProject.ts';
import { findPlotByNumber } from '../storage/project/plots.ts';
import { listPlotPlaces, type PlotPlace, readPlotFeatures } from '../storage/project/readPlotWkbs.ts';
import { readRunInputs } from '../storage/project/runInputs.ts';
import { createRunStaging, type StagedPlot } from '../storage/project/runStaging.ts';
import { readSettings } from '../storage/project/settings.ts';
import { storeRun } from '../storage/project/storeRun.ts';
import type { ReadableDatabase } from '../storage/sqlite/Connection.ts';
import { computeHilbertIndex } from './computeHilbertIndex.ts';
import { computePieces, type ExclusionFeature, type PlotInput } from './computePieces.ts';
import { type ExclusionLayer, listExclusionLayers, readUsedFeatures } from './exclusionLayers.ts';
import { findRuleSet } from './findRuleSet.ts';
import { createInputNotes, describePlotUse, type InputNotes, listPlotFeatures } from './inputNotes.ts';
import type { PlotResult } from './messages.ts';
import { planChangedRun } from './planChangedRun.ts';

export interface RunRequest {
  /** Default: the rule set of the run before, else the restoration rules. */
  readonly rulesId?: string | undefined;
  /**
   * The scenario to make official; null: the rule set as it is. Absent: as the run before where `rulesId` is absent
   * too, else the rule set as it is.
   */
  readonly adjustment?: AdoptedAdjustment | null | undefined;
  readonly workers?: number | undefined;
  /** Plot numbers to repeat; the others are taken from the run before, where that is still good. */
  readonly only?: readonly string[] | undefined;
  /** Compute only what has changed since the run before; all of it where that cannot be told. */
  readonly changedOnly?: boolean | undefined;
  readonly by: string;
}

export interface RunContext {
  readonly signal: CancelSignal;
  readonly reportProgress: (stage: string, done: number, total: number) => void;
}

const DEFAULT_RULES = 'restoration-2023';
const MAXIMUM_WORKERS = 16;
/** Result code of a plot that could not be computed. */
const NOT_COMPUTED_CODE = 'U01';
const PLOTS_PER_READ = 128;
const PLOTS_PER_WORKER = 512;
/** Raised where results may change though nothing they are computed from has. */
const ENGINE_VERSION = 2;

const running = new WeakSet<OpenProject>();

/**
 * Computes the eligibility of the project's plots and stores it as the newest run: one command. A run that is
 * cancelled or fails leaves the project as it was.
 * Throws PLOTS_MISSING, PLOT_NOT_FOUND, RULES_NOT_FOUND, RULES_INVALID, RUN_IN_PROGRESS, OPERATION_CANCELLED.
 */
export async function runEligibility(
  project: OpenProject,
  request: RunRequest,
  context: RunContext,
): Promise<void> {
  if (running.has(project)) throw new AppError('RUN_IN_PROGRESS', {});
  running.add(project);
  try {
    await compute(project, request, context);
  } finally {
    running.delete(project);
  }
}

async function compute(project: OpenProject, request: RunRequest, context: RunContext): Promise<void> {
  const { database: db, crs } = project;
  const startedAtUtc = project.clock().toISOString();
  const startedAt = performance.now();
  const previous = readLatestRun(db);
  const document = findRuleSet(db, request.rulesId ?? previous?.rulesId ?? DEFAULT_RULES);
  const ruleSet = enableRules(document.ruleSet);
  const repeated = request.rulesId === undefined ? (previous?.adjustment ?? null) : null;
  const adjustment = request.adjustment === undefined ? repeated : request.adjustment;
  const layers = listLayers(db);
  const runLayers = listRunLayers(db);
  const { edgeSplitMeters } = readSettings(db);
  const bound = bindRules(ruleSet, layers.map(toBindable));
  if (bound.rules.length > MAXIMUM_BOUND_RULES) {
    const detail = describeTooManyRules(bound.rules.length, MAXIMUM_BOUND_RULES);
    throw new AppError('RULES_INVALID', { detail });
  }
  const exclusionLayers = listExclusionLayers(bound);
  const all = listPlotPlaces(db);
  if (all.length === 0) throw new AppError('PLOTS_MISSING', {});
  const county = unite(all);
  const noteFields = listNoteFields(ruleSet);
  const scenario = createScenario(bound, ruleSet.thresholds, adjustment);
  const rulesText = describeWhatDecides(bound, document.sha256, crs.code, edgeSplitMeters, adjustment);
  const plan =
    request.changedOnly === true && request.only === undefined && previous !== undefined
      ? planChangedRun(db, {
          ...{ previous, rules: rulesText, exclusions: exclusionLayers, layers, places: all },
          plotUse: describePlotUse(noteFields),
          readPlotLayer: (group) => listPlotFeatures(project, group, noteFields),
        })
      : undefined;
  const basedOn = plan?.basedOn ?? chooseBase(project, request, previous, document.sha256, adjustment);
  const places = [
    ...(plan?.places ?? selectPlaces(project, all, basedOn === null ? undefined : request.only)),
  ];
  const extent = unite(places);
  sortAlongCurve(places, county);
  const known = plan?.inputs ?? (basedOn === null ? null : (readRunInputs(db, basedOn.runId) ?? null));
  const noted = basedOn === null ? createInputNotes(layers) : undefined;

  const wanted = clampWorkers(request.workers);
  // a second worker takes longer to start than some hundred plots take to cut
  const workers =
    basedOn === null ? wanted : Math.min(wanted, Math.ceil(places.length / PLOTS_PER_WORKER) || 1);
  const placeById = new Map(places.map((place) => [place.plotId, place]));
  const sourceValues: SourceValues = new Map();
  const collectNotes = createNoteCollector(ruleSet, bound);
  const annotate = (plotId: number, cut: CutPlot): PlotNotes & { plotMask: number } => {
    const place = placeById.get(plotId) as PlotPlace;
    const record = { ...sourceValues.get(plotId), ...place };
    sourceValues.delete(plotId);
    const notes = collectNotes(record, cut.overlaps);
    return { ...notes, plotMask: computePlotMask(bound, place) | notes.blockMask };
  };
  const sources: { layerId: number; fid: number }[] = [];
  const staging = createRunStaging(db);
  try {
    const report = await computePieces(
      {
        crs: crs.code,
        edgeSplitMeters,
        latitude: (county.minY + county.maxY) / 2,
        overlapMask: bound.rules.reduce(
          (mask, { note }, bit) => (note === null ? mask : mask | (1 << bit)),
          0,
        ),
        exclusions: readExclusions(
          db,
          exclusionLayers,
          basedOn === null ? undefined : extent,
          sources,
          noted,
        ),
        exclusionCount: countExclusions(bound, layers),
        plots: readPlots(project, places, noteFields, sourceValues, noted),
        plotCount: places.length,
      },
      {
        workers,
        signal: context.signal,
        operation: eligibilityOperations.run,
        onProgress: (stage, done, total) => context.reportProgress(eligibilityStages[stage], done, total),
        onPlot: (plotId, result) => staging.add(toStaged(plotId, result, scenario, annotate, sources)),
      },
    );
    staging.flush();
    context.reportProgress(eligibilityStages.saving, 0, 0);
    storeRun(project, {
      rulesId: ruleSet.id,
      rulesVersion: ruleSet.version,
      rulesJson: document.text,
      rulesSha256: document.sha256,
      missingRules: scenario.missing,
      adjustment,
      rules: describeRules(bound, scenario),
      basedOn,
      moved: plan?.moved ?? [],
      inputs: noted?.build(rulesText, exclusionLayers, describePlotUse(noteFields)) ?? known,
      runLayers,
      startedAtUtc,
      areaMethod: createAreaMeter(crs, { edgeSplitMeters }).describe(),
      edgeSplitMeters,
      workers,
      repairedExclusions: report.repairedExclusions.length,
      by: request.by,
      measure: () => ({
        elapsedMs: performance.now() - startedAt,
        peakRssBytes: process.resourceUsage().maxRSS * 1024,
      }),
    });
  } finally {
    if (db.isOpen) staging.drop();
  }
}

export function toBindable(layer: StoredLayer) {
  const { id, name, role, rule } = layer;
  return { id, name, role, rule, fields: layer.fields.map((field) => field.name) };
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

/** A run of some plots only can lean on the run before where nothing it was computed from has changed. */
function chooseBase(
  project: OpenProject,
  request: RunRequest,
  previous: StoredRun | undefined,
  rulesSha256: string,
  adjustment: AdoptedAdjustment | null,
): StoredRun | null {
  if (request.only === undefined || previous === undefined) return null;
  const isGood =
    previous.rulesSha256 === rulesSha256 &&
    JSON.stringify(previous.adjustment) === JSON.stringify(adjustment) &&
    !isRunStale(project.database, previous);
  return isGood ? previous : null;
}

/** Throws PLOT_NOT_FOUND. */
function selectPlaces(
  project: OpenProject,
  all: readonly PlotPlace[],
  only: readonly string[] | undefined,
): readonly PlotPlace[] {
  if (only === undefined) return all;
  const wanted = new Set(only.map((plotNo) => findPlotByNumber(project.database, plotNo)));
  return all.filter(({ plotId }) => wanted.has(plotId));
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

/** Near plots after each other, so that a batch meets few exclusions. */
function sortAlongCurve(places: PlotPlace[], extent: Bounds): void {
  const keys = new Map(
    places.map(({ plotId, minX, maxX, minY, maxY }) => [
      plotId,
      computeHilbertIndex((minX + maxX) / 2, (minY + maxY) / 2, extent),
    ]),
  );
  const keyOf = (place: PlotPlace): number => keys.get(place.plotId) ?? 0;
  places.sort((a, b) => keyOf(a) - keyOf(b) || a.plotId - b.plotId);
}

function computePlotMask(bound: BoundRules, place: PlotPlace): number {
  let mask = 0;
  bound.rules.forEach(({ plotField }, bit) => {
    if (plotField?.values.includes(place[plotField.field].trim())) mask |= 1 << bit;
  });
  return mask;
}

/** Every feature once, with the bits of all rules it belongs to; `sources` learns where each number comes from. */
function* readExclusions(
  db: ReadableDatabase,
  layers: readonly ExclusionLayer[],
  bounds: Bounds | undefined,
  sources: { layerId: number; fid: number }[],
  notes: InputNotes | undefined,
): Generator<ExclusionFeature> {
  for (const layer of layers) {
    for (const feature of readUsedFeatures(db, layer, bounds)) {
      notes?.addExclusion(layer, feature);
      sources.push({ layerId: layer.layerId, fid: feature.fid });
      yield { wkb: feature.wkb, ruleMask: feature.ruleMask, source: sources.length - 1 };
    }
  }
}

function countExclusions(bound: BoundRules, layers: readonly StoredLayer[]): number {
  const used = new Set(bound.rules.flatMap(({ sources }) => sources.map(({ layerId }) => layerId)));
  return layers.filter(({ id }) => used.has(id)).reduce((sum, { features }) => sum + features, 0);
}

type SourceValues = Map<number, Readonly<Record<string, AttributeValue>>>;

/** `sourceValues` learns the source fields that remarks ask for, where the plots have any of them. */
function* readPlots(
  project: OpenProject,
  places: readonly PlotPlace[],
  noteFields: ReadonlySet<string>,
  sourceValues: SourceValues,
  notes: InputNotes | undefined,
): Generator<PlotInput> {
  for (let start = 0; start < places.length; start += PLOTS_PER_READ) {
    const batch = places.slice(start, start + PLOTS_PER_READ);
    const ids = batch.map(({ plotId }) => plotId);
    const features = readPlotFeatures(project.database, ids, noteFields);
    for (const place of batch) {
      const { plotId } = place;
      notes?.addPlot(place, features.get(plotId));
      const { wkb, attributes = {} } = features.get(plotId) ?? {};
      if (Object.keys(attributes).length > 0) sourceValues.set(plotId, attributes);
      // no geometry: no bytes, which the engine lists as not computed
      yield { plotId, wkb: wkb ?? new Uint8Array(0) };
    }
  }
}

function toStaged(
  plotId: number,
  result: PlotResult,
  scenario: Scenario,
  annotate: (plotId: number, cut: CutPlot) => PlotNotes & { readonly plotMask: number },
  sources: readonly { readonly layerId: number; readonly fid: number }[],
): StagedPlot {
  if (!result.ok) {
    const reasons = [{ resultCode: NOT_COMPUTED_CODE, ruleCode: null, areaSquareMeters: null }];
    return { plotId, code: result.code, detail: result.detail, reasons };
  }
  const { plotMask, reasons, hasOpenWarning } = annotate(plotId, result.cut);
  const pieces = result.cut.pieces.map((piece) => ({ ...piece, mask: piece.mask | plotMask }));
  const cut = { ...result.cut, pieces, hasOpenWarning };
  const outcome = evaluatePlot(cut, scenario);
  return {
    plotId,
    cut,
    outcome: { ...outcome, reasons: [...outcome.reasons, ...reasons] },
    codes: scenario.rules.map(({ code }) => code),
    sources: (source) => sources[source] as { layerId: number; fid: number },
  };
}

/** In the order of attribution; rules that a scenario leaves out come after those that take part, and take nothing. */
function describeRules(
  bound: BoundRules,
  { order, thresholds }: Scenario,
): (RuleBasis & { readonly layers: string })[] {
  const charging = bound.rules.slice(0, bound.chargingRules);
  const leftOut = charging.filter((_, index) => !order.includes(index));
  const inOrder = [...order.flatMap((index) => charging[index] ?? []), ...leftOut];
  const rules = inOrder.map((rule) => ({
    ...rule,
    layers: [...new Set(rule.sources.map(({ layerName }) => layerName))].join('、'),
  }));
  const taking = [thresholds.sliver, thresholds.minimumNet].filter((threshold) => threshold !== null);
  return [...rules, ...taking.map((threshold) => ({ ...threshold, layers: '' }))];
}

function unite(places: readonly PlotPlace[]): Bounds {
  const bounds = { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity };
  for (const { minX, minY, maxX, maxY } of places) {
    bounds.minX = Math.min(bounds.minX, minX);
    bounds.minY = Math.min(bounds.minY, minY);
    bounds.maxX = Math.max(bounds.maxX, maxX);
    bounds.maxY = Math.max(bounds.maxY, maxY);
  }
  return bounds;
}

function clampWorkers(wanted: number | undefined): number {
  return Math.max(1, Math.min(wanted ?? availableParallelism(), MAXIMUM_WORKERS));
}

/** What is known of a plot when others like it are looked for. */
export interface PlotLooks {
  readonly plotId: number;
  /** Image statistics at the later and at the earlier date; same length and order for all plots. */
  readonly later: readonly number[];
  readonly earlier: readonly number[];
  readonly landClassCode: string;
  readonly townName: string;
  readonly areaSquareMeters: number | null;
  /** What the rules say of it; null before a run. */
  readonly eligibility: string | null;
  /** Null while unjudged. */
  readonly verdictCode: string | null;
}

export interface RankedPlot {
  readonly plotId: number;
  /** Mean difference of the statistics, in spreads of the county, plus what the attributes add. */
  readonly distance: number;
  /** 0 to 1. */
  readonly confidence: number;
  readonly preselected: boolean;
}

/** The later image shows what a plot has become; the earlier one, a field in another season, tells less. */
const earlierWeight = 0.15;
/** What a difference of attributes adds to the distance: another class is nearly another plot. */
const attributeSteps = { landClass: 0.3, eligibility: 0.05, areaClass: 0.02, town: 0.01 };
/** Limits of the area classes in m²: 1, 5 and 20 亩. */
const areaLimits = [2000 / 3, 10_000 / 3, 40_000 / 3];
/** Half as sure at this distance. Nearer than 0.25, 98 of 100 plots of the sample county have become the same. */
const halfDistance = 0.42;
const steepness = 4;
const preselectedFrom = 0.885;
const shownFrom = 0.5;
/** Beyond it nothing is shown, whatever the rounding of the confidence. */
const farthest = 2 * halfDistance;
const mostShown = 240;

/** Plots looked at between two steps: well below a millisecond. */
const plotsPerStep = 500;

/** How much each statistic differs in a county: what a difference of looks is reckoned in. */
export interface LookSpreads {
  readonly later: readonly number[];
  readonly earlier: readonly number[];
}

/**
 * Unjudged plots that look like one that was judged, the surest first, at most 240. A plot nearer to one with another
 * verdict is less sure than its likeness alone. Empty where the plot itself is unjudged or unknown.
 */
export function rankSimilarPlots(plots: readonly PlotLooks[], plotId: number): readonly RankedPlot[] {
  const spreads = finish(measureSpreads(plots));
  return finish(rankInSteps(new Map(plots.map((plot) => [plot.plotId, plot])), spreads, plotId));
}

function finish<T>(steps: Generator<void, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** The same in steps, so that who asks can do something else in between; nothing may change meanwhile. */
export function* rankInSteps(
  plots: ReadonlyMap<number, PlotLooks>,
  spreads: LookSpreads,
  plotId: number,
): Generator<void, readonly RankedPlot[]> {
  const likeness = plots.get(plotId);
  if (likeness === undefined || likeness.verdictCode === null) return [];
  const candidates: { readonly plot: PlotLooks; readonly distance: number; readonly alone: number }[] = [];
  const rivals: PlotLooks[] = [];
  let seen = 0;
  for (const plot of plots.values()) {
    if (++seen % plotsPerStep === 0) yield;
    if (plot.verdictCode !== null) {
      if (plot.verdictCode !== likeness.verdictCode) rivals.push(plot);
      continue;
    }
    const distance = measure(likeness, plot, spreads, farthest);
    const alone = toConfidence(distance);
    if (alone >= shownFrom) candidates.push({ plot, distance, alone });
  }
  candidates.sort((a, b) => b.alone - a.alone || a.plot.plotId - b.plot.plotId);
  const ranked: RankedPlot[] = [];
  for (const [index, { plot, distance, alone }] of candidates.entries()) {
    // no later one can become surer than it is alone
    if (index % mostShown === 0 && ranked.filter(({ confidence }) => confidence > alone).length >= mostShown)
      break;
    let rival = Infinity;
    for (const other of rivals) {
      if (++seen % plotsPerStep === 0) yield;
      rival = Math.min(rival, measure(other, plot, spreads, Math.min(rival, distance)));
    }
    const confidence = rival < distance ? (alone * rival) / (rival + distance) : alone;
    if (confidence < shownFrom) continue;
    ranked.push({ plotId: plot.plotId, distance, confidence, preselected: confidence >= preselectedFrom });
  }
  return ranked.sort((a, b) => b.confidence - a.confidence || a.plotId - b.plotId).slice(0, mostShown);
}

function toConfidence(distance: number): number {
  return 1 / (1 + (distance / halfDistance) ** steepness);
}

/** Mean difference in spreads, plus what the attributes add; Infinity as soon as it is known to exceed the limit. */
function measure(a: PlotLooks, b: PlotLooks, spreads: LookSpreads, limit: number): number {
  const attributes = differenceOfAttributes(a, b);
  const most = limit - attributes;
  if (most < 0) return Infinity;
  const later = meanSquare(a.later, b.later, spreads.later);
  if (later > most * most) return Infinity;
  const earlier = meanSquare(a.earlier, b.earlier, spreads.earlier);
  return Math.sqrt(later + earlierWeight ** 2 * earlier) + attributes;
}

function meanSquare(a: readonly number[], b: readonly number[], spreads: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < spreads.length; i++) {
    sum += (((a[i] as number) - (b[i] as number)) / (spreads[i] as number)) ** 2;
  }
  return sum / spreads.length;
}

/**
 * How much each statistic differs in this county: the larger of two robust deviations (median, and 10 to 90 %), so
 * that neither one common look nor a few odd plots set the scale; at least a tenth of a unit.
 */
export function* measureSpreads(plots: readonly PlotLooks[]): Generator<void, LookSpreads> {
  const later = yield* spreadsOf(plots.map((plot) => plot.later));
  const earlier = yield* spreadsOf(plots.map((plot) => plot.earlier));
  return { later, earlier };
}

function* spreadsOf(vectors: readonly (readonly number[])[]): Generator<void, number[]> {
  const spreads: number[] = [];
  for (let part = 0; part < (vectors[0]?.length ?? 0); part++) {
    const values = Float64Array.from(vectors, (vector) => vector[part] as number).sort();
    yield;
    const median = at(values, 0.5);
    const deviations = values.map((value) => Math.abs(value - median)).sort();
    spreads.push(Math.max(0.1, 1.4826 * at(deviations, 0.5), (at(values, 0.9) - at(values, 0.1)) / 2.56));
    yield;
  }
  return spreads;
}

function at(sorted: Float64Array, share: number): number {
  return sorted[Math.round((sorted.length - 1) * share)] as number;
}

function differenceOfAttributes(a: PlotLooks, b: PlotLooks): number {
  return (
    (a.landClassCode === b.landClassCode ? 0 : attributeSteps.landClass) +
    (a.eligibility === b.eligibility ? 0 : attributeSteps.eligibility) +
    (areaClass(a) === areaClass(b) ? 0 : attributeSteps.areaClass) +
    (a.townName === b.townName ? 0 : attributeSteps.town)
  );
}

function areaClass({ areaSquareMeters }: PlotLooks): number {
  if (areaSquareMeters === null) return -1;
  let above = 0;
  for (const limit of areaLimits) if (areaSquareMeters >= limit) above++;
  return above;
}

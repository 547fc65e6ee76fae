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
const mostShown = 240;

/**
 * Unjudged plots that look like one that was judged, the surest first. A plot nearer to one with another verdict is
 * less sure than its likeness alone. Empty where the plot itself is unjudged or unknown.
 */
export function rankSimilarPlots(plots: readonly PlotLooks[], plotId: number): readonly RankedPlot[] {
  const likeness = plots.find((plot) => plot.plotId === plotId);
  if (likeness === undefined || likeness.verdictCode === null) return [];
  const measure = createMeasure(plots);
  const rivals = plots.filter(
    ({ verdictCode }) => verdictCode !== null && verdictCode !== likeness.verdictCode,
  );
  const ranked: RankedPlot[] = [];
  for (const plot of plots) {
    if (plot.verdictCode !== null || plot.plotId === plotId) continue;
    const distance = measure(likeness, plot);
    const alone = toConfidence(distance);
    if (alone < shownFrom) continue;
    const rival = rivals.reduce((nearest, other) => Math.min(nearest, measure(other, plot)), Infinity);
    const confidence = rival < distance ? (alone * rival) / (rival + distance) : alone;
    if (confidence < shownFrom) continue;
    ranked.push({ plotId: plot.plotId, distance, confidence, preselected: confidence >= preselectedFrom });
  }
  return ranked.sort((a, b) => b.confidence - a.confidence || a.plotId - b.plotId).slice(0, mostShown);
}

function toConfidence(distance: number): number {
  return 1 / (1 + (distance / halfDistance) ** steepness);
}

function createMeasure(plots: readonly PlotLooks[]): (a: PlotLooks, b: PlotLooks) => number {
  const laterSpreads = spreadsOf(plots.map(({ later }) => later));
  const earlierSpreads = spreadsOf(plots.map(({ earlier }) => earlier));
  return (a, b) => {
    const later = meanSquare(a.later, b.later, laterSpreads);
    const earlier = meanSquare(a.earlier, b.earlier, earlierSpreads);
    return Math.sqrt(later + earlierWeight ** 2 * earlier) + differenceOfAttributes(a, b);
  };
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
function spreadsOf(vectors: readonly (readonly number[])[]): readonly number[] {
  return (vectors[0] ?? []).map((_, part) => {
    const values = vectors.map((vector) => vector[part] as number).sort((a, b) => a - b);
    const median = at(values, 0.5);
    const deviations = values.map((value) => Math.abs(value - median)).sort((a, b) => a - b);
    return Math.max(0.1, 1.4826 * at(deviations, 0.5), (at(values, 0.9) - at(values, 0.1)) / 2.56);
  });
}

function at(sorted: readonly number[], share: number): number {
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
  return areaLimits.filter((limit) => areaSquareMeters >= limit).length;
}

import type { BoundRules } from '../../../shared/domain/eligibility/bindRules.ts';
import { createNoteCollector } from '../../../shared/domain/eligibility/collectNotes.ts';
import { evaluatePlot } from '../../../shared/domain/eligibility/evaluatePlot.ts';
import type { PlotPlace } from '../storage/project/readPlotWkbs.ts';
import type { StagedPlot } from '../storage/project/runStaging.ts';
import type { PlotResult } from './messages.ts';
import type { RunBasis } from './readRunBasis.ts';
import type { SourceRows } from './readRunExclusions.ts';
import type { PlotAtHand } from './readRunPlots.ts';

/** Result code of a plot that could not be computed. */
const NOT_COMPUTED_CODE = 'U01';

/** What a run knows of its plots and of where its exclusions come from, while they stream by. */
export interface JudgedInputs {
  /** Given up plot by plot as they are judged. */
  readonly atHand: Map<number, PlotAtHand>;
  readonly sources: SourceRows;
}

/** Makes the outcome of a plot from its pieces, its record and the remarks of the rule set. */
export function createPlotJudge(
  { ruleSet, bound, scenario }: RunBasis,
  { atHand, sources }: JudgedInputs,
): (plotId: number, result: PlotResult) => StagedPlot {
  const collectNotes = createNoteCollector(ruleSet, bound);
  const codes = scenario.rules.map(({ code }) => code);
  return (plotId, result) => {
    const { place, attributes, wkb } = atHand.get(plotId) as PlotAtHand;
    atHand.delete(plotId);
    if (!result.ok) {
      const reasons = [{ resultCode: NOT_COMPUTED_CODE, ruleCode: null, areaSquareMeters: null }];
      return { plotId, code: result.code, detail: result.detail, reasons };
    }
    const notes = collectNotes({ ...attributes, ...place }, result.cut.overlaps);
    const plotMask = computePlotMask(bound, place) | notes.blockMask;
    const pieces = result.cut.pieces.map((piece) => ({ ...piece, mask: piece.mask | plotMask }));
    const cut = { ...result.cut, pieces, hasOpenWarning: notes.hasOpenWarning };
    const outcome = evaluatePlot(cut, scenario);
    return {
      ...{ plotId, cut, codes, wkb },
      outcome: { ...outcome, reasons: [...outcome.reasons, ...notes.reasons] },
      sources: (source) => sources.at(source),
    };
  };
}

function computePlotMask(bound: BoundRules, place: PlotPlace): number {
  let mask = 0;
  bound.rules.forEach(({ plotField }, bit) => {
    if (plotField?.values.includes(place[plotField.field].trim())) mask |= 1 << bit;
  });
  return mask;
}

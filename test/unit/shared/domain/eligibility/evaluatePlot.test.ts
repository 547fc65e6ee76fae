import { describe, expect, it } from 'vitest';
import { evaluatePlot, type Scenario } from '../../../../../shared/domain/eligibility/evaluatePlot.ts';
import type { Piece } from '../../../../../shared/domain/eligibility/piece.ts';
import type { RuleBasis, RuleThresholds } from '../../../../../shared/domain/eligibility/ruleSet.ts';

function basis(code: string, resultCode: string): RuleBasis {
  return { code, title: code, resultCode, resultTitle: '', documentNumber: '', clause: '', clauseText: '' };
}

const rules = [basis('E01', 'X01'), basis('E02', 'X02'), basis('E03', 'X03')];
const noThresholds: RuleThresholds = { minimumNet: null, sliver: null, edgeTolerance: null };
const minimumNet = { ...basis('T01', 'N11'), squareMeters: 400 };
const sliver = { ...basis('T02', 'I12'), squareMeters: 10, widthMeters: 1 };
const edgeTolerance = { ...basis('T03', 'I13'), squareMeters: 1, shareOfPlot: 0.001 };

function scenario(change: Partial<Scenario> = {}): Scenario {
  return { rules, order: [0, 1, 2], thresholds: noThresholds, missing: [], ...change };
}

function piece(mask: number, areaSquareMeters: number, widthMeters = 10): Piece {
  return { mask, areaSquareMeters, widthMeters };
}

/** Masks: bit 0 E01, bit 1 E02, bit 2 E03. 5000 = 1000 + 500 + 700 + 2800. */
const pieces = [piece(0b001, 1000), piece(0b011, 500), piece(0b110, 700), piece(0, 2800)];
const plot = { grossSquareMeters: 5000, pieces };

describe('the bill of a plot', () => {
  it('charges every piece to the first rule in order, and keeps the whole hit beside it', () => {
    const { lines, netSquareMeters, verdict } = evaluatePlot(plot, scenario());
    expect(lines).toEqual([
      { code: 'E01', exclusiveSquareMeters: 1500, hitSquareMeters: 1500, pieces: 2 },
      { code: 'E02', exclusiveSquareMeters: 700, hitSquareMeters: 1200, pieces: 1 },
      { code: 'E03', exclusiveSquareMeters: 0, hitSquareMeters: 700, pieces: 0 },
    ]);
    expect(netSquareMeters).toBe(2800);
    expect(verdict).toBe('partial');
  });

  it('moves area between rules with the order; the net stays', () => {
    const { lines, netSquareMeters } = evaluatePlot(plot, scenario({ order: [2, 1, 0] }));
    expect(lines.map(({ code, exclusiveSquareMeters }) => [code, exclusiveSquareMeters])).toEqual([
      ['E03', 700],
      ['E02', 500],
      ['E01', 1000],
    ]);
    expect(netSquareMeters).toBe(2800);
  });

  it('gives back what only a rule that is left out takes', () => {
    const { netSquareMeters } = evaluatePlot(plot, scenario({ order: [1, 2] }));
    expect(netSquareMeters).toBe(3800);
  });

  it('closes to the plot: the error goes to what is hit, the net keeps its measure', () => {
    const outcome = evaluatePlot({ grossSquareMeters: 5000.022, pieces }, scenario());
    expect(outcome.closingErrorSquareMeters).toBeCloseTo(0.022, 9);
    expect(outcome.netSquareMeters).toBe(2800);
    // 2200 m² are hit: E01 takes 1500/2200 of the error
    expect(outcome.lines[0]?.exclusiveSquareMeters).toBeCloseTo(1500.015, 9);
    expect(outcome.lines[1]?.exclusiveSquareMeters).toBeCloseTo(700.007, 9);
  });

  it('is 可恢复 with the whole area to the last bit where nothing hits', () => {
    const outcome = evaluatePlot({ grossSquareMeters: 1000.1, pieces: [piece(0, 1000.1)] }, scenario());
    expect(outcome).toMatchObject({ verdict: 'eligible', netSquareMeters: 1000.1, lines: [], reasons: [] });
  });

  it('is 不可恢复 where everything is hit', () => {
    const outcome = evaluatePlot({ grossSquareMeters: 900, pieces: [piece(0b010, 900)] }, scenario());
    expect(outcome).toMatchObject({ verdict: 'ineligible', netSquareMeters: 0 });
    expect(outcome.reasons).toEqual([{ resultCode: 'X02', ruleCode: 'E02', areaSquareMeters: 900 }]);
  });

  it('is 待核 while a required rule has no layer, whatever the areas say (U00)', () => {
    const outcome = evaluatePlot(plot, scenario({ missing: ['E05'] }));
    expect(outcome.verdict).toBe('undetermined');
    expect(outcome.reasons[0]).toEqual({ resultCode: 'U00', ruleCode: 'E05', areaSquareMeters: null });
  });
});

describe('thresholds', () => {
  it('T01 takes a net of 399.99 m² and leaves one of 400 m²', () => {
    const thresholds = { ...noThresholds, minimumNet };
    const small = { grossSquareMeters: 999.99, pieces: [piece(1, 600), piece(0, 399.99)] };
    const outcome = evaluatePlot(small, scenario({ thresholds }));
    expect(outcome).toMatchObject({ verdict: 'ineligible', netSquareMeters: 0 });
    expect(outcome.lines.at(-1)).toMatchObject({ code: 'T01', exclusiveSquareMeters: 399.99 });
    const enough = { grossSquareMeters: 1000, pieces: [piece(1, 600), piece(0, 400)] };
    expect(evaluatePlot(enough, scenario({ thresholds }))).toMatchObject({
      verdict: 'partial',
      netSquareMeters: 400,
    });
  });

  it('T01 takes a plot too small from the start', () => {
    const outcome = evaluatePlot(
      { grossSquareMeters: 300, pieces: [piece(0, 300)] },
      scenario({ thresholds: { ...noThresholds, minimumNet } }),
    );
    expect(outcome.reasons).toEqual([{ resultCode: 'N11', ruleCode: 'T01', areaSquareMeters: 300 }]);
  });

  it('T02 drops parts below 10 m² or 1 m wide that a cut left over, and lists them', () => {
    const cut = [piece(1, 500), piece(0, 480), piece(0, 9), piece(0, 11, 0.9)];
    const outcome = evaluatePlot(
      { grossSquareMeters: 1000, pieces: cut },
      scenario({ thresholds: { ...noThresholds, sliver } }),
    );
    expect(outcome.netSquareMeters).toBe(480);
    expect(outcome.lines.at(-1)).toEqual({
      code: 'T02',
      exclusiveSquareMeters: 20,
      hitSquareMeters: 20,
      pieces: 2,
    });
  });

  it('T02 leaves exactly nothing where only slivers are left', () => {
    const cut = [piece(1, 990.3), piece(0, 9.1), piece(0, 0.6)];
    const outcome = evaluatePlot(
      { grossSquareMeters: 1000, pieces: cut },
      scenario({ thresholds: { ...noThresholds, sliver } }),
    );
    expect(outcome).toMatchObject({ netSquareMeters: 0, verdict: 'ineligible' });
  });

  it('T02 does not touch the parts of a plot that no rule cuts', () => {
    const parts = [piece(0, 995), piece(0, 5)];
    const outcome = evaluatePlot(
      { grossSquareMeters: 1000, pieces: parts },
      scenario({ thresholds: { ...noThresholds, sliver } }),
    );
    expect(outcome).toMatchObject({ netSquareMeters: 1000, verdict: 'eligible' });
  });

  it('T03 ignores and lists a rule that hits less than 1 m² and less than 0.1 %', () => {
    const thresholds = { ...noThresholds, edgeTolerance };
    const touched = { grossSquareMeters: 2000, pieces: [piece(1, 0.9), piece(0, 1999.1)] };
    const outcome = evaluatePlot(touched, scenario({ thresholds }));
    expect(outcome).toMatchObject({ verdict: 'eligible', netSquareMeters: 2000, lines: [] });
    expect(outcome.reasons).toEqual([{ resultCode: 'I13', ruleCode: 'E01', areaSquareMeters: 0.9 }]);
    // 0.9 m² of 800 m² is more than 0.1 %
    const small = { grossSquareMeters: 800, pieces: [piece(1, 0.9), piece(0, 799.1)] };
    expect(evaluatePlot(small, scenario({ thresholds })).netSquareMeters).toBe(799.1);
  });

  it('T03 goes by the whole hit of a rule, so that the order of the rules changes no net', () => {
    const thresholds = { ...noThresholds, edgeTolerance };
    // E02 alone hits 0.9 m², with E01 together 300 m² more
    const shared = { grossSquareMeters: 2000, pieces: [piece(2, 0.9), piece(3, 300), piece(0, 1699.1)] };
    for (const order of [
      [0, 1],
      [1, 0],
    ])
      expect(evaluatePlot(shared, scenario({ thresholds, order })).netSquareMeters).toBe(1699.1);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classifyLandUse, landUses } from '../../../shared/domain/eligibility/classifyLandUse.ts';
import {
  type FlowoutPiece,
  findOutflowPolicy,
  isZeroTolerance,
  judgeFlowout,
} from '../../../shared/domain/eligibility/judgeFlowout.ts';
import { summarizeFlowout } from '../../../shared/domain/eligibility/summarizeFlowout.ts';
import { findZeroTolerance } from '../../../shared/domain/eligibility/tabulateFlowout.ts';

const pieces: fc.Arbitrary<FlowoutPiece> = fc.record({
  areaSquareMeters: fc.double({ min: 0, max: 1e6, noNaN: true }),
  uses: fc.subarray([...landUses], { maxLength: 2 }),
  isIdle: fc.boolean(),
  hasConstructionApproval: fc.boolean(),
  hasBalanceApproval: fc.boolean(),
  isBasicFarmland: fc.boolean(),
});

const whole: FlowoutPiece = {
  areaSquareMeters: 100,
  uses: ['orchardForest'],
  isIdle: false,
  hasConstructionApproval: false,
  hasBalanceApproval: false,
  isBasicFarmland: false,
};

describe('年度变更情况明细 (domain.md §7)', () => {
  it('balances within 0.01 m² for any pieces, and so does 其中永农', () => {
    fc.assert(
      fc.property(
        fc.array(pieces, { maxLength: 200 }),
        fc.double({ min: 0, max: 1e6, noNaN: true }),
        (list, added) => {
          const report = summarizeFlowout(list, added);
          const kept = list
            .filter((piece) => ['cultivated', 'idle'].includes(judgeFlowout(piece).kind))
            .reduce((sum, piece) => sum + piece.areaSquareMeters, 0);
          const gone = report.outflow.squareMeters + report.unclassified.squareMeters;
          expect(Math.abs(report.lastYearSquareMeters - kept - gone)).toBeLessThan(0.01);
          for (const of of ['squareMeters', 'basicFarmlandSquareMeters'] as const) {
            const { unreasonable, reasonable, outflow, nonAgricultural, nonGrain, unused } = report;
            expect(Math.abs(outflow[of] - unreasonable[of] - reasonable[of])).toBeLessThan(0.01);
            const sum = nonAgricultural[of] + nonGrain[of] + unused[of];
            expect(Math.abs(unreasonable[of] - sum)).toBeLessThan(0.01);
            const parts = report.orchardForest[of] + report.otherAgricultural[of];
            expect(Math.abs(nonGrain[of] - parts)).toBeLessThan(0.01);
          }
          const expected = report.lastYearSquareMeters - report.unreasonable.squareMeters + added;
          expect(Math.abs(report.thisYearSquareMeters - expected)).toBeLessThan(0.01);
          expect(
            Math.abs(report.changeSquareMeters - (report.unreasonable.squareMeters - added)),
          ).toBeLessThan(0.01);
        },
      ),
    );
  });

  it('never has more in 永农 than in all, and does not depend on the order of pieces beyond rounding', () => {
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 50 }), (list) => {
        const report = summarizeFlowout(list, 0);
        const { squareMeters, basicFarmlandSquareMeters } = report.outflow;
        expect(basicFarmlandSquareMeters).toBeLessThanOrEqual(squareMeters + 1e-6);
        const turned = summarizeFlowout([...list].reverse(), 0);
        expect(Math.abs(turned.unreasonable.squareMeters - report.unreasonable.squareMeters)).toBeLessThan(
          0.01,
        );
      }),
    );
  });
});

describe('the judgment of one piece', () => {
  it.each<[Partial<FlowoutPiece>, string, boolean]>([
    [{}, 'orchardForest', false],
    [{ hasBalanceApproval: true }, 'orchardForest', true],
    // 永农 to other agricultural land is forbidden, plan or not
    [{ hasBalanceApproval: true, isBasicFarmland: true }, 'orchardForest', false],
    [{ hasConstructionApproval: true }, 'orchardForest', false],
    [
      { uses: ['construction'], hasConstructionApproval: true, isBasicFarmland: true },
      'nonAgricultural',
      true,
    ],
    [{ uses: ['construction'], hasBalanceApproval: true }, 'nonAgricultural', false],
    [{ uses: ['unused'], hasBalanceApproval: true }, 'unused', true],
    [{ uses: ['unused'], hasBalanceApproval: true, isBasicFarmland: true }, 'unused', false],
    [{ uses: ['unused'], hasConstructionApproval: true, isBasicFarmland: true }, 'unused', true],
    [{ uses: ['cultivated'], isIdle: true }, 'idle', false],
    [{ uses: ['cultivated', 'construction'] }, 'nonAgricultural', false],
    [{ uses: [] }, 'unclassified', false],
  ])('%j is %s, reasonable: %s', (change, kind, isReasonable) => {
    expect(judgeFlowout({ ...whole, ...change })).toMatchObject({ kind, isReasonable });
  });

  it('switches at 2021 for 非粮化 and after 2020-07-03 for building', () => {
    expect([2020, 2021].map(findOutflowPolicy)).toEqual(['P33', 'P32']);
    expect(['2020-07-03', '2020-07-04'].map(isZeroTolerance)).toEqual([false, true]);
    expect([2019, 2020, 2021].map(findZeroTolerance)).toEqual(['none', 'byDate', 'all']);
  });
});

describe('classifyLandUse', () => {
  it.each([
    ['0103', 'cultivated'],
    ['0201K', 'orchardForest'],
    ['1104A', 'otherAgricultural'],
    ['1006', 'otherAgricultural'],
    ['1003', 'construction'],
    ['08H2A', 'construction'],
    ['05H1', 'construction'],
    ['09', 'construction'],
    ['0404', 'unused'],
    ['0401', 'otherAgricultural'],
    ['', undefined],
    ['17', undefined],
    ['010', undefined],
  ])('%s is %s', (code, use) => {
    expect(classifyLandUse(code)).toBe(use);
  });
});

import { type FlowoutKind, isZeroTolerance } from './judgeFlowout.ts';
import type { FlowoutArea } from './summarizeFlowout.ts';

/** A judged part of last year's 耕地 that is no longer tilled 耕地. */
export interface FlowoutPart {
  readonly kind: FlowoutKind;
  readonly isReasonable: boolean;
  readonly isBasicFarmland: boolean;
  readonly areaSquareMeters: number;
}

/** Rows of the table 非农化 · 非粮化（林园、其他农用地）· 未利用 · 撂荒 · 本年度无图斑, in this order. */
export const tabulatedKinds = [
  'nonAgricultural',
  'orchardForest',
  'otherAgricultural',
  'unused',
  'idle',
  'unclassified',
] as const satisfies readonly FlowoutKind[];
export type TabulatedKind = (typeof tabulatedKinds)[number];

export interface FlowoutTableRow {
  readonly kind: TabulatedKind;
  readonly reasonable: FlowoutArea;
  readonly unreasonable: FlowoutArea;
}

/** 类别 × 合理/不合理, each with 其中永农; the sums are those of summarizeFlowout over the same parts. */
export function tabulateFlowout(parts: readonly FlowoutPart[]): FlowoutTableRow[] {
  const sum = (kind: FlowoutKind, reasonable: boolean): FlowoutArea => {
    const those = parts.filter((part) => part.kind === kind && part.isReasonable === reasonable);
    const add = (some: readonly FlowoutPart[]): number =>
      some.reduce((total, { areaSquareMeters }) => total + areaSquareMeters, 0);
    return {
      squareMeters: add(those),
      basicFarmlandSquareMeters: add(those.filter(({ isBasicFarmland }) => isBasicFarmland)),
    };
  };
  return tabulatedKinds.map((kind) => ({
    kind,
    reasonable: sum(kind, true),
    unreasonable: sum(kind, false),
  }));
}

/**
 * Whether building on 耕地 in a year meets zero tolerance (002 三(一)1): 'all' of it; 'byDate' in the year of the
 * switch, where the day of each parcel has to be known; 'none' before.
 */
export function findZeroTolerance(year: number): 'all' | 'byDate' | 'none' {
  if (isZeroTolerance(`${year}-01-01`)) return 'all';
  return isZeroTolerance(`${year}-12-31`) ? 'byDate' : 'none';
}

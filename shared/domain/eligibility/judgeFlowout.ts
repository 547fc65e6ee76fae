import type { LandUse } from './classifyLandUse.ts';

/** Part of last year's 耕地 within which everything is the same. */
export interface FlowoutPiece {
  readonly areaSquareMeters: number;
  /** Uses this year; empty where no parcel of this year lies, several where parcels overlap. */
  readonly uses: readonly LandUse[];
  /** Class unchanged, but marked as not cultivated (WG 未耕种). */
  readonly isIdle: boolean;
  /** Inside an approval of construction (农转用, 用地管理信息). */
  readonly hasConstructionApproval: boolean;
  /** Inside an approved 进出平衡 plan. */
  readonly hasBalanceApproval: boolean;
  readonly isBasicFarmland: boolean;
}

/**
 * 耕地 still; 撂荒 (still 耕地, not tilled); 非农化; 非粮化 to 林园 or to 其他农用地; to 未利用地; unclassified where
 * this year has no parcel with a known class.
 */
export type FlowoutKind =
  | 'cultivated'
  | 'idle'
  | 'nonAgricultural'
  | 'orchardForest'
  | 'otherAgricultural'
  | 'unused'
  | 'unclassified';

export interface FlowoutJudgment {
  readonly kind: FlowoutKind;
  /** Covered by an approval that the law accepts for this change. False for what has not flowed out. */
  readonly isReasonable: boolean;
  /** Parcels of this year overlap here; the gravest use counts. */
  readonly isAmbiguous: boolean;
}

/** Gravest first: land under two uses is judged by the graver one. */
const gravity = ['construction', 'orchardForest', 'otherAgricultural', 'unused', 'cultivated'] as const;

/**
 * Judges one piece (domain.md §1.3, §3.1, §7).
 * - 非农化 is reasonable inside an approval of construction.
 * - 非粮化 of 一般耕地 is reasonable inside an approved 进出平衡 plan; of 永久基本农田 never, because its change to other
 *   agricultural land is forbidden (002 三(二)).
 * - a change to unused land is reasonable inside either approval; on 永久基本农田 only inside one of construction.
 */
export function judgeFlowout(piece: FlowoutPiece): FlowoutJudgment {
  const use = gravity.find((candidate) => piece.uses.includes(candidate));
  const isAmbiguous = new Set(piece.uses).size > 1;
  const balanced = piece.hasBalanceApproval && !piece.isBasicFarmland;
  switch (use) {
    case undefined:
      return { kind: 'unclassified', isReasonable: false, isAmbiguous };
    case 'cultivated':
      return { kind: piece.isIdle ? 'idle' : 'cultivated', isReasonable: false, isAmbiguous };
    case 'construction':
      return { kind: 'nonAgricultural', isReasonable: piece.hasConstructionApproval, isAmbiguous };
    case 'unused':
      return { kind: 'unused', isReasonable: piece.hasConstructionApproval || balanced, isAmbiguous };
    case 'orchardForest':
    case 'otherAgricultural':
      return { kind: use, isReasonable: balanced, isAmbiguous };
  }
}

/** 非粮化: since 2021 to be restored promptly (P32), before that with care (P33) (000 三(四)). */
export function findOutflowPolicy(outflowYear: number): 'P32' | 'P33' {
  return outflowYear >= 2021 ? 'P32' : 'P33';
}

/** From the day after this one, building on 耕地 meets zero tolerance (002 三(一)1). */
const LAST_DAY_OF_OLD_RULE = '2020-07-03';

/** True for 非农化 begun after 2020-07-03; `date` is ISO (YYYY-MM-DD). */
export function isZeroTolerance(date: string): boolean {
  return date > LAST_DAY_OF_OLD_RULE;
}

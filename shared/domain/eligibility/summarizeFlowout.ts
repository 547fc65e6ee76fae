import { type FlowoutKind, type FlowoutPiece, judgeFlowout } from './judgeFlowout.ts';

export interface FlowoutArea {
  readonly squareMeters: number;
  /** 其中永农. */
  readonly basicFarmlandSquareMeters: number;
}

/** 年度变更情况明细 (domain.md §7). Unrounded ellipsoidal square metres. */
export interface FlowoutSummary {
  /** 上年度耕地. */
  readonly lastYearSquareMeters: number;
  /** 流出, whether approved or not. */
  readonly outflow: FlowoutArea;
  /** Part of the outflow that approvals cover. */
  readonly reasonable: FlowoutArea;
  /** 不合理流出 = nonAgricultural + nonGrain + unused. */
  readonly unreasonable: FlowoutArea;
  /** 不合理的非农化. */
  readonly nonAgricultural: FlowoutArea;
  /** 不合理的非粮化 = orchardForest + otherAgricultural. */
  readonly nonGrain: FlowoutArea;
  readonly orchardForest: FlowoutArea;
  readonly otherAgricultural: FlowoutArea;
  readonly unused: FlowoutArea;
  /** 撂荒: still 耕地 by its class, so no outflow. */
  readonly idle: FlowoutArea;
  /** Last year's 耕地 without a parcel of known class this year; listed, never counted as kept or gone. */
  readonly unclassified: FlowoutArea;
  /** Judged by the graver of two overlapping parcels. */
  readonly ambiguousSquareMeters: number;
  /** 新增耕地. */
  readonly addedSquareMeters: number;
  /** 耕地变化 = 不合理流出 − 新增, in the template's sign: what was lost is positive. */
  readonly changeSquareMeters: number;
  /** 本年度耕地 = 上年 − 不合理流出 + 新增: approved outflow is settled elsewhere and stays in this account. */
  readonly thisYearSquareMeters: number;
}

/** Sums judged pieces. `addedSquareMeters`: this year's 耕地 outside last year's. */
export function summarizeFlowout(pieces: Iterable<FlowoutPiece>, addedSquareMeters: number): FlowoutSummary {
  const wrong = createAreas();
  const right = createAreas();
  let lastYearSquareMeters = 0;
  let ambiguousSquareMeters = 0;
  for (const piece of pieces) {
    const { kind, isReasonable, isAmbiguous } = judgeFlowout(piece);
    const area = (isReasonable ? right : wrong)[kind];
    area.squareMeters += piece.areaSquareMeters;
    if (piece.isBasicFarmland) area.basicFarmlandSquareMeters += piece.areaSquareMeters;
    if (isAmbiguous) ambiguousSquareMeters += piece.areaSquareMeters;
    lastYearSquareMeters += piece.areaSquareMeters;
  }
  const nonGrain = add(wrong.orchardForest, wrong.otherAgricultural);
  const unreasonable = add(wrong.nonAgricultural, nonGrain, wrong.unused);
  const reasonable = add(...Object.values(right));
  const changeSquareMeters = unreasonable.squareMeters - addedSquareMeters;
  return {
    lastYearSquareMeters,
    ...{ outflow: add(unreasonable, reasonable), reasonable, unreasonable, nonGrain },
    nonAgricultural: wrong.nonAgricultural,
    orchardForest: wrong.orchardForest,
    otherAgricultural: wrong.otherAgricultural,
    unused: wrong.unused,
    idle: wrong.idle,
    unclassified: wrong.unclassified,
    ambiguousSquareMeters,
    addedSquareMeters,
    changeSquareMeters,
    thisYearSquareMeters: lastYearSquareMeters - changeSquareMeters,
  };
}

interface MutableArea {
  squareMeters: number;
  basicFarmlandSquareMeters: number;
}

function createAreas(): Record<FlowoutKind, MutableArea> {
  const zero = (): MutableArea => ({ squareMeters: 0, basicFarmlandSquareMeters: 0 });
  return {
    cultivated: zero(),
    idle: zero(),
    nonAgricultural: zero(),
    orchardForest: zero(),
    otherAgricultural: zero(),
    unused: zero(),
    unclassified: zero(),
  };
}

function add(...areas: readonly FlowoutArea[]): FlowoutArea {
  return {
    squareMeters: areas.reduce((sum, area) => sum + area.squareMeters, 0),
    basicFarmlandSquareMeters: areas.reduce((sum, area) => sum + area.basicFarmlandSquareMeters, 0),
  };
}

import type { Answers } from '../../domain/review/checkAnswers.ts';
import type { Adjudication } from '../../domain/review/secondLookState.ts';
import type {
  CoverageKind,
  CoverageRow,
  QualityReport,
  SampleSettings,
  SampleSummary,
  SecondLookRow,
  StratumCount,
  SweepGrid,
  SweepMark,
  TownCoverage,
} from '../records/qualityRecords.ts';
import type { ReviewChange, ReviewRecord } from '../records/reviewRecords.ts';

/** 抽查复核, 锁定和退回, 查看范围, 普查. A second verdict itself is given by review.decide. */
export interface QualityMethods {
  /** What a draw would take of which stratum; nothing is stored. */
  'quality.preview': (request: SampleSettings) => { population: number; strata: StratumCount[] };
  /** The same seed and the same plots give the same sample. Drawn plots become 复核中 and blind. */
  'quality.draw': (request: SampleSettings & { seed: number; by: string }) => SampleSummary;
  'quality.samples': (request: Record<never, never>) => { samples: SampleSummary[] };
  'quality.looks': (request: { sampleId: number }) => { looks: SecondLookRow[] };
  /** 裁定 a plot on which the two differ; 'other' brings a verdict of its own, 'return' a reason. */
  'quality.settle': (request: {
    plotId: number;
    choice: Adjudication;
    verdictCode?: string;
    answers?: Answers;
    reason?: string;
    by: string;
  }) => ReviewRecord;
  'quality.report': (request: { sampleId: number }) => QualityReport;
  /** Draws again from the stored frame and seed and compares. */
  'quality.check': (request: { sampleId: number }) => {
    ok: boolean;
    frameIntact: boolean;
    sameDraw: boolean;
  };
  /** 锁定, 退回 (with a reason), 解锁 (with a reason): all of the plots or none. */
  'quality.setStatus': (request: {
    plotIds: number[];
    status: 'locked' | 'returned' | 'judged';
    reason?: string;
    by: string;
  }) => ReviewChange;

  /** Looks since the last call, summed by plot and image: one row of the log for all of them. */
  'coverage.record': (request: {
    looks: { plotId: number; imageId: string; milliseconds: number }[];
    by: string;
  }) => { recorded: number };
  'coverage.towns': (request: Record<never, never>) => { epochs: number; towns: TownCoverage[] };
  'coverage.plots': (request: { kind?: CoverageKind; townName?: string; offset: number; limit: number }) => {
    total: number;
    rows: CoverageRow[];
  };

  'sweep.grid': (request: Record<never, never>) => { grid: SweepGrid | null };
  /** Lays a grid over the imagery; the marks of one before are dropped (they stay in the log). */
  'sweep.begin': (request: { cellMeters: number; by: string }) => { grid: SweepGrid };
  /** null takes the mark away. */
  'sweep.mark': (request: { cell: number; mark: SweepMark | null; note?: string; by: string }) => {
    grid: SweepGrid;
  };
}

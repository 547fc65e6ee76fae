import type { SampleSettings, SampleSummary } from '../../../../shared/contract/records/qualityRecords.ts';
import type { ReviewChange, ReviewRecord } from '../../../../shared/contract/records/reviewRecords.ts';
import { drawSample } from '../../../../shared/domain/review/drawSample.ts';
import { targetOfSecondLook } from '../../../../shared/domain/review/reviewTarget.ts';
import { type StatusChange, statusAfter } from '../../../../shared/domain/review/reviewTransitions.ts';
import { type ReviewValue, statusOfVerdict } from '../../../../shared/domain/review/reviewValue.ts';
import {
  answerSecondLook,
  type SecondLook,
  secondLookToJson,
  settleSecondLook,
} from '../../../../shared/domain/review/secondLook.ts';
import type { Adjudication } from '../../../../shared/domain/review/secondLookState.ts';
import { AppError } from '../../../../shared/errors/AppError.ts';
import { reviewStatusTitles } from '../../../../shared/text/eligibility.zh-CN.ts';
import type { ReadableDatabase, WritableDatabase } from '../sqlite/Connection.ts';
import { sql } from '../sqlite/sql.ts';
import type { CommandMoment, CommandTarget } from './commandLog.ts';
import { completeEvidence, hashEvidence, storeEvidence } from './evidence.ts';
import { findPlotNumber } from './plots.ts';
import { changePlots, type Decision, type PlotChange } from './reviewCommands.ts';
import { countStrata, hashFrame, readSampleFrame } from './sampleFrame.ts';
import { getSample } from './samples.ts';
import { findPendingLook } from './secondLooks.ts';
import { readVerdict } from './verdicts.ts';

/**
 * Draws a sample: the plots become 复核中, and the frame and seed are kept with their hash in the log. One step to
 * undo. Throws SAMPLE_EMPTY.
 */
export function drawSecondLooks(
  project: CommandTarget,
  settings: SampleSettings & { readonly seed: number },
  by: string,
): SampleSummary {
  const db = project.database;
  const frame = readSampleFrame(db, settings);
  const strata = drawSample(frame, settings);
  const sampleId = (db.value<number>(sql`SELECT max(sample_id) FROM samples`) ?? 0) + 1;
  const changes = strata.flatMap(({ stratum, plotIds }) =>
    plotIds.flatMap((plotId): PlotChange[] => {
      const verdict = requireVerdict(db, plotId);
      const look: SecondLook = {
        state: 'open',
        stratum,
        first: { verdictCode: verdict.verdictCode, by: verdict.by },
        second: null,
        settlement: null,
      };
      return [
        { plotId, verdict: { ...verdict, status: 'rechecking' } },
        { plotId, target: targetOfSecondLook(plotId, sampleId), value: secondLookToJson(look) },
      ];
    }),
  );
  if (changes.length === 0) throw new AppError('SAMPLE_EMPTY', {});
  const frameSha256 = hashFrame(frame);
  const { seed, factors, perStratum, share, thresholdSquareMeters, thresholdShare, shortDwellMilliseconds } =
    settings;
  changePlots(project, 'review.sample', changes, by, {
    command: {
      kind: 'quality.draw',
      target: `sample:${sampleId}`,
      by,
      oldValue: null,
      newValue: {
        seed,
        factors,
        perStratum,
        share,
        thresholdSquareMeters,
        thresholdShare,
        shortDwellMilliseconds,
        frameSha256,
        strata: countStrata(strata),
      },
    },
    write: (moment) => {
      insertSample(db, sampleId, settings, frameSha256, by, moment);
      const insert = db.prepareRun(
        'INSERT INTO sample_frame (sample_id, plot_id, plot_no, stratum) VALUES (?, ?, ?, ?)',
      );
      for (const { plotId, plotNo, stratum } of frame) insert([sampleId, plotId, plotNo, stratum]);
    },
  });
  return getSample(db, sampleId);
}

/**
 * Stores the second verdict on a drawn plot: locked where both agree, else to be adjudicated.
 * Throws SECOND_LOOK_OWN where the same person judged first, SECOND_LOOK_ANSWERED.
 */
export function answerPlot(project: CommandTarget, plotId: number, decision: Decision): ReviewRecord {
  const db = project.database;
  const { sampleId, look } = requireLook(db, plotId);
  const plotNo = findPlotNumber(db, plotId) ?? '';
  const { verdictCode, note = '', answers = {}, view, by } = decision;
  if (look.first.by === by) throw new AppError('SECOND_LOOK_OWN', { plotNo, by });
  if (look.state !== 'open') throw new AppError('SECOND_LOOK_ANSWERED', { plotNo });
  const evidence = view === undefined ? undefined : completeEvidence(db, view);
  const answered = answerSecondLook(look, {
    verdictCode,
    note,
    answers,
    evidenceSha256: evidence === undefined ? null : hashEvidence(evidence),
    by,
    atUtc: project.clock().toISOString(),
  });
  const changes: PlotChange[] = [
    { plotId, target: targetOfSecondLook(plotId, sampleId), value: secondLookToJson(answered) },
  ];
  if (answered.state === 'agreed') {
    changes.push({ plotId, verdict: { ...requireVerdict(db, plotId), status: 'locked' } });
  }
  return changePlots(project, 'review.second', changes, by, {
    write: () => {
      if (evidence !== undefined) storeEvidence(db, evidence);
    },
  });
}

export interface Settlement {
  readonly plotId: number;
  readonly choice: Adjudication;
  /** For 'other'. */
  readonly decision?: Decision;
  readonly reason: string;
  readonly by: string;
}

/** 裁定: gives a disputed plot its last word. Throws SECOND_LOOK_NOT_DISPUTED, ADJUDICATION_OWN, REASON_MISSING. */
export function settlePlot(project: CommandTarget, settlement: Settlement): ReviewRecord {
  const { plotId, choice, decision, reason, by } = settlement;
  const db = project.database;
  const plotNo = findPlotNumber(db, plotId) ?? `#${plotId}`;
  const pending = findPendingLook(db, plotId);
  if (pending?.look.state !== 'disputed') throw new AppError('SECOND_LOOK_NOT_DISPUTED', { plotNo });
  const { sampleId, look } = pending;
  if (by === look.first.by || by === look.second?.by) throw new AppError('ADJUDICATION_OWN', { plotNo, by });
  if (choice === 'return' && reason.trim() === '') throw new AppError('REASON_MISSING', { what: '退回重判' });
  const atUtc = project.clock().toISOString();
  const verdict = settledVerdict(requireVerdict(db, plotId), look, settlement, atUtc);
  const verdictCode = choice === 'return' ? null : verdict.verdictCode;
  const settled = settleSecondLook(look, { choice, verdictCode, reason: reason.trim(), by, atUtc });
  if (choice === 'other' && decision === undefined) throw new Error('another verdict without a verdict');
  return changePlots(
    project,
    'review.settle',
    [
      { plotId, target: targetOfSecondLook(plotId, sampleId), value: secondLookToJson(settled) },
      { plotId, verdict },
    ],
    by,
  );
}

/** 锁定, 退回, 解锁: all of the plots or none. Throws STATUS_CHANGE_REFUSED, REASON_MISSING, PLOT_NOT_FOUND. */
export function changeStatus(
  project: CommandTarget,
  plotIds: readonly number[],
  change: StatusChange,
  reason: string,
  by: string,
): ReviewChange {
  const db = project.database;
  if (change !== 'locked' && reason.trim() === '') {
    throw new AppError('REASON_MISSING', { what: change === 'returned' ? '退回' : '解锁' });
  }
  const changes = plotIds.map((plotId) => {
    const before = readVerdict(db, plotId);
    const status = before === null ? undefined : statusAfter(before.status, change);
    if (before === null || status === undefined) {
      throw new AppError('STATUS_CHANGE_REFUSED', {
        plotNo: findPlotNumber(db, plotId) ?? `#${plotId}`,
        from: reviewStatusTitles[before?.status ?? 'unjudged'],
        to: reviewStatusTitles[change],
      });
    }
    const { returnReason: _old, ...kept } = before;
    const given = change === 'locked' ? {} : { returnReason: reason.trim() };
    const unlocked = change === 'judged' ? statusOfVerdict(before.verdictCode) : status;
    return { plotId, verdict: { ...kept, ...given, status: unlocked } };
  });
  return changePlots(project, 'review.status', changes, by);
}

function settledVerdict(
  before: ReviewValue,
  look: SecondLook,
  { choice, decision, reason, by }: Settlement,
  atUtc: string,
): ReviewValue {
  const { second } = look;
  if (choice === 'return') return { ...before, status: 'returned', returnReason: reason.trim() };
  if (choice === 'second' && second !== null) {
    const { verdictCode, note, answers, evidenceSha256 } = second;
    return {
      status: 'locked',
      verdictCode,
      note,
      answers,
      evidenceSha256,
      by: second.by,
      atUtc: second.atUtc,
    };
  }
  if (choice === 'other' && decision !== undefined) {
    const { verdictCode, note = '', answers = {} } = decision;
    return { status: 'locked', verdictCode, note, answers, evidenceSha256: null, by, atUtc };
  }
  return { ...before, status: 'locked' };
}

function insertSample(
  db: WritableDatabase,
  sampleId: number,
  settings: SampleSettings & { readonly seed: number },
  frameSha256: string,
  by: string,
  { sequence, atUtc }: CommandMoment,
): void {
  db.run(sql`
    INSERT INTO samples (sample_id, drawn_by, drawn_at_utc, seed, factors, per_stratum, share,
      threshold_square_meters, threshold_share, short_dwell_milliseconds, frame_sha256, sequence)
    VALUES (${sampleId}, ${by}, ${atUtc}, ${settings.seed}, ${settings.factors.join(',')}, ${settings.perStratum},
      ${settings.share}, ${settings.thresholdSquareMeters}, ${settings.thresholdShare},
      ${settings.shortDwellMilliseconds}, ${frameSha256}, ${sequence})`);
}

function requireVerdict(db: ReadableDatabase, plotId: number): ReviewValue {
  const verdict = readVerdict(db, plotId);
  if (verdict === null) throw new Error(`plot ${plotId} has no verdict to look at again`);
  return verdict;
}

function requireLook(db: ReadableDatabase, plotId: number) {
  const pending = findPendingLook(db, plotId);
  if (pending === undefined) throw new Error(`plot ${plotId} is in no second look`);
  return pending;
}

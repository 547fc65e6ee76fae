import type {
  QualityReport,
  SampleSettings,
  SampleSummary,
  SecondLookRow,
} from '../../../../shared/contract/records/qualityRecords.ts';
import { computeAgreement } from '../../../../shared/domain/review/agreement.ts';
import { drawSample } from '../../../../shared/domain/review/drawSample.ts';
import { type ErrorRate, estimateErrorRate } from '../../../../shared/domain/review/errorRate.ts';
import { finalVerdictOf, type SecondLook } from '../../../../shared/domain/review/secondLook.ts';
import type { SampleFactor, SecondLookState } from '../../../../shared/domain/review/secondLookState.ts';
import { AppError } from '../../../../shared/errors/AppError.ts';
import type { ReadableDatabase } from '../sqlite/Connection.ts';
import { sql } from '../sqlite/sql.ts';
import { hashFrame, readStoredFrame } from './sampleFrame.ts';
import { listSecondLooks, type StoredSecondLook } from './secondLooks.ts';

/** Samples that still stand, the newest first; one whose draw was undone is only in the log. */
export function listSamples(db: ReadableDatabase): SampleSummary[] {
  return db
    .all<SampleRow>(sql`
      SELECT * FROM samples WHERE sample_id IN (SELECT sample_id FROM second_looks) ORDER BY sample_id DESC`)
    .map((row) => rowToSample(db, row));
}

/** Throws SAMPLE_NOT_FOUND. */
export function getSample(db: ReadableDatabase, sampleId: number): SampleSummary {
  return rowToSample(db, getRow(db, sampleId));
}

/** The plots of a sample in plot order; what the first reviewer said only once the look is no longer open. */
export function listLookRows(db: ReadableDatabase, sampleId: number): SecondLookRow[] {
  getRow(db, sampleId);
  const plots = new Map(
    db
      .all<PlotFacts>(sql`
        SELECT p.plot_id AS plotId, p.plot_no AS plotNo, p.town_name AS townName, p.village_name AS villageName,
          p.area_square_meters AS areaSquareMeters, v.note AS firstNote
        FROM second_looks s JOIN plots p ON p.plot_id = s.plot_id LEFT JOIN verdicts v ON v.plot_id = p.plot_id
        WHERE s.sample_id = ${sampleId}`)
      .map((plot) => [plot.plotId, plot]),
  );
  return listSecondLooks(db, sampleId).map(({ plotId, look }) => {
    const { firstNote, ...plot } = plots.get(plotId) as PlotFacts;
    const { state, stratum, first, second, settlement } = look;
    const isBlind = state === 'open';
    return {
      ...plot,
      state,
      stratum: isBlind ? withoutVerdict(stratum) : stratum,
      firstVerdictCode: isBlind ? null : first.verdictCode,
      firstBy: isBlind ? null : first.by,
      firstNote: state === 'disputed' ? firstNote : null,
      secondVerdictCode: second?.verdictCode ?? null,
      secondBy: second?.by ?? null,
      secondNote: second?.note ?? null,
      choice: settlement?.choice ?? null,
      finalVerdictCode: finalVerdictOf(look),
      reason: settlement?.reason ?? null,
      settledBy: settlement?.by ?? null,
    };
  });
}

/** Agreement of both reviewers and the share of wrong first verdicts. `order` is that of the scheme's verdicts. */
export function reportSample(
  db: ReadableDatabase,
  sampleId: number,
  order: readonly string[],
): QualityReport {
  getRow(db, sampleId);
  const looks = listSecondLooks(db, sampleId);
  const pairs = looks.flatMap(({ look }): [string, string][] =>
    look.second === null ? [] : [[look.first.verdictCode, look.second.verdictCode]],
  );
  const frame = Map.groupBy(readStoredFrame(db, sampleId), ({ stratum }) => stratum);
  const strata = [...Map.groupBy(looks, ({ look }) => look.stratum)].map(([stratum, members]) => ({
    population: frame.get(stratum)?.length ?? 0,
    ...countWrong(members),
  }));
  return {
    sampleId,
    drawn: looks.length,
    agreement: computeAgreement(pairs, order),
    errorRate: withheldWhileDisputed(looks, estimateErrorRate(strata)),
    byReviewer: [...Map.groupBy(looks, ({ look }) => look.first.by)]
      .map(([reviewer, members]) => ({
        reviewer,
        ...withheldWhileDisputed(
          members,
          estimateErrorRate([{ population: members.length, ...countWrong(members) }]),
        ),
      }))
      .sort((a, b) => (b.rate ?? -1) - (a.rate ?? -1)),
  };
}

/** Draws again from the stored frame and seed: is the frame the one in the log, and are the plots the same? */
export function checkSample(
  db: ReadableDatabase,
  sampleId: number,
): { ok: boolean; frameIntact: boolean; sameDraw: boolean } {
  const row = getRow(db, sampleId);
  const frame = readStoredFrame(db, sampleId);
  const logged = db.value<string>(sql`
    SELECT json_extract(new_value, '$.frameSha256') FROM command_log WHERE sequence = ${row.sequence}`);
  const hash = hashFrame(frame);
  const request = { seed: row.seed, perStratum: row.per_stratum, share: row.share };
  const drawn = drawSample(frame, request).flatMap(({ plotIds }) => plotIds);
  const stored = listSecondLooks(db, sampleId).map(({ plotId }) => plotId);
  const frameIntact = hash === row.frame_sha256 && hash === logged;
  const sameDraw = drawn.sort((a, b) => a - b).join() === stored.join();
  return { ok: frameIntact && sameDraw, frameIntact, sameDraw };
}

interface PlotFacts {
  readonly plotId: number;
  readonly plotNo: string;
  readonly townName: string;
  readonly villageName: string;
  readonly areaSquareMeters: number | null;
  readonly firstNote: string | null;
}

interface SampleRow {
  readonly sample_id: number;
  readonly drawn_by: string;
  readonly drawn_at_utc: string;
  readonly seed: number;
  readonly factors: string;
  readonly per_stratum: number;
  readonly share: number;
  readonly threshold_square_meters: number;
  readonly threshold_share: number;
  readonly short_dwell_milliseconds: number;
  readonly frame_sha256: string;
  readonly sequence: number;
}

function getRow(db: ReadableDatabase, sampleId: number): SampleRow {
  const row = db.get<SampleRow>(sql`SELECT * FROM samples WHERE sample_id = ${sampleId}`);
  if (row === undefined) throw new AppError('SAMPLE_NOT_FOUND', { sampleId });
  return row;
}

function rowToSample(db: ReadableDatabase, row: SampleRow): SampleSummary {
  const counts: Record<SecondLookState, number> = {
    open: 0,
    disputed: 0,
    agreed: 0,
    settled: 0,
    returned: 0,
  };
  for (const { state, plots } of db.all<{ state: SecondLookState; plots: number }>(sql`
    SELECT state, count(*) AS plots FROM second_looks WHERE sample_id = ${row.sample_id} GROUP BY state`)) {
    counts[state] = plots;
  }
  const settings: SampleSettings = {
    factors: row.factors === '' ? [] : (row.factors.split(',') as SampleFactor[]),
    perStratum: row.per_stratum,
    share: row.share,
    thresholdSquareMeters: row.threshold_square_meters,
    thresholdShare: row.threshold_share,
    shortDwellMilliseconds: row.short_dwell_milliseconds,
  };
  return {
    ...settings,
    sampleId: row.sample_id,
    seed: row.seed,
    drawnBy: row.drawn_by,
    drawnAtUtc: row.drawn_at_utc,
    population:
      db.value<number>(sql`SELECT count(*) FROM sample_frame WHERE sample_id = ${row.sample_id}`) ?? 0,
    counts,
  };
}

/**
 * Plots on which both agree are done at once, the others only after adjudication: as long as one of them waits, what
 * is done says too little of errors, and the share is not computed.
 */
function withheldWhileDisputed(looks: readonly StoredSecondLook[], estimate: ErrorRate): ErrorRate {
  const isDisputed = looks.some(({ look }) => look.state === 'disputed');
  return isDisputed ? { ...estimate, rate: null, interval: null } : estimate;
}

/** Looks with an end, and those in which the first verdict did not stand. A plot sent back was wrong. */
function countWrong(looks: readonly StoredSecondLook[]): { settled: number; wrong: number } {
  const done = looks.filter(({ look }) => isDone(look));
  const wrong = done.filter(({ look }) => finalVerdictOf(look) !== look.first.verdictCode);
  return { settled: done.length, wrong: wrong.length };
}

function isDone({ state }: SecondLook): boolean {
  return state === 'agreed' || state === 'settled' || state === 'returned';
}

function withoutVerdict(stratum: string): string {
  return stratum
    .split(' | ')
    .filter((part) => !/^(verdict|reviewer)=/.test(part))
    .join(' | ');
}

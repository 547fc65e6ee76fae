import { createHash } from 'node:crypto';
import type { SampleSettings } from '../../../../shared/contract/records/qualityRecords.ts';
import { canonicalJson } from '../../../../shared/domain/review/canonicalJson.ts';
import {
  type DrawnStratum,
  drawSample,
  type SampleCandidate,
} from '../../../../shared/domain/review/drawSample.ts';
import { reviewStatuses } from '../../../../shared/domain/review/reviewStatus.ts';
import { canSample } from '../../../../shared/domain/review/reviewTransitions.ts';
import type { SampleFactor } from '../../../../shared/domain/review/secondLookState.ts';
import type { ReadableDatabase } from '../sqlite/Connection.ts';
import { sql } from '../sqlite/sql.ts';

/** Every plot that can be drawn now, with its stratum, in plot order. */
export function readSampleFrame(db: ReadableDatabase, settings: SampleSettings): SampleCandidate[] {
  const rows = db.all<FrameRow>(sql`
    SELECT p.plot_id AS plotId, p.plot_no AS plotNo, p.town_name AS town, v.decided_by AS reviewer,
      v.verdict_code AS verdict, coalesce(p.net_square_meters, p.area_square_meters) AS squareMeters,
      e.dwell_milliseconds AS dwellMilliseconds
    FROM plots p JOIN verdicts v ON v.plot_id = p.plot_id
    LEFT JOIN verdict_evidence e ON e.evidence_sha256 = v.evidence_sha256
    WHERE p.status IN (SELECT value FROM json_each(${JSON.stringify(reviewStatuses.filter(canSample))}))
    ORDER BY p.plot_id`);
  return rows.map((row) => ({
    plotId: row.plotId,
    plotNo: row.plotNo,
    stratum: settings.factors.map((factor) => `${factor}=${stratumValue(factor, row, settings)}`).join(' | '),
  }));
}

/** The frame a sample was drawn from, as it was then. */
export function readStoredFrame(db: ReadableDatabase, sampleId: number): SampleCandidate[] {
  return db.all<SampleCandidate>(sql`
    SELECT plot_id AS plotId, plot_no AS plotNo, stratum FROM sample_frame
    WHERE sample_id = ${sampleId} ORDER BY sample_frame_id`);
}

/** The hash under which a frame stands in the command log. */
export function hashFrame(frame: readonly SampleCandidate[]): string {
  const hash = createHash('sha256');
  for (const { plotId, plotNo, stratum } of frame)
    hash.update(`${canonicalJson([plotId, plotNo, stratum])}\n`);
  return hash.digest('hex');
}

/** What a draw would take of which stratum. */
export function countStrata(strata: readonly DrawnStratum[]) {
  return strata.map(({ stratum, population, plotIds }) => ({ stratum, population, drawn: plotIds.length }));
}

/** Draws from the plots as they are now; nothing is stored. The seed decides who, never how many. */
export function previewSample(db: ReadableDatabase, settings: SampleSettings, seed: number): DrawnStratum[] {
  return drawSample(readSampleFrame(db, settings), { ...settings, seed });
}

interface FrameRow {
  readonly plotId: number;
  readonly plotNo: string;
  readonly town: string;
  readonly reviewer: string;
  readonly verdict: string;
  readonly squareMeters: number | null;
  readonly dwellMilliseconds: number | null;
}

function stratumValue(factor: SampleFactor, row: FrameRow, settings: SampleSettings): string {
  switch (factor) {
    case 'town':
      return row.town;
    case 'reviewer':
      return row.reviewer;
    case 'verdict':
      return row.verdict;
    case 'threshold': {
      if (row.squareMeters === null) return 'unknown';
      const { thresholdSquareMeters, thresholdShare } = settings;
      const distance = Math.abs(row.squareMeters - thresholdSquareMeters);
      return distance <= thresholdShare * thresholdSquareMeters ? 'near' : 'clear';
    }
    case 'dwell':
      if (row.dwellMilliseconds === null) return 'unknown';
      return row.dwellMilliseconds < settings.shortDwellMilliseconds ? 'short' : 'normal';
  }
}

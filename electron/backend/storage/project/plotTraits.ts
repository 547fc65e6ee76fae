import type { EligibilityVerdict } from '../../../../shared/domain/eligibility/verdict.ts';
import { parseReviewTarget } from '../../../../shared/domain/review/reviewTarget.ts';
import type { ReadableDatabase } from '../sqlite/Connection.ts';
import { type SqlQuery, sql } from '../sqlite/sql.ts';

/** What of a plot is compared with others, and where it lies. */
export interface PlotTraits {
  readonly plotId: number;
  readonly landClassCode: string;
  readonly townName: string;
  readonly areaSquareMeters: number | null;
  readonly eligibility: EligibilityVerdict | null;
  /** Null while unjudged, and while a second look at it is open: nobody is told the first verdict then. */
  readonly verdictCode: string | null;
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
}

/** The next plots in plot order, for who reads a county in slices. */
export function readTraitsAfter(db: ReadableDatabase, plotId: number, limit: number): PlotTraits[] {
  return selectTraits(db, sql`WHERE p.plot_id > ${plotId} ORDER BY p.plot_id LIMIT ${limit}`);
}

/** Those of the given plots that are there. */
export function readTraitsOf(db: ReadableDatabase, plotIds: readonly number[]): PlotTraits[] {
  return selectTraits(db, sql`WHERE p.plot_id IN (SELECT value FROM json_each(${JSON.stringify(plotIds)}))`);
}

function selectTraits(db: ReadableDatabase, where: SqlQuery): PlotTraits[] {
  return db.all<PlotTraits>(sql`
    SELECT p.plot_id AS plotId, p.land_class_code AS landClassCode, p.town_name AS townName,
      p.area_square_meters AS areaSquareMeters, p.eligibility, v.verdict_code AS verdictCode,
      p.min_x AS minX, p.min_y AS minY, p.max_x AS maxX, p.max_y AS maxY
    FROM plots p LEFT JOIN verdicts v ON v.plot_id = p.plot_id AND p.status <> 'rechecking' ${where}`);
}

/**
 * The plots that commands after this one were about; undefined where there are more than `most`, or where one of them
 * does not name its plot.
 */
export function listPlotsChangedAfter(
  db: ReadableDatabase,
  sequence: number,
  most: number,
): number[] | undefined {
  // that somebody looked, and what they saw, changes no plot
  const targets = db.column<string>(sql`
    SELECT DISTINCT target FROM command_log
    WHERE sequence > ${sequence} AND kind NOT IN ('coverage.looks', 'evidence.chips') LIMIT ${most + 1}`);
  const plotIds = targets.map((target) => parseReviewTarget(target)?.plotId);
  if (plotIds.length > most || plotIds.includes(undefined)) return undefined;
  return [...new Set(plotIds as number[])];
}

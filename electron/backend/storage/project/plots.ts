import type { PlotDetail, PlotRow } from '../../../../shared/contract/records/plotRecords.ts';
import { roundHalfAwayFromZero } from '../../../../shared/domain/area/rounding.ts';
import { squareMetersToMu } from '../../../../shared/domain/area/units.ts';
import type { EligibilityVerdict } from '../../../../shared/domain/eligibility/verdict.ts';
import type { Bounds } from '../../../../shared/domain/geometry/multiPolygon.ts';
import type { Answers } from '../../../../shared/domain/review/checkAnswers.ts';
import { type ReviewStatus, reviewStatuses } from '../../../../shared/domain/review/reviewStatus.ts';
import { AppError } from '../../../../shared/errors/AppError.ts';
import type { ReadableDatabase, WritableDatabase } from '../sqlite/Connection.ts';
import { identifier, type SqlQuery, sql } from '../sqlite/sql.ts';
import { iterateLayerFeatures } from './iterateLayerFeatures.ts';
import { getLayer } from './layers.ts';

/** A plot to store beside its feature; text fields the source lacks are ''. */
export interface NewPlot {
  /** Given where a plot comes back under the id it had; otherwise the next one. */
  readonly plotId?: number;
  readonly fid: number;
  readonly plotNo: string;
  readonly townName: string;
  readonly villageName: string;
  readonly landClassCode: string;
  readonly formerLandClassCode: string;
  readonly restorationAttribute: string;
  readonly outflowYear: number | null;
  /** The source's own area (台账面积), untouched. */
  readonly recordedSquareMeters: number | null;
  readonly areaSquareMeters: number | null;
  readonly planarSquareMeters: number | null;
  readonly bounds: Bounds;
}

/** Stores the plots of a layer, inside runCommand. Throws PLOT_NUMBER_DUPLICATE. Returns how many. */
export function insertPlots(db: WritableDatabase, layerId: string, plots: Iterable<NewPlot>): number {
  const insert = db.prepareRun(`
    INSERT INTO plots (plot_id, layer_id, fid, plot_no, town_name, village_name, land_class_code,
      former_land_class_code,
      restoration_attribute, outflow_year, recorded_square_meters, area_square_meters, area_mu,
      planar_square_meters, min_x, min_y, max_x, max_y)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (plot_no) DO NOTHING`);
  let count = 0;
  for (const plot of plots) {
    const { minX, minY, maxX, maxY } = plot.bounds;
    const { changes } = insert([
      plot.plotId ?? null,
      Number(layerId),
      plot.fid,
      plot.plotNo,
      plot.townName,
      plot.villageName,
      plot.landClassCode,
      plot.formerLandClassCode,
      plot.restorationAttribute,
      plot.outflowYear,
      plot.recordedSquareMeters,
      plot.areaSquareMeters,
      plot.areaSquareMeters === null
        ? null
        : roundHalfAwayFromZero(squareMetersToMu(plot.areaSquareMeters), 2),
      plot.planarSquareMeters,
      minX,
      minY,
      maxX,
      maxY,
    ]);
    if (changes === 0) {
      const layer = getLayer(db, layerId).name;
      throw new AppError('PLOT_NUMBER_DUPLICATE', { layer, plotNo: plot.plotNo, count: 2 });
    }
    count++;
  }
  return count;
}

/**
 * Puts the outcome of the newest eligibility run beside the plots, for lists and filters. Inside runCommand. `outcomes`
 * gives plot_id, eligibility, net_square_meters and net_mu; plots it does not name keep what they had.
 */
export function writePlotEligibility(db: WritableDatabase, outcomes: SqlQuery): void {
  // not UPDATE … FROM, for which SQLite reads all plots where only some are named
  db.run(sql`
    UPDATE plots SET (eligibility, net_square_meters, net_mu) = (
      SELECT eligibility, net_square_meters, net_mu FROM (${outcomes}) o WHERE o.plot_id = plots.plot_id)
    WHERE plot_id IN (SELECT plot_id FROM (${outcomes}))`);
}

/** What the computation of areas and pieces reads of a plot. */
export interface PlotGeometry {
  readonly plotId: number;
  readonly plotNo: string;
  readonly layerId: string;
  readonly fid: number;
  readonly recordedSquareMeters: number | null;
  readonly areaSquareMeters: number | null;
  readonly planarSquareMeters: number | null;
  /** In the project CRS. */
  readonly wkb: Uint8Array;
  readonly bounds: Bounds;
}

/** All plots with their geometry in plot order, in pieces: the loop may write. */
export function* iteratePlotGeometries(db: ReadableDatabase): Generator<PlotGeometry> {
  let after = 0;
  for (;;) {
    const rows = db.all<PlotTableRow>(
      sql`SELECT * FROM plots WHERE plot_id > ${after} ORDER BY plot_id LIMIT 500`,
    );
    for (const [layerId, group] of Map.groupBy(rows, (row) => row.layer_id)) {
      const features = iterateLayerFeatures(db, String(layerId), {
        fids: group.map(({ fid }) => fid),
        fields: [],
      });
      const wkbByFid = new Map([...features].map(({ fid, wkb }) => [fid, wkb]));
      for (const row of group) yield rowToGeometry(row, requireWkb(db, wkbByFid.get(row.fid), row));
    }
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.plot_id;
  }
}

/** One plot with its geometry. Throws PLOT_NOT_FOUND. */
export function getPlotGeometry(db: ReadableDatabase, plotId: number): PlotGeometry {
  const row = getPlotTableRow(db, plotId);
  const [feature] = [...iterateLayerFeatures(db, String(row.layer_id), { fids: [row.fid], fields: [] })];
  return rowToGeometry(row, requireWkb(db, feature?.wkb, row));
}

/** One plot with everything known of it. Throws PLOT_NOT_FOUND. */
export function getPlotDetail(db: ReadableDatabase, plotId: number): Omit<PlotDetail, 'previousVerdictCode'> {
  const row = getPlotTableRow(db, plotId);
  const [feature] = [...iterateLayerFeatures(db, String(row.layer_id), { fids: [row.fid] })];
  return {
    ...rowToPlot(row),
    layerId: String(row.layer_id),
    featureId: row.fid,
    bounds: { minX: row.min_x, minY: row.min_y, maxX: row.max_x, maxY: row.max_y },
    planarSquareMeters: row.planar_square_meters,
    hasEvidence: row.evidence_sha256 !== null,
    returnReason: row.return_reason,
    attributes: Object.entries(feature?.attributes ?? {}).map(([name, value]) => ({ name, value })),
  };
}

/** Throws PLOT_NOT_FOUND. */
export function findPlotByNumber(db: ReadableDatabase, plotNo: string): number {
  const plotId = db.value<number>(sql`SELECT plot_id FROM plots WHERE plot_no = ${plotNo}`);
  if (plotId === undefined) throw new AppError('PLOT_NOT_FOUND', { plotNo });
  return plotId;
}

/** The number of a plot; undefined where there is no such plot (any more). */
export function findPlotNumber(db: ReadableDatabase, plotId: number): string | undefined {
  return db.value<string>(sql`SELECT plot_no FROM plots WHERE plot_id = ${plotId}`);
}

export function countPlots(db: ReadableDatabase): number {
  return db.value<number>(sql`SELECT count(*) FROM plots`) ?? 0;
}

export function countPlotsByStatus(db: ReadableDatabase): Record<ReviewStatus, number> {
  const counts = Object.fromEntries(reviewStatuses.map((status) => [status, 0])) as Record<
    ReviewStatus,
    number
  >;
  const rows = db.all<{ status: ReviewStatus; plots: number }>(
    sql`SELECT status, count(*) AS plots FROM plots GROUP BY status`,
  );
  for (const { status, plots } of rows) counts[status] = plots;
  return counts;
}

/** Gives plots that stand under the bare code of their town its name: the towns may be imported after the plots. */
export function nameTowns(db: WritableDatabase, namesByCode: ReadonlyMap<string, string>): void {
  for (const [code, name] of namesByCode) {
    db.run(sql`UPDATE plots SET town_name = ${name} WHERE town_name = ${code}`);
  }
}

export function listTowns(db: ReadableDatabase): { name: string; plots: number }[] {
  return db.all(
    sql`SELECT town_name AS name, count(*) AS plots FROM plots GROUP BY town_name ORDER BY town_name`,
  );
}

/** Rows of the list for given plots, in the order given. `ids` is a fragment that selects plot ids. */
export function selectPlotRows(db: ReadableDatabase, ids: SqlQuery): PlotRow[] {
  const order = db.column<number>(ids);
  const rows = new Map(
    db
      .all<PlotTableRow>(
        sql`${selectPlots(db)} WHERE p.plot_id IN (SELECT value FROM json_each(${JSON.stringify(order)}))`,
      )
      .map((row) => [row.plot_id, rowToPlot(row)]),
  );
  return order.map((plotId) => rows.get(plotId)).filter((row) => row !== undefined);
}

/** Of a plot in a second look nobody is told the first verdict: the window and every list read it through here. */
function selectPlots(db: ReadableDatabase): SqlQuery {
  // the layer of plots that reviewers drew, while there are any
  const drawn = db.value<string>(sql`SELECT table_name FROM layers WHERE source_file = ''`);
  const remark =
    drawn === undefined ? sql`NULL` : sql`(SELECT BZ FROM ${identifier(drawn)} d WHERE d.fid = p.plot_id)`;
  return sql`
    SELECT p.*, l.source_file = '' AS added, CASE WHEN l.source_file = '' THEN ${remark} END AS added_remark,
      v.verdict_code, v.note, v.answers, v.evidence_sha256, v.decided_by, v.decided_at_utc, v.return_reason, a.assignee
    FROM plots p JOIN layers l ON l.layer_id = p.layer_id
    LEFT JOIN verdicts v ON v.plot_id = p.plot_id AND p.status <> 'rechecking'
    LEFT JOIN assignments a ON a.plot_id = p.plot_id`;
}

interface PlotTableRow {
  readonly plot_id: number;
  readonly layer_id: number;
  readonly fid: number;
  readonly plot_no: string;
  readonly town_name: string;
  readonly village_name: string;
  readonly land_class_code: string;
  readonly former_land_class_code: string;
  readonly restoration_attribute: string;
  readonly outflow_year: number | null;
  readonly recorded_square_meters: number | null;
  readonly area_square_meters: number | null;
  readonly planar_square_meters: number | null;
  readonly min_x: number;
  readonly min_y: number;
  readonly max_x: number;
  readonly max_y: number;
  readonly status: ReviewStatus;
  readonly flagged: number;
  readonly added: number;
  readonly added_remark: string | null;
  readonly eligibility: EligibilityVerdict | null;
  readonly net_square_meters: number | null;
  readonly net_mu: number | null;
  readonly verdict_code: string | null;
  readonly note: string | null;
  readonly answers: string | null;
  readonly evidence_sha256: string | null;
  readonly decided_by: string | null;
  readonly decided_at_utc: string | null;
  readonly return_reason: string | null;
  readonly assignee: string | null;
}

function getPlotTableRow(db: ReadableDatabase, plotId: number): PlotTableRow {
  const row = db.get<PlotTableRow>(sql`${selectPlots(db)} WHERE p.plot_id = ${plotId}`);
  if (row === undefined) throw new AppError('PLOT_NOT_FOUND', { plotNo: `#${plotId}` });
  return row;
}

function rowToPlot(row: PlotTableRow): PlotRow {
  return {
    plotId: row.plot_id,
    plotNo: row.plot_no,
    townName: row.town_name,
    villageName: row.village_name,
    landClassCode: row.land_class_code,
    areaSquareMeters: row.area_square_meters,
    netSquareMeters: row.net_square_meters,
    netMu: row.net_mu,
    eligibility: row.eligibility,
    status: row.status,
    verdictCode: row.verdict_code,
    flagged: row.flagged === 1,
    added: row.added === 1,
    addedRemark: row.added_remark ?? '',
    recordedSquareMeters: row.recorded_square_meters,
    formerLandClassCode: row.former_land_class_code,
    restorationAttribute: row.restoration_attribute,
    outflowYear: row.outflow_year,
    note: row.note ?? '',
    answers: row.answers === null ? {} : (JSON.parse(row.answers) as Answers),
    decidedBy: row.decided_by,
    decidedAtUtc: row.decided_at_utc,
    assignee: row.assignee,
  };
}

function rowToGeometry(row: PlotTableRow, wkb: Uint8Array): PlotGeometry {
  return {
    plotId: row.plot_id,
    plotNo: row.plot_no,
    layerId: String(row.layer_id),
    fid: row.fid,
    recordedSquareMeters: row.recorded_square_meters,
    areaSquareMeters: row.area_square_meters,
    planarSquareMeters: row.planar_square_meters,
    wkb,
    bounds: { minX: row.min_x, minY: row.min_y, maxX: row.max_x, maxY: row.max_y },
  };
}

function requireWkb(db: ReadableDatabase, wkb: Uint8Array | null | undefined, row: PlotTableRow): Uint8Array {
  if (wkb === null || wkb === undefined) {
    throw new AppError('PROJECT_CORRUPT', { file: db.file, detail: `plot ${row.plot_no}` });
  }
  return wkb;
}

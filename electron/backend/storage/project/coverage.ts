import type {
  CoverageKind,
  CoverageRow,
  TownCoverage,
} from '../../../../shared/contract/records/qualityRecords.ts';
import type { ReadableDatabase, WritableDatabase } from '../sqlite/Connection.ts';
import { type SqlQuery, sql } from '../sqlite/sql.ts';
import { type Command, type CommandTarget, runCommand } from './commandLog.ts';

/** That a plot was on the screen in an image, for so long. */
export interface Look {
  readonly plotId: number;
  readonly imageId: string;
  readonly milliseconds: number;
}

/**
 * Adds looks to what is known of each plot and image: one row of the log for all of them, so that looking around
 * does not swamp it. Looks at plots or images that are gone by now are left out. Returns how many were recorded.
 */
export function recordLooks(project: CommandTarget, looks: readonly Look[], by: string): number {
  const db = project.database;
  const epochs = new Map(
    db
      .all<{ id: string; epoch: string }>(sql`SELECT CAST(imagery_id AS TEXT) AS id, epoch FROM imagery`)
      .map(({ id, epoch }) => [id, epoch]),
  );
  const known = new Set(
    db.column<number>(sql`
      SELECT plot_id FROM plots
      WHERE plot_id IN (SELECT value FROM json_each(${JSON.stringify(looks.map(({ plotId }) => plotId))}))`),
  );
  const real = looks.filter(({ plotId, imageId }) => known.has(plotId) && epochs.has(imageId));
  if (real.length === 0) return 0;
  const command: Command = {
    kind: 'coverage.looks',
    target: 'coverage',
    by,
    oldValue: null,
    newValue: real.map(({ plotId, imageId, milliseconds }) => [plotId, imageId, milliseconds]),
  };
  runCommand(project, command, (_, { atUtc }) => {
    for (const { plotId, imageId, milliseconds } of real) {
      db.run(sql`
        INSERT INTO looks (plot_id, image_id, epoch, actor, times, milliseconds, first_at_utc, last_at_utc)
        VALUES (${plotId}, ${imageId}, ${epochs.get(imageId) ?? ''}, ${by}, 1, ${milliseconds}, ${atUtc}, ${atUtc})
        ON CONFLICT (plot_id, image_id, actor) DO UPDATE SET times = times + 1,
          milliseconds = milliseconds + excluded.milliseconds, last_at_utc = excluded.last_at_utc`);
    }
  });
  return real.length;
}

/**
 * Makes the looks at plots (`which`: a condition on plots p) anew from the log up to a row of it: those at pictures that
 * are in the project. Inside runCommand, or in a past that is being made.
 */
export function restoreLooks(db: WritableDatabase, which: SqlQuery, sequence: number): void {
  db.run(sql`DELETE FROM looks WHERE plot_id IN (SELECT p.plot_id FROM plots p WHERE ${which})`);
  db.run(sql`
    INSERT INTO looks (plot_id, image_id, epoch, actor, times, milliseconds, first_at_utc, last_at_utc)
    SELECT json_extract(l.value, '$[0]') AS plot, json_extract(l.value, '$[1]') AS image, i.epoch, c.actor, count(*),
      sum(json_extract(l.value, '$[2]')), min(c.at_utc), max(c.at_utc)
    FROM command_log c, json_each(c.new_value) l
    JOIN imagery i ON CAST(i.imagery_id AS TEXT) = json_extract(l.value, '$[1]')
    JOIN plots p ON p.plot_id = json_extract(l.value, '$[0]')
    WHERE c.kind = 'coverage.looks' AND c.sequence <= ${sequence} AND ${which}
    GROUP BY plot, image, c.actor ORDER BY min(c.sequence)`);
}

/** How many epochs have to be looked at for a plot to count as seen: two, or as many as there are. */
export function countNeededEpochs(db: ReadableDatabase): number {
  const epochs = db.value<number>(sql`SELECT count(DISTINCT epoch) FROM imagery`) ?? 0;
  return Math.min(2, epochs);
}

export function listTownCoverage(db: ReadableDatabase): TownCoverage[] {
  const needed = countNeededEpochs(db);
  return db.all<TownCoverage>(sql`
    WITH seen AS (${seenEpochs})
    SELECT p.town_name AS townName, count(*) AS plots,
      sum(coalesce(s.epochs, 0) >= ${needed} AND ${needed} > 0) AS seen,
      sum(coalesce(s.epochs, 0) BETWEEN 1 AND ${needed - 1}) AS partly,
      sum(coalesce(s.epochs, 0) = 0) AS unseen
    FROM plots p LEFT JOIN seen s ON s.plot_id = p.plot_id
    GROUP BY p.town_name ORDER BY p.town_name`);
}

/** Plots with the epochs they were looked at in, in plot order. */
export function listPlotCoverage(
  db: ReadableDatabase,
  filter: { readonly kind?: CoverageKind; readonly townName?: string },
  offset: number,
  limit: number,
): { total: number; rows: CoverageRow[] } {
  const needed = countNeededEpochs(db);
  const kind = sql`CASE WHEN coalesce(s.epochs, 0) = 0 THEN 'unseen' WHEN s.epochs >= ${needed} THEN 'seen' ELSE 'partly' END`;
  const from = sql`
    FROM plots p LEFT JOIN seen s ON s.plot_id = p.plot_id
    WHERE (${filter.kind ?? null} IS NULL OR ${kind} = ${filter.kind ?? null})
      AND (${filter.townName ?? null} IS NULL OR p.town_name = ${filter.townName ?? null})`;
  const total = db.value<number>(sql`WITH seen AS (${seenEpochs}) SELECT count(*) ${from}`) ?? 0;
  const rows = db.all<Omit<CoverageRow, 'epochs' | 'lookers'> & { epochs: string; lookers: string }>(sql`
    WITH seen AS (${seenEpochs})
    SELECT p.plot_id AS plotId, p.plot_no AS plotNo, p.town_name AS townName, p.village_name AS villageName,
      ${kind} AS kind, coalesce(s.milliseconds, 0) AS milliseconds,
      (SELECT json_group_array(epoch) FROM (SELECT DISTINCT epoch FROM looks l
        WHERE l.plot_id = p.plot_id ORDER BY epoch)) AS epochs,
      (SELECT json_group_array(actor) FROM (SELECT DISTINCT actor FROM looks l
        WHERE l.plot_id = p.plot_id ORDER BY actor)) AS lookers
    ${from} ORDER BY p.plot_id LIMIT ${limit} OFFSET ${offset}`);
  return {
    total,
    rows: rows.map((row) => ({
      ...row,
      epochs: JSON.parse(row.epochs) as string[],
      lookers: JSON.parse(row.lookers) as string[],
    })),
  };
}

const seenEpochs: SqlQuery = sql`
  SELECT plot_id, count(DISTINCT epoch) AS epochs, sum(milliseconds) AS milliseconds FROM looks GROUP BY plot_id`;

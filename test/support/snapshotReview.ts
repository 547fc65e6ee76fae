import { listThings } from '../../electron/backend/storage/project/reviewThings.ts';
import type { ReadableDatabase } from '../../electron/backend/storage/sqlite/Connection.ts';
import { sql } from '../../electron/backend/storage/sqlite/sql.ts';
import { canonicalJson } from '../../shared/domain/review/canonicalJson.ts';
import { parseReviewTarget } from '../../shared/domain/review/reviewTarget.ts';

/** What the tables of a project say of its plots, one text for each fact by what it is about. */
export type ReviewSnapshot = ReadonlyMap<string, string>;

/** Read straight from the tables: nothing of the log is in it. `blind` are plots of which verdict and second look are left out. */
export function snapshotReview(
  db: ReadableDatabase,
  schemaVersion: number,
  blind: ReadonlySet<number> = new Set(),
): ReviewSnapshot {
  const facts = new Map<string, string>();
  const plots = db.all<{ plot_id: number; status: string }>(sql`
    SELECT plot_id, fid, plot_no, town_name, village_name, land_class_code, area_square_meters, area_mu, min_x, max_y,
      status, flagged FROM plots`);
  for (const { status, ...plot } of plots) {
    facts.set(`row ${plot.plot_id}`, JSON.stringify(plot));
    if (!blind.has(plot.plot_id)) facts.set(`status ${plot.plot_id}`, status);
  }
  const verdicts = db.all<{ plot_id: number }>(sql`
    SELECT plot_id, verdict_code, status, note, answers, evidence_sha256, decided_by, decided_at_utc, return_reason,
      sequence FROM verdicts`);
  for (const verdict of verdicts) {
    if (!blind.has(verdict.plot_id)) facts.set(`verdict ${verdict.plot_id}`, JSON.stringify(verdict));
  }
  for (const { target, value } of listThings(db, schemaVersion)) {
    const { subject, plotId } = parseReviewTarget(target) ?? {};
    if (subject !== 'second' || !blind.has(plotId ?? 0)) facts.set(target, canonicalJson(value));
  }
  for (const [name, text] of readSurroundings(db)) facts.set(name, text);
  return facts;
}

function readSurroundings(db: ReadableDatabase): [string, string][] {
  return [
    ['samples', sql`SELECT sample_id, sequence FROM samples ORDER BY sample_id`] as const,
    ['photos', sql`SELECT photo_id, sha256 FROM photos ORDER BY photo_id`] as const,
    [
      'looks',
      sql`SELECT plot_id, image_id, actor, times, milliseconds FROM looks ORDER BY plot_id, image_id, actor`,
    ] as const,
    ['sweep', sql`SELECT * FROM sweep_grid`] as const,
    ['cells', sql`SELECT cell, mark, note, marked_by FROM sweep_marks ORDER BY cell`] as const,
    ['log', sql`SELECT sequence, hash FROM command_log_head`] as const,
    ['rows', sql`SELECT count(*) AS rows FROM command_log`] as const,
    ['plotted', sql`SELECT name, feature_count FROM layers ORDER BY name`] as const,
  ].map(([name, query]) => [name, JSON.stringify(db.all(query))]);
}

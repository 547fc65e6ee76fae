import type { CheckFinding } from '../../../../shared/contract/records/projectRecords.ts';
import { canonicalJson } from '../../../../shared/domain/review/canonicalJson.ts';
import { replayReviewLog } from '../../../../shared/domain/review/replayReviewLog.ts';
import { reviewValueText } from '../../../../shared/domain/review/reviewValue.ts';
import { hashFeatureTable } from '../geopackage/featureTable.ts';
import { spatialIndexName } from '../geopackage/spatialIndex.ts';
import type { ReadableDatabase } from '../sqlite/Connection.ts';
import { identifier, sql } from '../sqlite/sql.ts';
import { findChainBreak, iterateCommands } from './commandLog.ts';
import { findBrokenEvidence } from './evidence.ts';
import { findBrokenChips } from './evidenceChips.ts';
import { findBrokenRuns } from './findBrokenRuns.ts';
import { listLayers } from './layers.ts';
import { readSchemaVersion } from './migrate.ts';
import { createReviewEvidence } from './migrations/0004-create-review-evidence.ts';
import { keepResultsAcrossRuns } from './migrations/0019-keep-results-across-runs.ts';
import { keepChipsOfEvidence } from './migrations/0040-keep-chips-of-evidence.ts';
import { listThings } from './reviewThings.ts';
import { hashVerdict, iterateVerdicts } from './verdicts.ts';

/** What a check can find; stable for ever. */
export type CheckCode =
  | 'DATABASE_DAMAGED'
  | 'FOREIGN_KEY_BROKEN'
  | 'LOG_CHAIN_BROKEN'
  | 'LOG_CONTRADICTION'
  | 'VERDICT_HASH_WRONG'
  | 'VERDICT_NOT_IN_LOG'
  | 'VERDICT_MISSING'
  | 'VERDICT_DIFFERS_FROM_LOG'
  | 'PLOT_STATUS_WRONG'
  | 'PLOT_FLAG_WRONG'
  | 'EVIDENCE_WRONG'
  | 'RUN_WRONG'
  | 'REVIEW_THING_WRONG'
  | 'LAYER_COUNT_WRONG'
  | 'LAYER_CONTENT_CHANGED'
  | 'LAYER_INDEX_WRONG'
  | 'LAYER_TABLE_MISSING'
  | 'TABLE_NOT_REGISTERED'
  | 'REGISTERED_TABLE_MISSING';

type Finding = CheckFinding & { readonly code: CheckCode };

/**
 * Everything a project says about itself, compared with what is in it: the database, the chain of commands, each
 * verdict against its hash and against the replayed log, runs against the rows they are made of, layers against their
 * counts and hashes, and the GeoPackage registration. Reads only. 'backup' leaves out runs, chips and the content
 * of layers, which take the most time.
 */
export function checkProject(db: ReadableDatabase, depth: 'full' | 'backup' = 'full'): Finding[] {
  const damage = [...checkDatabase(db, depth)];
  // reading on in a damaged file would only throw
  if (damage.some(({ code }) => code === 'DATABASE_DAMAGED')) return damage;
  return [
    ...damage,
    ...checkLog(db),
    ...checkVerdicts(db, depth),
    ...checkPlotStatus(db),
    ...checkRuns(db, depth),
    ...checkRegistration(db),
    ...checkLayers(db, depth),
  ];
}

function* checkDatabase(db: ReadableDatabase, depth: 'full' | 'backup'): Generator<Finding> {
  const pragma = depth === 'full' ? 'integrity_check' : 'quick_check';
  for (const row of db.pragma<Record<string, string>>(`${pragma}(20)`)) {
    const detail = row[pragma] ?? '';
    if (detail !== 'ok') yield { code: 'DATABASE_DAMAGED', where: 'project.gpkg', detail };
  }
  for (const row of db.pragma<{ table: string; rowid: number | null; parent: string }>('foreign_key_check')) {
    yield {
      code: 'FOREIGN_KEY_BROKEN',
      where: `${row.table}:${row.rowid ?? ''}`,
      detail: `no such row in ${row.parent}`,
    };
  }
}

function* checkLog(db: ReadableDatabase): Generator<Finding> {
  const chainBreak = findChainBreak(db);
  if (chainBreak !== undefined) {
    yield {
      code: 'LOG_CHAIN_BROKEN',
      where: `command_log:${chainBreak.sequence}`,
      detail: chainBreak.detail,
    };
  }
}

function* checkVerdicts(db: ReadableDatabase, depth: 'full' | 'backup'): Generator<Finding> {
  const { reviews, flagged, things, contradictions } = replayReviewLog(iterateCommands(db));
  for (const sequence of contradictions) {
    yield {
      code: 'LOG_CONTRADICTION',
      where: `command_log:${sequence}`,
      detail: 'old value differs from the state before',
    };
  }
  const missing = new Set(reviews.keys());
  for (const { plotId, value, sequence, rowHash } of iterateVerdicts(db)) {
    const where = `plot:${plotId}`;
    missing.delete(plotId);
    const actual = hashVerdict(plotId, value, sequence);
    if (actual !== rowHash) yield { code: 'VERDICT_HASH_WRONG', where, detail: `${rowHash} ≠ ${actual}` };
    const replayed = reviews.get(plotId);
    if (replayed === undefined) {
      yield { code: 'VERDICT_NOT_IN_LOG', where, detail: value.verdictCode };
    } else if (reviewValueText(replayed.value) !== reviewValueText(value) || replayed.sequence !== sequence) {
      yield {
        code: 'VERDICT_DIFFERS_FROM_LOG',
        where,
        detail: `command_log:${replayed.sequence} says ${replayed.value.verdictCode}, stored ${value.verdictCode}`,
      };
    }
  }
  for (const plotId of missing) {
    const detail = `command_log:${reviews.get(plotId)?.sequence ?? ''}`;
    yield { code: 'VERDICT_MISSING', where: `plot:${plotId}`, detail };
  }
  // an older project is checked before its migration, too
  if (readSchemaVersion(db) < createReviewEvidence.number) return;
  const stored = new Set(db.column<number>(sql`SELECT plot_id FROM plots WHERE flagged = 1`));
  for (const plotId of new Set([...stored, ...flagged])) {
    if (stored.has(plotId) === flagged.has(plotId)) continue;
    yield { code: 'PLOT_FLAG_WRONG', where: `plot:${plotId}`, detail: `stored ${stored.has(plotId)}` };
  }
  const unseen = new Map(things);
  for (const { target, value } of listThings(db, readSchemaVersion(db))) {
    const logged = unseen.get(target);
    unseen.delete(target);
    const text = canonicalJson(value);
    if (logged !== text) yield { code: 'REVIEW_THING_WRONG', where: target, detail: `stored ${text}` };
  }
  for (const target of unseen.keys()) {
    yield { code: 'REVIEW_THING_WRONG', where: target, detail: 'missing' };
  }
  for (const { plotId, detail } of findBrokenEvidence(db)) {
    yield { code: 'EVIDENCE_WRONG', where: `plot:${plotId}`, detail };
  }
  if (depth === 'backup' || readSchemaVersion(db) < keepChipsOfEvidence.number) return;
  for (const { evidenceSha256, detail } of findBrokenChips(db)) {
    yield { code: 'EVIDENCE_WRONG', where: `evidence:${evidenceSha256}`, detail };
  }
}

function* checkPlotStatus(db: ReadableDatabase): Generator<Finding> {
  const rows = db.all<{ plot_id: number; status: string; expected: string }>(sql`
    SELECT p.plot_id, p.status, coalesce(v.status, 'unjudged') AS expected
    FROM plots p LEFT JOIN verdicts v ON v.plot_id = p.plot_id
    WHERE p.status <> coalesce(v.status, 'unjudged')`);
  for (const { plot_id, status, expected } of rows) {
    yield { code: 'PLOT_STATUS_WRONG', where: `plot:${plot_id}`, detail: `${status} ≠ ${expected}` };
  }
}

function* checkRuns(db: ReadableDatabase, depth: 'full' | 'backup'): Generator<Finding> {
  // an older project keeps its results otherwise until its migration
  if (depth === 'backup' || readSchemaVersion(db) < keepResultsAcrossRuns.number) return;
  for (const finding of findBrokenRuns(db)) yield { code: 'RUN_WRONG', ...finding };
}

function* checkRegistration(db: ReadableDatabase): Generator<Finding> {
  const tables = new Set(db.column<string>(sql`SELECT name FROM sqlite_schema WHERE type = 'table'`));
  const registered = db.column<string>(sql`SELECT table_name FROM gpkg_contents`);
  for (const table of registered) {
    if (!tables.has(table)) {
      yield { code: 'REGISTERED_TABLE_MISSING', where: table, detail: 'gpkg_contents' };
    }
  }
  const geometryTables = new Set(db.column<string>(sql`SELECT table_name FROM gpkg_geometry_columns`));
  for (const { table } of listLayers(db)) {
    if (!registered.includes(table) || !geometryTables.has(table)) {
      yield { code: 'TABLE_NOT_REGISTERED', where: table, detail: 'gpkg_contents, gpkg_geometry_columns' };
    }
  }
}

function* checkLayers(db: ReadableDatabase, depth: 'full' | 'backup'): Generator<Finding> {
  const tables = new Set(db.column<string>(sql`SELECT name FROM sqlite_schema WHERE type = 'table'`));
  for (const layer of listLayers(db)) {
    const where = `layer:${layer.id}`;
    if (!tables.has(layer.table)) {
      yield { code: 'LAYER_TABLE_MISSING', where, detail: layer.table };
      continue;
    }
    const rows = db.value<number>(sql`SELECT count(*) FROM ${identifier(layer.table)}`) ?? 0;
    if (rows !== layer.features) {
      yield { code: 'LAYER_COUNT_WRONG', where, detail: `${rows} ≠ ${layer.features}` };
    }
    if (depth === 'backup') continue;
    const indexed =
      db.value<number>(sql`SELECT count(*) FROM ${identifier(spatialIndexName(layer.table))}`) ?? 0;
    if (indexed > rows) yield { code: 'LAYER_INDEX_WRONG', where, detail: `${indexed} > ${rows}` };
    const columns = layer.fields.map(({ column }) => column);
    if (hashFeatureTable(db, layer.table, columns).contentSha256 !== layer.contentSha256) {
      yield { code: 'LAYER_CONTENT_CHANGED', where, detail: layer.name };
    }
  }
}

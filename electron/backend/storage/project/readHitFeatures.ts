import type { BillFeature } from '../../../../shared/contract/records/eligibilityRecords.ts';
import type { AttributeValue } from '../../../../shared/domain/eligibility/ruleSet.ts';
import type { ReadableDatabase } from '../sqlite/Connection.ts';
import { identifier, sql } from '../sqlite/sql.ts';
import { type RunLayer, readRunLayers } from './eligibilityRuns.ts';
import { listLayers, type StoredLayer } from './layers.ts';

/** By what deliveries tell features apart (domain reference §4), best first. */
const identifyingFields = ['BSM', 'YJJBNTTBBH', 'TBYBH', 'TBBH', 'XIAO_BAN', 'HXBM', 'HXMC', 'ZRBHDMC', 'MC'];
/** A steep plot may meet hundreds of cells; a reader looks at few. */
const mostNamed = 20;

/**
 * Which features hit a plot in the newest run, by rule: how many, and the first twenty by layer and row. A layer that
 * is gone or was replaced since is named as the run saw it, its features by their rows alone.
 */
export function readHitFeatures(
  db: ReadableDatabase,
  runId: number,
  plotId: number,
): Map<string, { count: number; features: BillFeature[] }> {
  const seen = new Map(readRunLayers(db, runId).map((layer) => [layer.layerId, layer]));
  const present = new Map(listLayers(db).map((layer) => [Number(layer.id), layer]));
  const hits = db.all<{ code: string; layerId: number; fid: number }>(sql`
    SELECT DISTINCT code, layer_id AS layerId, fid FROM eligibility_hits WHERE plot_id = ${plotId}
    ORDER BY code, layer_id, fid`);
  const byRule = new Map<string, { count: number; features: BillFeature[] }>();
  for (const { code, layerId, fid } of hits) {
    const hit = byRule.get(code) ?? { count: 0, features: [] };
    byRule.set(code, hit);
    hit.count++;
    if (hit.features.length < mostNamed) {
      hit.features.push(describeFeature(db, seen.get(layerId), present.get(layerId), fid));
    }
  }
  return byRule;
}

function describeFeature(
  db: ReadableDatabase,
  seen: RunLayer | undefined,
  present: StoredLayer | undefined,
  fid: number,
): BillFeature {
  const contentSha256 = seen?.contentSha256 ?? '';
  const isSame = present !== undefined && present.contentSha256 === contentSha256;
  return {
    layer: seen?.name ?? present?.name ?? '',
    contentSha256,
    feature: fid,
    identity: isSame ? readIdentity(db, present, fid) : null,
  };
}

function readIdentity(db: ReadableDatabase, { table, fields }: StoredLayer, fid: number) {
  for (const wanted of identifyingFields) {
    const field = fields.find(({ name }) => name.toUpperCase() === wanted);
    if (field === undefined) continue;
    const value = db.value<AttributeValue>(
      sql`SELECT ${identifier(field.column)} FROM ${identifier(table)} WHERE fid = ${fid}`,
    );
    const text = String(value ?? '').trim();
    if (text !== '') return { field: field.name, value: text };
  }
  return null;
}

import type { BoundRules, RuleSource } from '../../../shared/domain/eligibility/bindRules.ts';
import { matchesConditions } from '../../../shared/domain/eligibility/matchesConditions.ts';
import type { Bounds } from '../../../shared/domain/geometry/multiPolygon.ts';
import { iterateLayerFeatures, type LayerFeature } from '../storage/project/iterateLayerFeatures.ts';
import type { ReadableDatabase } from '../storage/sqlite/Connection.ts';

/** A layer that serves rules, and what each of them asks of its features. */
export interface ExclusionLayer {
  readonly layerId: number;
  /** Rules with their conditions, as text: the same text asks the same of the same features. */
  readonly use: string;
  readonly users: readonly { readonly source: RuleSource; readonly bit: number; readonly code: string }[];
}

/** A feature at least one rule asks for. */
export interface UsedFeature extends LayerFeature {
  readonly wkb: Uint8Array;
  readonly ruleMask: number;
}

/** The layers in the order their features take part in a run. */
export function listExclusionLayers({ rules }: BoundRules): ExclusionLayer[] {
  const users = rules.flatMap(({ sources, code }, bit) => sources.map((source) => ({ source, bit, code })));
  return [...Map.groupBy(users, ({ source }) => source.layerId)].map(([layerId, group]) => ({
    layerId: Number(layerId),
    use: JSON.stringify(group.map(({ source, code }) => [code, source.conditions])),
    users: group,
  }));
}

/** The features of one layer that take part, in fid order, each with the bits of all rules it belongs to. */
export function* readUsedFeatures(
  db: ReadableDatabase,
  { layerId, users }: ExclusionLayer,
  bounds?: Bounds,
): Generator<UsedFeature> {
  const fields = users.flatMap(({ source }) => (source.conditions ?? []).map(({ column }) => column));
  const selection = bounds === undefined ? { fields } : { fields, bounds };
  for (const feature of iterateLayerFeatures(db, String(layerId), selection)) {
    const { wkb, attributes } = feature;
    if (wkb === null) continue;
    let ruleMask = 0;
    for (const { source, bit } of users) {
      if (source.conditions === null || matchesConditions(source.conditions, attributes))
        ruleMask |= 1 << bit;
    }
    if (ruleMask !== 0) yield { ...feature, wkb, ruleMask };
  }
}

import type { StoredLayer } from '../storage/project/layers.ts';

/** A stored layer as bindRules sees it. */
export function toBindable(layer: StoredLayer) {
  const { id, name, role, rule } = layer;
  return { id, name, role, rule, fields: layer.fields.map((field) => field.name) };
}

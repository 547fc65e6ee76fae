import { iterateLayerFeatures } from '../../storage/project/iterateLayerFeatures.ts';
import { listLayers } from '../../storage/project/layers.ts';
import type { ReadableDatabase } from '../../storage/sqlite/Connection.ts';

const CODE_FIELDS: readonly string[] = ['XZDM', 'XZQDM'];
const NAME_FIELDS: readonly string[] = ['XZMC', 'XZQMC'];
const TOWN_CODE_LENGTH = 9;

/** Names of towns by their nine-digit code, from the town layers of the project. */
export function readTownNames(db: ReadableDatabase): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const layer of listLayers(db)) {
    if (layer.role !== 'towns') continue;
    const find = (wanted: readonly string[]) =>
      layer.fields.find(({ name }) => wanted.includes(name.toUpperCase()))?.name;
    const code = find(CODE_FIELDS);
    const name = find(NAME_FIELDS);
    if (code === undefined || name === undefined) continue;
    for (const { attributes } of iterateLayerFeatures(db, layer.id, { fields: [code, name] })) {
      const key = String(attributes[code] ?? '').slice(0, TOWN_CODE_LENGTH);
      if (key.length === TOWN_CODE_LENGTH && attributes[name] !== null) {
        names.set(key, String(attributes[name]));
      }
    }
  }
  return names;
}

import type { MultiPolygon } from '../../../shared/domain/geometry/multiPolygon.ts';
import { parseWkb } from '../../../shared/domain/geometry/parseWkb.ts';
import { iterateLayerFeatures } from '../storage/project/iterateLayerFeatures.ts';
import { listLayers } from '../storage/project/layers.ts';
import type { ReadableDatabase } from '../storage/sqlite/Connection.ts';

export interface TownShape {
  readonly name: string;
  readonly geometry: MultiPolygon;
}

const nameFields = ['XZMC', 'XZQMC', '乡镇名称', '乡镇'];

/** Outlines of towns with their names, from the project's town layers, as maps show them. */
export function readTownShapes(db: ReadableDatabase): TownShape[] {
  return listLayers(db)
    .filter(({ role }) => role === 'towns')
    .flatMap(({ id, fields }) => {
      const field = nameFields.find((wanted) => fields.some(({ name }) => name.toUpperCase() === wanted));
      return [...iterateLayerFeatures(db, id)].flatMap(({ wkb, attributes }): TownShape[] => {
        const parsed = wkb === null ? undefined : parseWkb(wkb);
        if (parsed?.ok !== true) return [];
        const name = Object.entries(attributes).find(([key]) => key.toUpperCase() === field)?.[1];
        return [{ name: String(name ?? ''), geometry: parsed.value.polygons }];
      });
    });
}

import { type ClearCells, createClearCells } from '../geometry/clearCells.ts';
import type { GeometryEngine, Shape } from '../geometry/GeometryEngine.ts';
import { type GeometryResult, succeed } from '../geometry/geometryResult.ts';
import { type IndexedRings, indexRings } from '../geometry/indexRings.ts';
import type { MultiPolygon } from '../geometry/multiPolygon.ts';

/** A valid geometry in the forms that cutting needs, each made when it is first asked for. */
export interface Region {
  readonly geometry: MultiPolygon;
  /** For areas in common and cuts that need no engine. */
  indexed(): IndexedRings;
  /** For what is held against many others; undefined where it would not pay. */
  clearCells(): ClearCells | undefined;
  /** For overlays; lives as long as the scope it was first asked for in. */
  shape(): GeometryResult<Shape>;
}

/** `known`: the engine's form, where there is one already. */
export function createRegion(engine: GeometryEngine, geometry: MultiPolygon, known?: Shape): Region {
  let indexed: IndexedRings | undefined;
  let clearCells: ClearCells | null | undefined;
  let shape = known;
  const getIndexed = (): IndexedRings => {
    indexed ??= indexRings(geometry);
    return indexed;
  };
  return {
    geometry,
    indexed: getIndexed,
    clearCells: () => {
      if (clearCells === undefined) clearCells = createClearCells(getIndexed()) ?? null;
      return clearCells ?? undefined;
    },
    shape: () => {
      if (shape !== undefined) return succeed(shape);
      const loaded = engine.fromMultiPolygon(geometry);
      if (loaded.ok) shape = loaded.value;
      return loaded;
    },
  };
}

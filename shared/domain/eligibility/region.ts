import type { GeometryEngine, Shape } from '../geometry/GeometryEngine.ts';
import { type GeometryResult, succeed } from '../geometry/geometryResult.ts';
import { type IndexedRings, indexRings } from '../geometry/indexRings.ts';
import type { MultiPolygon } from '../geometry/multiPolygon.ts';

/** A valid geometry in the forms that cutting needs, each made when it is first asked for. */
export interface Region {
  readonly geometry: MultiPolygon;
  /** For areas in common and cuts that need no engine. */
  indexed(): IndexedRings;
  /** For overlays; lives as long as the scope it was first asked for in. */
  shape(): GeometryResult<Shape>;
}

/** `known`: the engine's form, where there is one already. */
export function createRegion(engine: GeometryEngine, geometry: MultiPolygon, known?: Shape): Region {
  let indexed: IndexedRings | undefined;
  let shape = known;
  return {
    geometry,
    indexed: () => {
      indexed ??= indexRings(geometry);
      return indexed;
    },
    shape: () => {
      if (shape !== undefined) return succeed(shape);
      const loaded = engine.fromMultiPolygon(geometry);
      if (loaded.ok) shape = loaded.value;
      return loaded;
    },
  };
}

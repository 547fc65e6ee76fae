import { type EdgeList, listEdges } from '../geometry/commonArea.ts';
import type { GeometryEngine, Shape } from '../geometry/GeometryEngine.ts';
import { type GeometryResult, succeed } from '../geometry/geometryResult.ts';
import type { MultiPolygon } from '../geometry/multiPolygon.ts';

/** A valid geometry in the forms that cutting needs, each made when it is first asked for. */
export interface Region {
  readonly geometry: MultiPolygon;
  /** For areas in common. */
  edges(): EdgeList;
  /** For overlays; lives as long as the scope it was first asked for in, or as its owner keeps it. */
  shape(): GeometryResult<Shape>;
}

/** A region that outlives scopes. The owner must call dispose. */
export interface KeptRegion extends Region {
  dispose(): void;
}

/** A region whose shape, once asked for, is kept until it is disposed of. */
export function createKeptRegion(engine: GeometryEngine, geometry: MultiPolygon): KeptRegion {
  const region = createRegion(engine, geometry);
  let dispose: (() => void) | undefined;
  return {
    ...region,
    shape: () => {
      const shape = region.shape();
      if (shape.ok && dispose === undefined) dispose = engine.keep(shape.value).dispose;
      return shape;
    },
    dispose: () => dispose?.(),
  };
}

/** `known`: the engine's form, where there is one already. */
export function createRegion(engine: GeometryEngine, geometry: MultiPolygon, known?: Shape): Region {
  let edges: EdgeList | undefined;
  let shape = known;
  return {
    geometry,
    edges: () => {
      edges ??= listEdges(geometry);
      return edges;
    },
    shape: () => {
      if (shape !== undefined) return succeed(shape);
      const loaded = engine.fromMultiPolygon(geometry);
      if (loaded.ok) shape = loaded.value;
      return loaded;
    },
  };
}

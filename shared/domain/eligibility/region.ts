import { type EdgeList, listEdges } from '../geometry/commonArea.ts';
import type { GeometryEngine, Shape } from '../geometry/GeometryEngine.ts';
import { type GeometryResult, succeed } from '../geometry/geometryResult.ts';
import { isSimplePolygon } from '../geometry/isSimplePolygon.ts';
import { type Bounds, computeBounds, type MultiPolygon, type Ring } from '../geometry/multiPolygon.ts';

/** A valid geometry in the forms that cutting needs, each made when it is first asked for. */
export interface Region {
  readonly geometry: MultiPolygon;
  /** For areas in common. */
  edges(): EdgeList;
  /**
   * The outer ring where there is one, it is beyond doubt simple, and no hole comes near: within the bounds, the
   * region is what the ring encloses. For cuts that need no engine.
   */
  simpleRingWithin(bounds: Bounds): Ring | undefined;
  /** For overlays; lives as long as the scope it was first asked for in, or as its owner keeps it. */
  shape(): GeometryResult<Shape>;
}

/** A region that outlives scopes. The owner must call dispose. */
export interface KeptRegion extends Region {
  dispose(): void;
}

/** A region whose shape, once asked for, is kept until it is disposed of. */
export function createKeptRegion(
  engine: GeometryEngine,
  geometry: MultiPolygon,
  isSimple: boolean,
): KeptRegion {
  const region = createRegion(engine, geometry, isSimple ? { isSimple } : {});
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

/** What is known of a region beforehand. */
export interface KnownRegion {
  /** The engine's form. */
  readonly shape?: Shape;
  /** True where the outer ring of its one polygon is simple. */
  readonly isSimple?: true;
}

export function createRegion(
  engine: GeometryEngine,
  geometry: MultiPolygon,
  known: KnownRegion = {},
): Region {
  let edges: EdgeList | undefined;
  let { shape, isSimple }: { shape?: Shape; isSimple?: boolean } = known;
  const [polygon] = geometry;
  const [outer, ...holes] = geometry.length === 1 && polygon !== undefined ? polygon : [];
  return {
    geometry,
    edges: () => {
      edges ??= listEdges(geometry);
      return edges;
    },
    simpleRingWithin: (bounds) => {
      if (outer === undefined) return undefined;
      isSimple ??= isSimplePolygon([outer]);
      return isSimple && !holes.some((hole) => meets(hole, bounds)) ? outer : undefined;
    },
    shape: () => {
      if (shape !== undefined) return succeed(shape);
      const loaded = engine.fromMultiPolygon(geometry);
      if (loaded.ok) shape = loaded.value;
      return loaded;
    },
  };
}

function meets(ring: Ring, bounds: Bounds): boolean {
  const own = computeBounds([[ring]]);
  return (
    own !== undefined &&
    own.minX <= bounds.maxX &&
    own.maxX >= bounds.minX &&
    own.minY <= bounds.maxY &&
    own.maxY >= bounds.minY
  );
}

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
  return new LazyRegion(engine, geometry, known);
}

/** A class, because a county has millions: functions of their own for each would take longer to make than to call. */
class LazyRegion implements Region {
  readonly geometry: MultiPolygon;
  readonly #engine: GeometryEngine;
  #indexed: IndexedRings | undefined = undefined;
  /** Null: it would not pay. */
  #clearCells: ClearCells | null | undefined = undefined;
  #shape: Shape | undefined;

  constructor(engine: GeometryEngine, geometry: MultiPolygon, known: Shape | undefined) {
    this.geometry = geometry;
    this.#engine = engine;
    this.#shape = known;
  }

  indexed(): IndexedRings {
    this.#indexed ??= indexRings(this.geometry);
    return this.#indexed;
  }

  clearCells(): ClearCells | undefined {
    if (this.#clearCells === undefined) this.#clearCells = createClearCells(this.indexed()) ?? null;
    return this.#clearCells ?? undefined;
  }

  shape(): GeometryResult<Shape> {
    if (this.#shape !== undefined) return succeed(this.#shape);
    const loaded = this.#engine.fromMultiPolygon(this.geometry);
    if (loaded.ok) this.#shape = loaded.value;
    return loaded;
  }
}

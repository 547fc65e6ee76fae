import type { ExclusionPart } from '../../../shared/domain/eligibility/cutPlot.ts';
import type { GeometryEngine } from '../../../shared/domain/geometry/GeometryEngine.ts';
import type { PartsView } from './sharedParts.ts';

/**
 * The exclusion parts a worker has prepared, the least recently used dropped first. Plots come in the order of
 * a space-filling curve, so the next plot mostly meets parts that are here.
 */
export class PreparedPartCache {
  readonly #engine: GeometryEngine;
  readonly #view: PartsView;
  readonly #capacity: number;
  readonly #parts = new Map<number, ExclusionPart>();

  constructor(engine: GeometryEngine, view: PartsView, capacity: number) {
    this.#engine = engine;
    this.#view = view;
    this.#capacity = capacity;
  }

  /** The prepared part; undefined where it stands for a feature that could not be repaired. */
  take(place: number): ExclusionPart | undefined {
    const known = this.#parts.get(place);
    if (known !== undefined) {
      this.#parts.delete(place);
      this.#parts.set(place, known);
      return known;
    }
    const wkb = this.#view.wkb(place);
    if (wkb.length === 0) return undefined;
    const part = this.#engine.scope((): ExclusionPart => {
      const shape = this.#engine.fromWkb(wkb);
      if (!shape.ok) throw new Error(`a part written by us cannot be read: ${shape.failure.message}`);
      return {
        prepared: this.#engine.prepare(shape.value),
        ruleMask: this.#view.ruleMask(place),
        source: this.#view.source(place),
        seams: this.#view.seams(place),
      };
    });
    this.#parts.set(place, part);
    return part;
  }

  /** Drops the oldest parts beyond the capacity. Call it between plots, never within one. */
  trim(): void {
    for (const [place, part] of this.#parts) {
      if (this.#parts.size <= this.#capacity) return;
      part.prepared.dispose();
      this.#parts.delete(place);
    }
  }

  dispose(): void {
    for (const part of this.#parts.values()) part.prepared.dispose();
    this.#parts.clear();
  }
}

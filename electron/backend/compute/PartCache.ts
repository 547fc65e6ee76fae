import type { ExclusionPart } from '../../../shared/domain/eligibility/exclusionPart.ts';
import { createKeptRegion, type KeptRegion } from '../../../shared/domain/eligibility/region.ts';
import type { GeometryEngine } from '../../../shared/domain/geometry/GeometryEngine.ts';
import { parseWkb } from '../../../shared/domain/geometry/parseWkb.ts';
import type { PartsView } from './sharedParts.ts';

type CachedPart = ExclusionPart & { readonly region: KeptRegion };

/**
 * The exclusion parts a worker has read, the least recently used dropped first. Plots come in the order of
 * a space-filling curve, so the next plot mostly meets parts that are here.
 */
export class PartCache {
  readonly #engine: GeometryEngine;
  readonly #view: PartsView;
  readonly #capacity: number;
  readonly #parts = new Map<number, CachedPart>();

  constructor(engine: GeometryEngine, view: PartsView, capacity: number) {
    this.#engine = engine;
    this.#view = view;
    this.#capacity = capacity;
  }

  /** The part; undefined where it stands for a feature that could not be repaired. */
  take(place: number): ExclusionPart | undefined {
    const known = this.#parts.get(place);
    if (known !== undefined) {
      this.#parts.delete(place);
      this.#parts.set(place, known);
      return known;
    }
    const wkb = this.#view.wkb(place);
    if (wkb.length === 0) return undefined;
    const parsed = parseWkb(wkb);
    if (!parsed.ok) throw new Error(`a part written by us cannot be read: ${parsed.failure.message}`);
    const part: CachedPart = {
      region: createKeptRegion(this.#engine, parsed.value.polygons, this.#view.isSimple(place)),
      ruleMask: this.#view.ruleMask(place),
      source: this.#view.source(place),
      seams: this.#view.seams(place),
    };
    this.#parts.set(place, part);
    return part;
  }

  /** Drops the oldest parts beyond the capacity. Call it between plots, never within one. */
  trim(): void {
    for (const [place, part] of this.#parts) {
      if (this.#parts.size <= this.#capacity) return;
      part.region.dispose();
      this.#parts.delete(place);
    }
  }

  dispose(): void {
    for (const part of this.#parts.values()) part.region.dispose();
    this.#parts.clear();
  }
}

import type { ExclusionPart } from '../../../shared/domain/eligibility/exclusionPart.ts';
import { createRegion } from '../../../shared/domain/eligibility/region.ts';
import type { GeometryEngine } from '../../../shared/domain/geometry/GeometryEngine.ts';
import { unpackRings } from './packRings.ts';
import type { PartsView } from './sharedParts.ts';

/** Parts a worker knows at a time. */
const CAPACITY = 16_384;

/**
 * The exclusion parts a worker has read. Plots come in the order of a space-filling curve, so the next plot mostly
 * meets parts that are here; when there are too many, all are forgotten. Their coordinates stay in shared memory.
 */
export class PartCache {
  readonly #engine: GeometryEngine;
  readonly #view: PartsView;
  #parts = new Map<number, ExclusionPart>();

  constructor(engine: GeometryEngine, view: PartsView) {
    this.#engine = engine;
    this.#view = view;
  }

  /** The part; undefined where it stands for a feature that could not be repaired. */
  take(place: number): ExclusionPart | undefined {
    const known = this.#parts.get(place);
    if (known !== undefined) return known;
    const values = this.#view.rings(place);
    if (values.length === 0) return undefined;
    if (this.#parts.size >= CAPACITY) this.#parts = new Map();
    const part: ExclusionPart = {
      region: createRegion(this.#engine, [unpackRings(values)]),
      ruleMask: this.#view.ruleMask(place),
      source: this.#view.source(place),
    };
    this.#parts.set(place, part);
    return part;
  }
}

import type { GeometryResult } from '../../../../shared/domain/geometry/geometryResult.ts';
import type { Bounds } from '../../../../shared/domain/geometry/multiPolygon.ts';
import type { ParsedGeometry } from '../../../../shared/domain/geometry/parseWkb.ts';

export type FieldType = 'text' | 'integer' | 'real' | 'date' | 'binary';

export interface SourceField {
  readonly name: string;
  readonly type: FieldType;
}

export type SourceValue = string | number | Uint8Array | null;

/** What a file says about its coordinate system, before anything is made of it. */
export type DeclaredCrs =
  | { readonly kind: 'missing' }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'wkt'; readonly text: string };

export interface SourceFinding {
  readonly code: string;
  readonly count: number;
  readonly examples: readonly string[];
}

export interface SourceLayer {
  readonly name: string;
  /** Number of records, counted, not taken from a header. */
  readonly features: number;
  readonly geometryType: string;
  readonly fields: readonly SourceField[];
  /** Alternatives in the order to try: a code the file names, then its definition. */
  readonly crs: readonly DeclaredCrs[];
  /** Bounds as the file's header claims them; null where it claims none. For proposals only. */
  readonly bounds: Bounds | null;
  readonly encoding: string;
  readonly encodingFrom: 'file' | 'guess' | 'user' | 'format';
  readonly findings: readonly SourceFinding[];
}

export interface SourceFeature {
  /** Place in the source, from 0; deleted records are counted so that it points at the record. */
  readonly index: number;
  /** Null where the record has no geometry; a failure where its bytes are no geometry. */
  readonly geometry: GeometryResult<ParsedGeometry> | null;
  /** In the order of the layer's fields. */
  readonly values: readonly SourceValue[];
}

/** One opened foreign file. Lives in the reader worker only. */
export interface VectorSource {
  readonly driver: string;
  readonly layers: readonly SourceLayer[];
  /** Lazy: one feature in memory at a time. */
  readFeatures(layer: string): Iterable<SourceFeature>;
  close(): void;
}

import type { FieldType, GeometryType } from '../../storage/geopackage/featureTable.ts';
import type { ListCell } from '../listTable.ts';
import type { SymbolStyle } from '../symbolStyle.ts';

export interface LayerColumn {
  /** At most 10 ASCII bytes, like the fields of the list. */
  readonly fieldName: string;
  readonly title: string;
  readonly type: FieldType;
}

/** What a further layer of the GeoPackage is, whatever stands in it. */
export interface LayerKind {
  readonly table: string;
  readonly title: string;
  readonly geometryType: GeometryType;
  readonly columns: readonly LayerColumn[];
  readonly style: SymbolStyle;
}

/** A frozen layer beside the list: shapes of its own that belong to the list's plots. */
export interface ListLayer {
  readonly kind: LayerKind;
  /** Values in the order of the kind's columns. */
  readonly rows: readonly (readonly ListCell[])[];
  /** WKB in the project CRS, one for each row. */
  readonly shapes: readonly Uint8Array[];
}

/** Lists, releases and what was written. */

/** Every product a list is handed up as: files of a format, and documents made for a purpose. */
export const exportFormats = [
  'xlsx',
  'csv',
  'gpkg',
  'geojson',
  'shp',
  'kml',
  'txt',
  'docx',
  'pdf',
  'statistics',
  'ledger',
  'restoration',
  'towns',
  'bulletin',
  'acceptance',
  'template',
  'contact',
  'wallmap',
] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** The beginning of a table of a product, every cell as it is shown. */
export interface PreviewTable {
  readonly name: string;
  /** '' where it has none. */
  readonly unitLine: string;
  /** Rows of the whole table; null where headings and plots are not told apart. */
  readonly rowCount: number | null;
  /** Empty where the rows are those of a sheet, headings and all. */
  readonly titles: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Sums over all rows; empty where nothing is added up. */
  readonly totals: readonly string[];
}

/** A piece of the first page of a paper, in reading order; lengths are points. */
export type PaperBlock =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly size: number;
      readonly bold: boolean;
      readonly align: 'left' | 'center' | 'right';
      readonly indent: number;
    }
  | {
      readonly kind: 'table';
      /** The first row is the heading. */
      readonly rows: readonly (readonly string[])[];
      /** Which columns of the rows below it are set right. */
      readonly right: readonly boolean[];
      readonly size: number;
    }
  | { readonly kind: 'figure'; readonly picture: Uint8Array; readonly width: number };

export interface PaperPage {
  readonly width: number;
  readonly height: number;
  readonly marginLeft: number;
  readonly marginRight: number;
  readonly marginTop: number;
  readonly blocks: readonly PaperBlock[];
}

/** The beginning of a product as it would be written now. */
export type ProductPreview =
  | { readonly kind: 'empty' }
  /** The first page, drawn by what writes it; PNG. */
  | { readonly kind: 'picture'; readonly picture: Uint8Array }
  /** About the first page of a .docx, read from a written one. */
  | { readonly kind: 'paper'; readonly page: PaperPage }
  | {
      readonly kind: 'tables';
      readonly tables: readonly PreviewTable[];
      /** Of a Shapefile: the fields it will have. */
      readonly fields: readonly ShapefileFieldRecord[];
    }
  | {
      readonly kind: 'texts';
      readonly files: readonly { readonly name: string; readonly lines: readonly string[] }[];
    };

/** A field of a Shapefile as it will be written. */
export interface ShapefileFieldRecord {
  readonly title: string;
  readonly name: string;
  readonly type: string;
  /** What does not fit; '' where all does. */
  readonly problem: string;
}

export interface ReleaseRecord {
  readonly directory: string;
  readonly name: string;
  /** When the project the release shows was last changed; '' where the manifest cannot be read. */
  readonly changedAtUtc: string;
  readonly files: number;
  /**
   * `changed`: the manifest was edited or a file is missing; `rebuilt`: the same, byte for byte, as the older release
   * `sameAs` beside it. Contents are compared by release.verify.
   */
  readonly state: 'sealed' | 'rebuilt' | 'changed' | 'unreadable';
  /** Name of the older release; '' where there is none. */
  readonly sameAs: string;
}

export interface WrittenFile {
  readonly path: string;
  readonly sha256: string;
  /** Of what the file lists first; null where it lists nothing: .prj, .cpg, pages that are looked at. */
  readonly rows: number | null;
  /** Sum of its 可恢复净面积; null where it shows none, or one plot was not computed. */
  readonly netMu: number | null;
  /** Everything the file lists: a layer or a sheet each. */
  readonly contents: readonly FileContent[];
}

/** A layer, a sheet or the list of a paper, as it stands in one file. */
export interface FileContent {
  readonly name: string;
  readonly rows: number;
  /** Sum of its printed 亩: 可恢复净面积 (`net`) or whole shapes; null where it shows none, or one was not computed. */
  readonly area: { readonly of: 'net' | 'whole'; readonly mu: number } | null;
}

export interface ReleaseFinding {
  readonly file: string;
  readonly where: string;
  readonly expected: string;
  readonly found: string;
}

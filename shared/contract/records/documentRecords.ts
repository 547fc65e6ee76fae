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
  'towns',
  'bulletin',
  'acceptance',
  'template',
  'contact',
  'wallmap',
] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** The beginning of each sheet of a list, every cell as it is shown. */
export interface ListPreview {
  readonly sheets: readonly {
    readonly name: string;
    readonly title: string;
    readonly unitLine: string;
    readonly rowCount: number;
    readonly titles: readonly string[];
    readonly rows: readonly (readonly string[])[];
    readonly totals: readonly string[];
  }[];
}

/** A page of a product as a picture, or its beginning as text. */
export interface ProductPreview {
  readonly title: string;
  /** JPEG or PNG of the first page; null where the product has none. */
  readonly picture: Uint8Array | null;
  /** The first lines of a text format or the text of a document. */
  readonly lines: readonly string[];
}

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
  /** `changed`: the manifest was edited or a file is missing. Contents are compared by release.verify. */
  readonly state: 'sealed' | 'changed' | 'unreadable';
}

export interface WrittenFile {
  readonly path: string;
  readonly sha256: string;
  readonly rows: number;
  readonly netMu: number | null;
}

export interface ReleaseFinding {
  readonly file: string;
  readonly where: string;
  readonly expected: string;
  readonly found: string;
}

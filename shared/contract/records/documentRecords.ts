/** Lists, releases and what was written. */

export type ExportFormat = 'xlsx' | 'csv' | 'gpkg' | 'geojson' | 'shp' | 'kml' | 'txt' | 'docx' | 'pdf';

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

/** What is asked of an import of pictures. */
export interface ImageImport {
  /** Sheets of one epoch; where they overlap, a later one lies on top. */
  readonly files: readonly string[];
  readonly epoch: string;
  readonly name: string;
  /** Satellite and sensor; undefined takes what the first sheet says. */
  readonly sensor: string | undefined;
  readonly bands: readonly number[] | undefined;
  /** Stands in for a missing CRS; never overrides one the file states. */
  readonly crs: string | undefined;
  readonly isLossless: boolean;
}

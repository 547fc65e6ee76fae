/** Photos of plots, with what their camera wrote of place and bearing. */

export interface PhotoRecord {
  readonly photoId: number;
  readonly name: string;
  readonly sha256: string;
  /** The camera's own clock, 2026-11-22T10:32:05. */
  readonly takenAt: string | null;
  readonly longitude: number | null;
  readonly latitude: number | null;
  /** Project CRS. */
  readonly x: number | null;
  readonly y: number | null;
  /** Degrees clockwise from north, as the camera wrote it. */
  readonly bearing: number | null;
  /** The same turned into the project CRS. */
  readonly mapBearing: number | null;
  readonly accuracyMeters: number | null;
  readonly width: number;
  readonly height: number;
  readonly plotId: number | null;
  readonly plotNo: string | null;
  readonly how: 'hand' | 'matched' | null;
}

export interface PhotoImport {
  readonly added: number;
  /** Pictures that were there already. */
  readonly known: number;
  readonly matched: number;
  /** Added, but for a person to say which plot they show. */
  readonly undecided: number;
  readonly failed: readonly { readonly file: string; readonly reason: string }[];
}

export interface PhotoCandidate {
  readonly plotId: number;
  readonly plotNo: string;
  /** Share of the views tried that end on this plot. */
  readonly share: number;
  readonly distanceMeters: number;
}

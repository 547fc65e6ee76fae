import type { MarkupKind } from '../../domain/review/markupKind.ts';

/** What a reviewer draws on a plot. Geometries are WKB in the project CRS. */

export interface MarkupRecord {
  readonly markupId: number;
  readonly plotId: number;
  readonly kind: MarkupKind;
  /** A polygon (area, cloud), a line string (line, arrow) or a point (text). */
  readonly wkb: Uint8Array;
  readonly text: string;
  readonly by: string;
  readonly atUtc: string;
}

/** One of the parts a plot is cut into. */
export interface PlotPart {
  /** 1, 2, 3 … within the plot. */
  readonly position: number;
  readonly wkb: Uint8Array;
  /** Ellipsoidal, unrounded. */
  readonly squareMeters: number;
  /** As printed: the parts of a plot add up to its printed area. */
  readonly printedSquareMeters: number;
  readonly printedMu: number;
  readonly verdictCode: string | null;
  readonly note: string;
  readonly decidedBy: string | null;
  readonly decidedAtUtc: string | null;
}

/** How a reviewer would draw the plot; its own geometry stays as it came. */
export interface ProposedBoundary {
  readonly plotId: number;
  readonly wkb: Uint8Array;
  /** Ellipsoidal, unrounded. */
  readonly squareMeters: number;
  readonly note: string;
  readonly by: string;
  readonly atUtc: string;
}

/** Everything drawn about one plot. */
export interface PlotDrawings {
  readonly markup: readonly MarkupRecord[];
  readonly parts: readonly PlotPart[];
  readonly boundary: ProposedBoundary | null;
}

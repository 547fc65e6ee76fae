import type { MarkupKind } from '../../domain/review/markupKind.ts';
import type { PlotDrawings } from '../records/markupRecords.ts';
import type { ReviewChange } from '../records/reviewRecords.ts';

/** Drawing on plots, cutting them, proposing boundaries, measuring. Undone by review.undo like verdicts. */
export interface MarkupMethods {
  'markup.list': (request: { plotId: number }) => PlotDrawings;
  'markup.add': (request: {
    plotId: number;
    kind: MarkupKind;
    wkb: Uint8Array;
    text?: string;
    by: string;
  }) => ReviewChange;
  'markup.change': (request: {
    plotId: number;
    markupId: number;
    wkb?: Uint8Array;
    text?: string;
    by: string;
  }) => ReviewChange;
  'markup.remove': (request: { plotId: number; markupId: number; by: string }) => ReviewChange;
  /** Cuts the plot, or the parts it already has, along a line string. */
  'parts.cut': (request: { plotId: number; line: Uint8Array; by: string }) => ReviewChange;
  /** Null takes the verdict of the part away. */
  'parts.decide': (request: {
    plotId: number;
    position: number;
    verdictCode: string | null;
    note?: string;
    by: string;
  }) => ReviewChange;
  /** Makes the plot whole again. */
  'parts.clear': (request: { plotId: number; by: string }) => ReviewChange;
  'boundary.propose': (request: {
    plotId: number;
    wkb: Uint8Array;
    note?: string;
    by: string;
  }) => ReviewChange & {
    /** Numbers of the plots it lies on. */
    overlaps: string[];
  };
  'boundary.clear': (request: { plotId: number; by: string }) => ReviewChange;
  /** Other plots within a distance, to snap to. */
  'plot.neighbours': (request: { plotId: number; meters: number }) => {
    neighbours: { plotId: number; plotNo: string; wkb: Uint8Array }[];
  };
  /** Ellipsoidal length of a line, or area inside a closed line, of interleaved project coordinates. */
  'measure.line': (request: { coordinates: number[] }) => { meters: number };
  'measure.area': (request: { coordinates: number[] }) => {
    squareMeters: number;
    mu: number;
    method: string;
  };
}

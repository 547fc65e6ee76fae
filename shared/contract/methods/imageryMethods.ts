import type { Bounds } from '../../domain/geometry/multiPolygon.ts';
import type { EpochOffset } from '../../domain/review/epochOffset.ts';
import type {
  Alignment,
  BandStatistics,
  DemImportReport,
  ImageOffset,
  ImagePair,
  ImageryImportReport,
  PlotSlope,
  SlopeShading,
  UnfinishedImport,
} from '../records/imageryRecords.ts';

/** Pictures and height models. */
export interface ImageryMethods {
  'import.imagery': (request: {
    files: string[];
    epoch: string;
    name?: string;
    /** Satellite and sensor; without it what the file says. */
    sensor?: string;
    /** 1 band for grey or 3 for red, green, blue, from 1; the first three without. */
    bands?: number[];
    /** Stands in for a missing CRS. */
    crs?: string;
    /** PNG tiles instead of JPEG. */
    lossless?: boolean;
    by: string;
  }) => ImageryImportReport;
  /** Imports of imagery that can go on; one that runs now is not among them. */
  'import.unfinished': (request: Record<never, never>) => { imports: readonly UnfinishedImport[] };
  /** Pauses every import of imagery that runs: its call ends with OPERATION_PAUSED. How many there were. */
  'import.pause': (request: Record<never, never>) => { paused: number };
  /** Goes on with an import, also one of an earlier session. */
  'import.resume': (request: { importId: string; by: string }) => ImageryImportReport;
  /** Gives an unfinished import up; nothing of it stays. */
  'import.discard': (request: { importId: string }) => Record<never, never>;
  'import.dem': (request: {
    file: string;
    name?: string;
    thresholdDegrees?: number;
    by: string;
  }) => DemImportReport;
  /** Slope shading of the height models imported; none for those imported before it was made. */
  'imagery.shadings': (request: Record<never, never>) => { shadings: readonly SlopeShading[] };
  /** Encoded image bytes (JPEG, PNG or WebP), or null where the pyramid has no tile. */
  'imagery.tile': (request: { imageId: string; z: number; x: number; y: number }) => Uint8Array | null;
  /**
   * Red, green and blue (equal for grey) within `bounds` of the project CRS, or of the whole picture; empty pixels do
   * not count, and no bands come where none is left.
   */
  'imagery.statistics': (request: { imageId: string; bounds?: Bounds }) => {
    bands: readonly BandStatistics[];
  };
  /** One plot on one epoch with outline, date, scale bar and north arrow, as PNG (the default) or JPEG. */
  'plot.chip': (request: {
    plotId: number;
    imageId: string;
    width: number;
    height: number;
    format?: 'png' | 'jpeg';
  }) => Uint8Array;
  /** Null where no height model covers the plot. */
  'plot.slope': (request: { plotId: number }) => { slope: PlotSlope | null };
  /** Shift between two images around a plot, by phase correlation; null where there is too little to compare. */
  'plot.alignment': (request: ImagePair) => { alignment: Alignment | null };
  /** How images are laid over each other, for every plot and pair where that was set. */
  'imagery.offsets': (request: Record<never, never>) => { offsets: readonly ImageOffset[] };
  /** Sets or, with null, takes away the offset of a plot and pair. Display only: no area is ever computed from it. */
  'imagery.setOffset': (
    request: ImagePair & { offset: EpochOffset | null; by: string },
  ) => Record<never, never>;
}

import type { Bounds } from '../../domain/geometry/multiPolygon.ts';
import type { EpochOffset } from '../../domain/review/epochOffset.ts';

/** Pictures, height models and what importing them gave. */

export interface ImagerySummary {
  readonly id: string;
  readonly name: string;
  readonly epoch: string;
  /** Satellite and sensor, as 'GF2 PMS1'; empty where unknown. */
  readonly sensor: string;
  readonly width: number;
  readonly height: number;
  readonly bands: number;
  readonly crs: string;
  readonly resolutionMeters: number;
  readonly bounds: Bounds;
  /** Tile scheme: square tiles of tileSize pixels, origin at the top left of `tileOrigin`, resolutions coarse to fine. */
  readonly tileOrigin: readonly [number, number];
  readonly tileSize: number;
  readonly resolutions: readonly number[];
  readonly tiles: number;
  readonly bytes: number;
  readonly sourceSha256: string;
}

/** Where the tiles of a picture lie: what a map has to know to show it. */
export type TileScheme = Pick<ImagerySummary, 'id' | 'bounds' | 'tileOrigin' | 'tileSize' | 'resolutions'>;

/** Slope of a height model in the colours of its grades; `imagery.tile` gives its tiles under its id. */
export interface SlopeShading extends TileScheme {
  /** The slope layer that came of the same import. */
  readonly layerId: string;
}

/** Distribution of one shown colour as it is stored, 0 to 255. */
export interface BandStatistics {
  /** Values at 2 and 98 % of the pixels. */
  readonly low: number;
  readonly high: number;
  /** Pixels of each of the 256 values. */
  readonly histogram: readonly number[];
}

export interface ImageryImportReport {
  readonly imageId: string;
  readonly width: number;
  readonly height: number;
  readonly bands: number;
  readonly crs: string;
  readonly resolutionMeters: number;
  readonly bounds: Bounds;
  readonly tiles: number;
  readonly bytes: number;
  readonly sourceSha256: string;
  /** Files that became this one epoch. */
  readonly sheets: number;
  /** Bands shown, from 1. */
  readonly bandsUsed: readonly number[];
  /** True where the same source was imported before and its pack serves. */
  readonly reused: boolean;
  readonly elapsedMs: number;
}

/** An import of imagery that was paused or cut off and can go on from its last finished block. */
export interface UnfinishedImport {
  readonly importId: string;
  readonly name: string;
  readonly epoch: string;
  readonly files: readonly string[];
  readonly startedAtUtc: string;
}

export interface DemImportReport {
  readonly layerId: string;
  readonly cellMeters: number;
  readonly steepSquareMeters: number;
  readonly thresholdDegrees: number;
  /** Plots of grade 1, 2, 3, 4 and 5 by the largest share; those beyond the height model are in none. */
  readonly plotsByGrade: readonly number[];
}

/** Slope of a plot by the height model imported last. */
export interface PlotSlope {
  /** 1 ≤2°, 2 ≤6°, 3 ≤15°, 4 ≤25°, 5 above, by the largest share. */
  readonly grade: number | null;
  /** Shares of grades 1 to 5 of the part whose slope is known. */
  readonly shares: readonly number[];
  readonly layerId: string;
  readonly cellMeters: number;
}

/** A plot and the two images it is seen on. */
export interface ImagePair {
  readonly plotId: number;
  readonly earlierImageId: string;
  readonly laterImageId: string;
}

/** How the earlier image of a pair is laid over the later one; for the eye only. */
export interface ImageOffset extends ImagePair, EpochOffset {}

/** What was measured around a plot; confidence 0 to 1, below 0.3 a guess. */
export interface Alignment extends EpochOffset {
  readonly confidence: number;
}

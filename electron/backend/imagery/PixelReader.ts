import type { Samples } from './sampleValues.ts';
import type { TiffLayout } from './tiffLayout.ts';

/** A rectangle of pixels, columns and rows from the top left. */
export interface PixelWindow {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** One band of a decoded rectangle: the value of pixel (column, row) is values[start + (row · width + column) · step]. */
export interface BandValues {
  readonly values: Samples;
  readonly start: number;
  readonly step: number;
}

/** Whole blocks as they were decoded; they may reach over the edge of the picture. */
export interface DecodedBlocks extends PixelWindow {
  readonly bands: readonly BandValues[];
  /** True where the file stores nothing for these blocks. */
  readonly isSparse: boolean;
}

/** Reads a picture window by window, whatever it lies in. */
export interface PixelReader {
  readonly layout: Pick<TiffLayout, 'width' | 'height' | 'bits' | 'sampleFormat' | 'isPlanar' | 'byteCounts'>;
  /** Bands a pixel has once decoded: a palette becomes 3. */
  readonly bands: number;
  readonly bits: number;
  readonly alphaBand: number | null;
  /**
   * The blocks that cover a window, in pieces of a few megabytes, with the bands asked for (from 1). The values of a
   * piece are overwritten by the next.
   */
  read(window: PixelWindow, bands: readonly number[]): AsyncGenerator<DecodedBlocks>;
  close(): Promise<void>;
}

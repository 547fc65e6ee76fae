/** Where the earlier image of a plot is moved to on the screen, over the later one, in metres. Areas never see it. */
export interface EpochOffset {
  readonly eastMeters: number;
  readonly northMeters: number;
}

/** Half the width of the narrowest plots: from here on the outline may lie on a neighbour in one of the images. */
export const largeOffsetMeters = 3;

/** True for an offset that a reader of the record should be told of. */
export function isLargeOffset({ eastMeters, northMeters }: EpochOffset): boolean {
  return Math.hypot(eastMeters, northMeters) >= largeOffsetMeters;
}

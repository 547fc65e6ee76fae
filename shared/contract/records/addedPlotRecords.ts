/** A plot of the lists that a drawn one lies on. */
export interface PlotOverlap {
  readonly plotId: number;
  readonly plotNo: string;
  /** Of the common part, ellipsoidal. */
  readonly squareMeters: number;
}

/** What would become of a drawn outline. */
export interface AdditionPreview {
  /** Ellipsoidal, unrounded. */
  readonly squareMeters: number;
  readonly mu: number;
  /** With their common parts (WKB in the project CRS), to be shown. */
  readonly overlaps: readonly (PlotOverlap & { readonly wkb: Uint8Array })[];
  /** What is left when the overlaps are cut off; the whole where there are none, null where nothing is left. */
  readonly remainder: { readonly squareMeters: number; readonly mu: number } | null;
  /** Town of the nearest plot; '' where there is none near. */
  readonly nearestTown: string;
  readonly nearestVillage: string;
}

/** 保留重叠, 切除重叠部分, or the statement that there is none. */
export const overlapChoices = ['none', 'keep', 'cut'] as const;
export type OverlapChoice = (typeof overlapChoices)[number];

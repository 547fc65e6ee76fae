/** Coarser than this a whole layer fits a few tiles and single features are below a pixel. */
export const coarsestMetersPerPixel = 256;

/** Of latitude; for limits of scale only, never for a length. */
export const metersPerDegree = 111_320;

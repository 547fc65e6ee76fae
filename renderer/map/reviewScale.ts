/** The fixed scale plots are judged at: the same size on the screen for the same size on the ground. */
export const reviewScale = 2_000;

/** For plots that would be a speck at the review scale; finer than this the image only gets blurred. */
export const closeScale = 1_000;

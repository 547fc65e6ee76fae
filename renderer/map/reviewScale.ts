/** The fixed scale plots are judged at: the same size on the screen for the same size on the ground. */
export const reviewScale = 2_000;

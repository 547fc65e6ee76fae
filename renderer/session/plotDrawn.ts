/** Who waits goes on without a picture after this: a mode without a map, a tile that cannot be read. */
const longestMilliseconds = 1_500;

const waiting = new Map<number, Set<() => void>>();

let drawMap: (() => void) | null = null;

/** Says how the map draws what it is set to without waiting for the next frame. Returns how to stop. */
export function drawPicturesBy(draw: () => void): () => void {
  drawMap = draw;
  return () => {
    if (drawMap === draw) drawMap = null;
  };
}

/** Draws the picture before anything else of the window is laid out; both come to the screen with the same frame. */
export function drawPictureNow(): void {
  drawMap?.();
}

/** To be called by the map each time everything of a plot is on the screen. */
export function tellDrawn(plotId: number): void {
  const resolves = waiting.get(plotId);
  waiting.delete(plotId);
  for (const resolve of resolves ?? []) resolve();
}

/** True from the moment a plot became current until its picture is drawn. */
export function isPictureAwaited(plotId: number | null): boolean {
  return plotId !== null && waiting.has(plotId);
}

/**
 * Resolves once the picture of a plot is drawn: what the reviewer does not look at first is asked for and laid out after
 * it. To be called when the plot becomes current.
 */
export function whenDrawn(plotId: number): Promise<void> {
  return new Promise((resolve) => {
    const resolves = waiting.get(plotId) ?? new Set();
    waiting.set(plotId, resolves);
    const timer = setTimeout(end, longestMilliseconds);
    function end(): void {
      clearTimeout(timer);
      resolves.delete(end);
      if (resolves.size === 0 && waiting.get(plotId) === resolves) waiting.delete(plotId);
      resolve();
    }
    resolves.add(end);
  });
}

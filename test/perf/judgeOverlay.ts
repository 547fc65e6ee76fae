/** What the bench measured; null where it was not asked to. */
interface OverlayFigures {
  /** Of the largest county. */
  readonly plots: number;
  readonly fullSeconds: number;
  readonly peakRssBytes: number;
  readonly movedPolygonSeconds: number;
  readonly billMilliseconds: number;
  readonly exponent: number | null;
  /** How many times longer a peer takes; at least so many where it was stopped. */
  readonly ratios: Readonly<Record<string, number>>;
  /** The largest relative difference of a total to ours. */
  readonly totalsDifference: number | null;
}

/** The figures that are wanted of a 2-core machine. */
const WANTED = {
  plots: 300_000,
  fullSeconds: 120,
  peakRssBytes: 1.5e9,
  movedPolygonSeconds: 1,
  billMilliseconds: 50,
  exponent: 1.1,
  ratios: { qgis: 100, geopandas: 15, postgis: 5 } as Readonly<Record<string, number>>,
  totalsDifference: 1e-9,
};

/** Whether each wanted figure holds; null where what was measured does not tell. */
export function judgeOverlay(figures: OverlayFigures): Readonly<Record<string, boolean | null>> {
  const isWholeSize = figures.plots >= WANTED.plots;
  const atMost = (value: number | null, limit: number): boolean | null =>
    value === null ? null : value <= limit;
  const ratios = Object.entries(WANTED.ratios).map(([peer, times]) => {
    const ratio = figures.ratios[peer];
    return [`${peer}Ratio`, ratio === undefined ? null : ratio >= times];
  });
  return {
    fullSeconds: isWholeSize ? atMost(figures.fullSeconds, WANTED.fullSeconds) : null,
    peakRssBytes: isWholeSize ? atMost(figures.peakRssBytes, WANTED.peakRssBytes) : null,
    movedPolygonSeconds: atMost(figures.movedPolygonSeconds, WANTED.movedPolygonSeconds),
    billMilliseconds: atMost(figures.billMilliseconds, WANTED.billMilliseconds),
    exponent: atMost(figures.exponent, WANTED.exponent),
    ...(Object.fromEntries(ratios) as Record<string, boolean | null>),
    totalsDifference: atMost(figures.totalsDifference, WANTED.totalsDifference),
  };
}

/** The slope of the straight line through the points in logarithms: 1 is linear. */
export function fitExponent(
  runs: readonly { readonly plots: number; readonly fullSeconds: number }[],
): number {
  const points = runs.map(({ plots, fullSeconds }) => [Math.log(plots), Math.log(fullSeconds)] as const);
  const mean = (axis: 0 | 1): number => points.reduce((sum, point) => sum + point[axis], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const slope = points.reduce(
    ([across, square], point) => [across + (point[0] - x) * (point[1] - y), square + (point[0] - x) ** 2],
    [0, 0] as [number, number],
  );
  return slope[0] / slope[1];
}

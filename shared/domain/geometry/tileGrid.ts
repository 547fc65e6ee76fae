/** A fixed pyramid of square tiles over a whole coordinate system; the same grid serves backend and map. */
export interface TileGrid {
  /** x of the left edge and y of the top edge of tile 0/0/0. */
  readonly origin: readonly [number, number];
  readonly tileSize: number;
  /** CRS units per pixel at each zoom level, coarse to fine. */
  readonly resolutions: readonly number[];
}

const tileSize = 512;

/** Projected metres (also zone-prefixed eastings up to 46 000 km): level 0 is 65 536 m per pixel, the last 1/16 m. */
const projectedTileGrid: TileGrid = {
  origin: [0, 10_000_000],
  tileSize,
  resolutions: Array.from({ length: 21 }, (_, z) => 65_536 / 2 ** z),
};

/** Degrees: level 0 shows the whole earth in two tiles, the last is about 0.06 m per pixel. */
const geographicTileGrid: TileGrid = {
  origin: [-180, 90],
  tileSize,
  resolutions: Array.from({ length: 20 }, (_, z) => 180 / tileSize / 2 ** z),
};

/** The vector tile grid of a project, from the kind of its coordinate system. */
export function vectorTileGrid(kind: 'geographic' | 'projected'): TileGrid {
  return kind === 'geographic' ? geographicTileGrid : projectedTileGrid;
}

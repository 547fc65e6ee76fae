import { GEO_TIFF_STRIP_ROWS, openGeoTiff } from '../imagery/writeGeoTiff.ts';
import type { CountyScene, SceneParcel } from './countyScene.ts';
import { createGroundLight, type GroundLight } from './groundLight.ts';
import { countyBox, sampleHeights } from './heightGrid.ts';
import { collectTrees, paintTreeCrowns, paintTreeShadows } from './loneTrees.ts';
import { paintCover } from './paintCover.ts';
import { createOutsideLook, createParcelLook, type Season } from './parcelLooks.ts';
import type { PixelSite } from './pixelSite.ts';
import { createParcelRasterizer, type PixelFrame } from './rasterizeParcels.ts';
import { createTextureTiles } from './textureTiles.ts';

export interface EpochOptions {
  readonly path: string;
  readonly scene: CountyScene;
  readonly season: Season;
  readonly pixelMeters: number;
  readonly dateTime: string;
  /** Called after each strip; throws to stop. */
  readonly onStrip: (done: number, total: number) => void;
}

/** Rows above and below a strip that are painted too, for edges, shadows and smoothing. */
const MARGIN_ROWS = 24;
const HEIGHT_CELL_METERS = 8;

/** Colour cast of the two sensors and seasons: gain per channel. */
const CAST: Readonly<Record<Season, readonly [number, number, number]>> = {
  earlier: [1.03, 1.005, 0.97],
  later: [1.0, 1.015, 1.0],
};

/** Paints one image of the county as a GeoTIFF, strip by strip from north to south. */
export async function renderEpoch(options: EpochOptions): Promise<void> {
  const { scene, season, pixelMeters } = options;
  const seed = scene.plan.seed;
  const box = countyBox(scene);
  const frame: PixelFrame = {
    west: box.west,
    north: box.north,
    pixelMeters,
    width: Math.floor((box.east - box.west) / pixelMeters),
    height: Math.floor((box.north - box.south) / pixelMeters),
  };
  const parcels: SceneParcel[] = [...scene.blocksAndSurroundings()].flat();
  const looks = parcels.map((parcel) => createParcelLook(seed, parcel, season));
  const outside = createOutsideLook(season);
  const rasterize = createParcelRasterizer(
    frame,
    parcels.map((parcel) => parcel.ring),
    Int32Array.from(parcels, edgeGroup),
  );
  const tiles = createTextureTiles(seed + (season === 'later' ? 1 : 0), pixelMeters);
  const light = createGroundLight(sampleHeights(scene, box, HEIGHT_CELL_METERS), seed, season);
  const trees = collectTrees(seed, parcels, frame);
  const tiff = await openGeoTiff({
    path: options.path,
    width: frame.width,
    height: frame.height,
    sample: 'rgb8',
    compression: 'jpeg',
    epsg: 4545,
    west: frame.west,
    north: frame.north,
    pixelMeters,
    dateTime: options.dateTime,
  });
  let writing: Promise<void> = Promise.resolve();
  try {
    const strips = Math.ceil(frame.height / GEO_TIFF_STRIP_ROWS);
    const heights = new Float32Array(frame.width);
    const shades = new Float32Array(frame.width);
    const painted = new Float32Array((GEO_TIFF_STRIP_ROWS + 2) * frame.width * 3);
    for (let strip = 0; strip < strips; strip++) {
      const top = strip * GEO_TIFF_STRIP_ROWS;
      const rows = Math.min(GEO_TIFF_STRIP_ROWS, frame.height - top);
      const band = rasterize(top - MARGIN_ROWS, GEO_TIFF_STRIP_ROWS + 2 * MARGIN_ROWS);
      const rgb = new Float32Array(3);
      const site: PixelSite = { x: 0, y: 0, column: 0, row: 0, edgeMeters: 0, height: 0, pixelMeters };
      for (let r = -1; r <= rows; r++) {
        site.row = top + r;
        site.y = frame.north - (site.row + 0.5) * pixelMeters;
        light.readRow(site.y, frame.west, pixelMeters, heights, shades);
        const source = (r + MARGIN_ROWS) * frame.width;
        const target = (r + 1) * frame.width * 3;
        for (let c = 0; c < frame.width; c++) {
          const id = band.ids[source + c] as number;
          site.column = c;
          site.x = frame.west + (c + 0.5) * pixelMeters;
          site.height = heights[c] as number;
          site.edgeMeters = ((band.edge[source + c] as number) / 3) * pixelMeters;
          paintCover(id < 0 ? outside : (looks[id] as (typeof looks)[number]), site, tiles, rgb);
          const shade = shades[c] as number;
          const o = target + 3 * c;
          painted[o] = (rgb[0] as number) * shade;
          painted[o + 1] = (rgb[1] as number) * shade;
          painted[o + 2] = (rgb[2] as number) * shade;
        }
      }
      const frameOfBand = { frame, top: top - 1, rows: rows + 2, pixels: painted };
      paintTreeShadows(frameOfBand, trees);
      paintTreeCrowns(frameOfBand, trees);
      const pixels = finishStrip(painted, frame.width, rows, top, light, seed, season);
      await writing;
      // Encoding runs beside the painting of the next strip.
      writing = tiff.writeStrip(pixels);
      // Its failure is seen at the next await; this only keeps Node from calling it unhandled before.
      writing.catch(() => undefined);
      options.onStrip(strip + 1, strips);
    }
    await writing;
    await tiff.finish();
  } catch (error) {
    await writing.catch(() => undefined);
    await tiff.abort();
    throw error;
  }
}

/** Pieces of one river, road net or ditch join without an edge between them; a bridge does not end the river. */
function edgeGroup(parcel: SceneParcel): number {
  if (parcel.cover === 'river' || parcel.isBridge === true) return -2;
  if (parcel.cover === 'road' || parcel.cover === 'mainRoad') return -3;
  return parcel.cover === 'ditch' ? -4 : parcel.index;
}

/** What a camera adds: the lens blurs a little, air lifts the dark tones, the colour drifts over the scene, the sensor is noisy. */
function finishStrip(
  painted: Float32Array,
  width: number,
  rows: number,
  top: number,
  light: GroundLight,
  seed: number,
  season: Season,
): Uint8Array {
  const out = new Uint8ClampedArray(width * rows * 3);
  const gains = CAST[season];
  const stride = width * 3;
  const drift = new Float32Array(width);
  let noise = (seed * 2654435761 + top * 40503 + (season === 'later' ? 77 : 0)) >>> 0;
  for (let r = 0; r < rows; r++) {
    if (r % 8 === 0) light.readDrift(top + r, drift);
    const redGain = gains[0];
    const greenGain = gains[1];
    const blueGain = gains[2];
    const last = 3 * (width - 1);
    let o = r * stride;
    for (let k = 0, c = 0; k <= last; k += 3, c++) {
      noise = (Math.imul(noise, 1664525) + 1013904223) | 0;
      const speck = (((noise >>> 16) & 255) + ((noise >>> 24) & 255) - 255) * 0.0105;
      const tint = drift[c] as number;
      const i = (r + 1) * stride + k;
      const west = k > 0 ? i - 3 : i;
      const east = k < last ? i + 3 : i;
      out[o++] = smoothed(painted, i, west, east, stride) * redGain * (1 + 0.05 * tint) + speck + 7;
      out[o++] =
        smoothed(painted, i + 1, west + 1, east + 1, stride) * greenGain * (1 + 0.012 * tint) + speck + 8;
      out[o++] =
        smoothed(painted, i + 2, west + 2, east + 2, stride) * blueGain * (1 - 0.045 * tint) + speck + 9;
    }
  }
  return new Uint8Array(out.buffer);
}

function smoothed(painted: Float32Array, i: number, west: number, east: number, stride: number): number {
  const sides =
    (painted[west] as number) +
    (painted[east] as number) +
    (painted[i - stride] as number) +
    (painted[i + stride] as number);
  return 0.532 * (painted[i] as number) + 0.1045 * sides;
}

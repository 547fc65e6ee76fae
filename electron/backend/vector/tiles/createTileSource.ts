import type { Bounds } from '../../../../shared/domain/geometry/multiPolygon.ts';
import { type TileGrid, vectorTileGrid } from '../../../../shared/domain/geometry/tileGrid.ts';
import { readLastSequence } from '../../storage/project/commandLog.ts';
import { getLayer, type StoredLayer } from '../../storage/project/layers.ts';
import type { OpenProject } from '../../storage/project/openProject.ts';
import { readTileLabels, readTilePlots, readTileRows } from '../../storage/project/readTileRows.ts';
import { drawPolygon, drawSpeck, TILE_BUFFER, type TileFrame } from './drawPolygon.ts';
import { encodeTile, TILE_EXTENT, type TileFeature, type TileValue } from './encodeTile.ts';
import { LeastRecentlyUsed } from './LeastRecentlyUsed.ts';

/** Vector tiles of the layers of one open project. */
export interface TileSource {
  /** A Mapbox vector tile in the grid of the project's system; empty where nothing lies there. Throws LAYER_NOT_FOUND. */
  readTile(layerId: string, z: number, x: number, y: number): Uint8Array;
}

interface DrawnTile {
  readonly features: readonly TileFeature[];
  /** How many features of a layer that is not plots were left out to keep the tile small. */
  readonly omitted: number;
}

const TILE_BUDGET_BYTES = 600 * 1024;
/** Attributes and framing of a feature beside its geometry, roughly. */
const FEATURE_OVERHEAD_BYTES = 24;
const DRAWN_CACHE_BYTES = 128 * 1024 * 1024;
const TILE_CACHE_BYTES = 32 * 1024 * 1024;

/** Fields whose value names a feature on the map, best first. */
const LABEL_FIELDS: readonly string[] = [
  'XZQMC',
  'XZMC',
  'HXMC',
  'BHDMC',
  'SYDMC',
  'HLMC',
  'GHFQMC',
  'MC',
  '名称',
  'NAME',
  'TBBH',
  'YJJBNTTBBH',
  'DLMC',
  'DLBM',
  'PDJB',
  'DI_LEI',
];

/**
 * Cuts tiles from the R-tree. The drawn geometry of a tile is kept apart from its attributes: a layer never changes
 * once imported, while a verdict only changes what is said of a plot. Plots are never left out, whatever the scale;
 * other layers give up their smallest features where a tile would pass 600 KB, and say how many in `omitted`.
 */
export function createTileSource(project: OpenProject): TileSource {
  const db = project.database;
  const grid = vectorTileGrid(project.crs.kind);
  const layers = new Map<string, StoredLayer>();
  const drawn = new LeastRecentlyUsed<DrawnTile>(DRAWN_CACHE_BYTES);
  const finished = new LeastRecentlyUsed<Uint8Array>(TILE_CACHE_BYTES);
  let sequence = -1;

  return {
    readTile(layerId, z, x, y) {
      const current = readLastSequence(db);
      if (current !== sequence) {
        // any command may have removed the layer or changed a plot
        layers.clear();
        finished.clear();
        sequence = current;
      }
      const layer = layers.get(layerId) ?? getLayer(db, layerId);
      layers.set(layerId, layer);
      const key = `${layerId}/${z}/${x}/${y}`;
      const known = finished.get(key);
      if (known !== undefined) return known;
      let geometry = drawn.get(key);
      if (geometry === undefined) {
        geometry = drawTile(project, layer, grid, z, x, y);
        const size = geometry.features.reduce((sum, { commands }) => sum + commands.length * 4 + 64, 64);
        drawn.set(key, geometry, size);
      }
      const tile = encodeTile(layer.role, geometry.features, describeFeatures(project, layer, geometry));
      finished.set(key, tile, tile.length + 64);
      return tile;
    },
  };
}

function drawTile(
  project: OpenProject,
  layer: StoredLayer,
  grid: TileGrid,
  z: number,
  x: number,
  y: number,
): DrawnTile {
  const resolution = grid.resolutions[z];
  if (resolution === undefined) return { features: [], omitted: 0 };
  const side = resolution * grid.tileSize;
  const left = grid.origin[0] + x * side;
  const top = grid.origin[1] - y * side;
  const frame: TileFrame = { left, top, scale: TILE_EXTENT / side };
  const margin = (TILE_BUFFER / TILE_EXTENT) * side;
  const bounds: Bounds = {
    minX: left - margin,
    minY: top - side - margin,
    maxX: left + side + margin,
    maxY: top + margin,
  };
  const features: TileFeature[] = [];
  for (const row of readTileRows(project.database, layer, bounds, resolution)) {
    const commands = row.wkb === null ? drawSpeckOf(row.bounds, frame) : drawPolygon(row.wkb, frame);
    if (commands !== undefined) features.push({ id: row.fid, commands });
  }
  return layer.role === 'plots' ? { features, omitted: 0 } : keepLargest(features);
}

function drawSpeckOf({ minX, minY, maxX, maxY }: Bounds, { left, top, scale }: TileFrame): number[] {
  return drawSpeck(((minX + maxX) / 2 - left) * scale, (top - (minY + maxY) / 2) * scale);
}

/** The features with the most to draw, as many as the budget allows. */
function keepLargest(features: readonly TileFeature[]): DrawnTile {
  // three bytes a command is what they take on average, with room
  const sizeOf = ({ commands }: TileFeature) => commands.length * 2 + FEATURE_OVERHEAD_BYTES;
  const total = features.reduce((sum, feature) => sum + sizeOf(feature), 0);
  if (total <= TILE_BUDGET_BYTES) return { features, omitted: 0 };
  const byArea = features
    .map((feature) => ({ feature, area: areaOfCommands(feature.commands) }))
    .sort((a, b) => b.area - a.area);
  const kept: TileFeature[] = [];
  let size = 0;
  for (const { feature } of byArea) {
    size += sizeOf(feature);
    if (size > TILE_BUDGET_BYTES) break;
    kept.push(feature);
  }
  kept.sort((a, b) => a.id - b.id);
  return { features: kept, omitted: features.length - kept.length };
}

/** Area of drawn rings in tile units, holes taken off. */
function areaOfCommands(commands: ArrayLike<number>): number {
  let twiceArea = 0;
  let x = 0;
  let y = 0;
  let startX = 0;
  let startY = 0;
  for (let i = 0; i < commands.length; ) {
    const command = commands[i++] as number;
    const count = command >> 3;
    if ((command & 7) === 7) {
      twiceArea += x * startY - startX * y;
      continue;
    }
    for (let k = 0; k < count; k++) {
      const nextX = x + unzigzag(commands[i++] as number);
      const nextY = y + unzigzag(commands[i++] as number);
      if ((command & 7) === 1) [startX, startY] = [nextX, nextY];
      else twiceArea += x * nextY - nextX * y;
      x = nextX;
      y = nextY;
    }
  }
  return Math.abs(twiceArea) / 2;
}

function unzigzag(value: number): number {
  return (value >>> 1) ^ -(value & 1);
}

/** fid for every feature; for plots what the map shows of them, for other layers a label and the rule they serve. */
function describeFeatures(
  project: OpenProject,
  layer: StoredLayer,
  { features, omitted }: DrawnTile,
): (fid: number) => (readonly [string, TileValue])[] {
  const fids = features.map(({ id }) => id);
  if (layer.role === 'plots') {
    const plots = readTilePlots(project.database, layer.id, fids);
    return (fid) => {
      const plot = plots.get(fid);
      if (plot === undefined) return [['fid', fid]];
      const { plotId, plotNo, status, verdict, eligibility } = plot;
      return [
        ['fid', fid],
        ['plotId', plotId],
        ['plotNo', plotNo],
        ['status', status],
        ...(verdict === null ? [] : [['verdict', verdict] as const]),
        ...(eligibility === null ? [] : [['eligibility', eligibility] as const]),
      ];
    };
  }
  const labelColumn = LABEL_FIELDS.map((alias) =>
    layer.fields.find(({ name }) => name.toUpperCase() === alias),
  ).find((field) => field !== undefined)?.column;
  const labels =
    labelColumn === undefined ? undefined : readTileLabels(project.database, layer, labelColumn, fids);
  return (fid) => {
    const label = labels?.get(fid);
    return [
      ['fid', fid],
      ...(label === undefined ? [] : [['label', label] as const]),
      ...(layer.rule === null ? [] : [['rule', layer.rule] as const]),
      ...(omitted === 0 ? [] : [['omitted', omitted] as const]),
    ];
  };
}

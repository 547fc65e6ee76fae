import { drawBox, type TileFrame } from './drawPolygon.ts';
import { TILE_EXTENT, type TileFeature } from './encodeTile.ts';
import type { TileCandidates } from './tileCandidates.ts';

const unitsPerPixel = 8;
/** So many features are drawn one by one, whatever their size. */
const drawnOneByOne = 2_500;
/** Beyond that, what is smaller than this in pixels is counted in cells; more where it still would be too much. */
const smallestDrawn = 8;
const cellUnits = 64;
const cellsAcross = TILE_EXTENT / cellUnits;
const budgetBytes = 560 * 1024;
/** Attributes and framing of a feature beside its geometry, with room. */
const overheadBytes = 44;

/**
 * What a tile shows. Nothing is ever left out: where there is too much to draw, small features are gathered in cells
 * of eight pixels by their middle, each drawn as the box around what it holds and carrying its `count`; a cell of one
 * is that feature.
 */
export function collectFeatures(candidates: TileCandidates, frame: TileFrame): TileFeature[] {
  if (candidates.count <= drawnOneByOne) {
    const features = drawLarger(candidates, 0, drawnOneByOne);
    if (features !== undefined) return features;
  }
  for (let pixels = smallestDrawn; ; pixels *= 2) {
    const limit = (pixels * unitsPerPixel) / frame.scale;
    const isLastChance = pixels * unitsPerPixel > TILE_EXTENT * 2;
    const large = drawLarger(candidates, limit, isLastChance ? Number.POSITIVE_INFINITY : drawnOneByOne * 2);
    if (large !== undefined) return [...large, ...gatherCells(candidates, frame, limit)];
  }
}

/** Features at least `limit` wide or high; undefined where they are more than the tile bears. */
function drawLarger(candidates: TileCandidates, limit: number, most: number): TileFeature[] | undefined {
  const features: TileFeature[] = [];
  let bytes = 0;
  for (let i = 0; i < candidates.count; i++) {
    if (isSmaller(candidates, i, limit)) continue;
    const commands = candidates.draw(i);
    if (commands === undefined) continue;
    features.push(toFeature(candidates, i, commands));
    bytes += commands.length * 2 + overheadBytes;
    if (features.length > most || (bytes > budgetBytes && Number.isFinite(most))) return undefined;
  }
  return features;
}

function toFeature(candidates: TileCandidates, index: number, commands: number[]): TileFeature {
  const plotId = candidates.plotId(index);
  return { fid: candidates.fid(index), commands, ...(plotId === undefined ? {} : { plotId }) };
}

function isSmaller({ boxes, places }: TileCandidates, index: number, limit: number): boolean {
  const at = (places[index] as number) * 4;
  const width = (boxes[at + 2] as number) - (boxes[at] as number);
  const height = (boxes[at + 3] as number) - (boxes[at + 1] as number);
  return width < limit && height < limit;
}

/** Small features whose middle lies on this tile itself: each is in one cell of one tile. */
function gatherCells(
  candidates: TileCandidates,
  { left, top, scale }: TileFrame,
  limit: number,
): TileFeature[] {
  const { boxes, places } = candidates;
  const counts = new Uint32Array(cellsAcross * cellsAcross);
  const firsts = new Uint32Array(cellsAcross * cellsAcross);
  const extents = new Float64Array(cellsAcross * cellsAcross * 4);
  for (let i = 0; i < candidates.count; i++) {
    if (isSmaller(candidates, i, limit)) {
      const at = (places[i] as number) * 4;
      const minX = ((boxes[at] as number) - left) * scale;
      const maxX = ((boxes[at + 2] as number) - left) * scale;
      const minY = (top - (boxes[at + 3] as number)) * scale;
      const maxY = (top - (boxes[at + 1] as number)) * scale;
      const column = Math.floor((minX + maxX) / 2 / cellUnits);
      const row = Math.floor((minY + maxY) / 2 / cellUnits);
      if (column < 0 || row < 0 || column >= cellsAcross || row >= cellsAcross) continue;
      const cell = row * cellsAcross + column;
      const e = cell * 4;
      if (counts[cell] === 0) {
        firsts[cell] = i;
        extents[e] = minX;
        extents[e + 1] = minY;
        extents[e + 2] = maxX;
        extents[e + 3] = maxY;
      } else {
        if (minX < (extents[e] as number)) extents[e] = minX;
        if (minY < (extents[e + 1] as number)) extents[e + 1] = minY;
        if (maxX > (extents[e + 2] as number)) extents[e + 2] = maxX;
        if (maxY > (extents[e + 3] as number)) extents[e + 3] = maxY;
      }
      counts[cell] = (counts[cell] as number) + 1;
    }
  }
  const features: TileFeature[] = [];
  for (let cell = 0; cell < counts.length; cell++) {
    const count = counts[cell] as number;
    if (count === 0) continue;
    const x = (cell % cellsAcross) * cellUnits;
    const y = Math.floor(cell / cellsAcross) * cellUnits;
    const e = cell * 4;
    const commands = drawBox(
      Math.max(x, extents[e] as number),
      Math.max(y, extents[e + 1] as number),
      Math.min(x + cellUnits, extents[e + 2] as number),
      Math.min(y + cellUnits, extents[e + 3] as number),
    );
    if (count === 1) features.push(toFeature(candidates, firsts[cell] as number, commands));
    else features.push({ fid: null, count, commands });
  }
  return features;
}

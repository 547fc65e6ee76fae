import { TILE_EXTENT } from './encodeTile.ts';

/** Where a tile lies: x = (east − left) × scale, y = (top − north) × scale, in tile units. */
export interface TileFrame {
  readonly left: number;
  readonly top: number;
  /** Tile units per CRS unit. */
  readonly scale: number;
}

/** Room around a tile, so that outlines do not show where tiles meet: 8 pixels of 512. */
export const TILE_BUFFER = 64;

const LOW = -TILE_BUFFER;
const HIGH = TILE_EXTENT + TILE_BUFFER;
const MOVE_TO = 9; // command 1, count 1
const CLOSE_PATH = 15; // command 7, count 1
/** Half a screen pixel: vertices closer than this to the last one kept are not seen. */
const HALF_PIXEL = 4;

const scratch = { a: new Float64Array(4096), b: new Float64Array(4096) };

/**
 * The geometry commands of the little-endian WKB polygon or multipolygon that begins at `start`, clipped to the tile and its buffer. Vertices
 * less than half a pixel apart are merged; a polygon that comes out smaller than a pixel becomes a square of one
 * pixel, so no plot ever vanishes. Undefined where nothing of it lies on the tile. The WKB is read in place: no object
 * is made per vertex.
 */
export function drawPolygon(view: DataView, start: number, frame: TileFrame): number[] | undefined {
  const pen: Pen = { commands: [], x: 0, y: 0 };
  const place: Place = {
    left: frame.left,
    top: frame.top,
    scale: frame.scale,
    speckX: 0,
    speckY: 0,
    hit: false,
  };
  const isMulti = view.getUint32(start + 1, true) === 6;
  const polygons = isMulti ? view.getUint32(start + 5, true) : 1;
  let offset = isMulti ? start + 9 : start;
  for (let polygon = 0; polygon < polygons; polygon++) {
    const rings = view.getUint32(offset + 5, true);
    offset += 9;
    let outerDrawn = false;
    for (let ring = 0; ring < rings; ring++) {
      const vertices = view.getUint32(offset, true);
      offset += 4;
      if (ring === 0) outerDrawn = drawRing(view, offset, vertices, place, pen, true);
      else if (outerDrawn) drawRing(view, offset, vertices, place, pen, false);
      offset += vertices * 16;
    }
  }
  if (pen.commands.length > 0) return pen.commands;
  return place.hit ? drawSpeck(place.speckX, place.speckY) : undefined;
}

/** A square of one pixel with its middle at a position in tile units. */
function drawSpeck(x: number, y: number): number[] {
  return drawBox(x, y, x, y);
}

/** A rectangle in tile units, at least one pixel wide and high. */
export function drawBox(minX: number, minY: number, maxX: number, maxY: number): number[] {
  const side = HALF_PIXEL * 2;
  const width = Math.max(side, Math.round(maxX - minX));
  const height = Math.max(side, Math.round(maxY - minY));
  const left = Math.round(clamp((minX + maxX) / 2) - width / 2);
  const top = Math.round(clamp((minY + maxY) / 2) - height / 2);
  // right, down, left, close: clockwise on the screen, as outer rings have to be
  return [
    MOVE_TO,
    zigzag(left),
    zigzag(top),
    (3 << 3) | 2,
    zigzag(width),
    0,
    0,
    zigzag(height),
    zigzag(-width),
    0,
    CLOSE_PATH,
  ];
}

function clamp(value: number): number {
  return Math.min(Math.max(value, LOW), HIGH);
}

interface Pen {
  readonly commands: number[];
  x: number;
  y: number;
}

interface Place extends TileFrame {
  speckX: number;
  speckY: number;
  /** Some part lies on the tile, even if too small to draw. */
  hit: boolean;
}

function drawRing(
  view: DataView,
  start: number,
  count: number,
  place: Place,
  pen: Pen,
  isOuter: boolean,
): boolean {
  if (scratch.a.length < count * 4 + 64) {
    scratch.a = new Float64Array(count * 8);
    scratch.b = new Float64Array(count * 8);
  }
  let points = scratch.a;
  let minX = Number.POSITIVE_INFINITY;
  let minY = Number.POSITIVE_INFINITY;
  let maxX = Number.NEGATIVE_INFINITY;
  let maxY = Number.NEGATIVE_INFINITY;
  // the last vertex repeats the first
  let length = (count - 1) * 2;
  for (let i = 0; i < length; i += 2) {
    const x = (view.getFloat64(start + i * 8, true) - place.left) * place.scale;
    const y = (place.top - view.getFloat64(start + i * 8 + 8, true)) * place.scale;
    points[i] = x;
    points[i + 1] = y;
    if (x < minX) minX = x;
    if (x > maxX) maxX = x;
    if (y < minY) minY = y;
    if (y > maxY) maxY = y;
  }
  if (maxX < LOW || minX > HIGH || maxY < LOW || minY > HIGH || length < 6) return false;
  if (minX < LOW || maxX > HIGH || minY < LOW || maxY > HIGH) {
    let other = scratch.b;
    for (const [axis, limit, keepAbove] of EDGES) {
      length = clip(points, length, other, axis, limit, keepAbove);
      [points, other] = [other, points];
      if (length === 0) return false;
    }
  }
  if (isOuter) {
    place.hit = true;
    place.speckX = ((points[0] as number) + (points[(length >> 2) << 1] as number)) / 2;
    place.speckY = ((points[1] as number) + (points[((length >> 2) << 1) + 1] as number)) / 2;
  }
  return emit(points, length, pen, isOuter);
}

const EDGES = [
  [0, LOW, true],
  [0, HIGH, false],
  [1, LOW, true],
  [1, HIGH, false],
] as const;

/** One pass of Sutherland–Hodgman: keeps the side of an axis-parallel line; returns the new length. */
function clip(
  from: Float64Array,
  length: number,
  to: Float64Array,
  axis: 0 | 1,
  limit: number,
  keepAbove: boolean,
): number {
  let out = 0;
  let px = from[length - 2] as number;
  let py = from[length - 1] as number;
  let previous = axis === 0 ? px : py;
  let previousInside = keepAbove ? previous >= limit : previous <= limit;
  for (let i = 0; i < length; i += 2) {
    const x = from[i] as number;
    const y = from[i + 1] as number;
    const value = axis === 0 ? x : y;
    const inside = keepAbove ? value >= limit : value <= limit;
    if (inside !== previousInside) {
      const t = (limit - previous) / (value - previous);
      to[out++] = axis === 0 ? limit : px + (x - px) * t;
      to[out++] = axis === 1 ? limit : py + (y - py) * t;
    }
    if (inside) {
      to[out++] = x;
      to[out++] = y;
    }
    px = x;
    py = y;
    previous = value;
    previousInside = inside;
  }
  return out;
}

/** Rounds, thins and writes one ring; false where fewer than three vertices or no area remain. */
function emit(points: Float64Array, length: number, pen: Pen, isOuter: boolean): boolean {
  // vertices that stay are written over those already read
  const kept = points;
  let size = 0;
  let twiceArea = 0;
  let lastX = Number.NaN;
  let lastY = Number.NaN;
  for (let i = 0; i < length; i += 2) {
    const x = Math.round(points[i] as number);
    const y = Math.round(points[i + 1] as number);
    if (Math.abs(x - lastX) < HALF_PIXEL && Math.abs(y - lastY) < HALF_PIXEL) continue;
    if (size > 0) twiceArea += lastX * y - x * lastY;
    kept[size++] = x;
    kept[size++] = y;
    lastX = x;
    lastY = y;
  }
  if (size < 6) return false;
  twiceArea += lastX * (kept[1] as number) - (kept[0] as number) * lastY;
  // below about a pixel it is no shape any more
  if (Math.abs(twiceArea) < HALF_PIXEL * HALF_PIXEL * 4) return false;
  // outer rings have positive area where y points down, holes negative (specification 4.3.3.3)
  const isForward = twiceArea > 0 === isOuter;
  const { commands } = pen;
  for (let step = 0; step < size; step += 2) {
    const i = isForward ? step : size - 2 - step;
    const x = kept[i] as number;
    const y = kept[i + 1] as number;
    if (step === 0) commands.push(MOVE_TO);
    else if (step === 2) commands.push(((size / 2 - 1) << 3) | 2);
    commands.push(zigzag(x - pen.x), zigzag(y - pen.y));
    pen.x = x;
    pen.y = y;
  }
  commands.push(CLOSE_PATH);
  return true;
}

function zigzag(value: number): number {
  return ((value << 1) ^ (value >> 31)) >>> 0;
}

import { locatePointInRing } from '../../../../shared/domain/geometry/locatePoint.ts';
import type { MultiPolygon, Ring } from '../../../../shared/domain/geometry/multiPolygon.ts';

export interface ParsedCoordinatePlot {
  /** The attribute line without the point count and the closing @. */
  readonly fields: readonly string[];
  /** x = east, y = north, as the numbers stand in the file (with or without zone). */
  readonly geometry: MultiPolygon;
  /** False where the count of the attribute line is neither that of the points nor that without closing points. */
  readonly countMatches: boolean;
}

export interface ParsedCoordinateText {
  readonly header: ReadonlyMap<string, string>;
  readonly plots: readonly ParsedCoordinatePlot[];
}

/**
 * Reads a coordinate file (domain reference §5.3): GBK or UTF-8, J or not, rings closed or open, full-width
 * commas. Holes are told from parts by containment, not by ring number, and swapped columns by magnitude.
 * Throws where a point line holds no numbers.
 */
export function parseCoordinateText(bytes: Uint8Array): ParsedCoordinateText {
  const header = new Map<string, string>();
  const plots: ParsedCoordinatePlot[] = [];
  let fields: string[] | null = null;
  let rings = new Map<string, number[]>();
  const endPlot = (): void => {
    if (fields !== null) plots.push(finishPlot(fields, [...rings.values()]));
    fields = null;
    rings = new Map();
  };
  for (const [index, raw] of decode(bytes).split(/\r?\n/).entries()) {
    const line = raw.trimEnd();
    if (line === '' || line.startsWith('[')) continue;
    if (line.endsWith('@')) {
      endPlot();
      fields = line.replace(/[,，]?@$/, '').split(',');
    } else if (fields === null) {
      const equals = line.indexOf('=');
      if (equals > 0) header.set(line.slice(0, equals), line.slice(equals + 1));
    } else {
      const [, ring = '', first = '', second = ''] = line.split(/[,，]/);
      const point = toEastNorth(Number(first), Number(second));
      if (first === '' || point.some(Number.isNaN)) throw new Error(`line ${index + 1} holds no point`);
      const known = rings.get(ring);
      if (known === undefined) rings.set(ring, [...point]);
      else known.push(...point);
    }
  }
  endPlot();
  return { header, plots };
}

/** Northings of China have 7 digits, eastings 6 or 8, whichever column they stand in; degrees are told by 73–135. */
function toEastNorth(first: number, second: number): [number, number] {
  const firstIsNorth =
    Math.max(Math.abs(first), Math.abs(second)) < 1000
      ? first < second
      : first >= 1_000_000 && first < 10_000_000;
  return firstIsNorth ? [second, first] : [first, second];
}

function finishPlot([count = '', ...fields]: string[], open: number[][]): ParsedCoordinatePlot {
  const points = open.reduce((sum, ring) => sum + ring.length / 2, 0);
  const rings = open.map(close);
  const closed = rings.reduce((sum, ring) => sum + ring.length / 2, 0);
  const countMatches = [points, closed, closed - rings.length].includes(Number(count));
  return { fields, geometry: sortRings(rings), countMatches };
}

function close(ring: number[]): Ring {
  const isClosed = ring.length > 2 && ring[0] === ring[ring.length - 2] && ring[1] === ring[ring.length - 1];
  return Float64Array.from(isClosed ? ring : [...ring, ring[0] as number, ring[1] as number]);
}

/** A ring inside an odd number of others is a hole of the innermost of them; all others are outer rings. */
function sortRings(rings: readonly Ring[]): MultiPolygon {
  const containers = rings.map((ring) => rings.filter((other) => other !== ring && contains(other, ring)));
  const polygons = new Map<Ring, Ring[]>();
  for (const [index, ring] of rings.entries()) {
    if ((containers[index]?.length ?? 0) % 2 === 0) polygons.set(ring, [ring]);
  }
  for (const [index, ring] of rings.entries()) {
    const around = containers[index] ?? [];
    if (around.length % 2 === 0) continue;
    // the innermost container is itself contained in all the others
    const owner = around.find(
      (outer) => (containers[rings.indexOf(outer)]?.length ?? 0) === around.length - 1,
    );
    if (owner !== undefined) polygons.get(owner)?.push(ring);
  }
  return [...polygons.values()];
}

function contains(outer: Ring, inner: Ring): boolean {
  for (let i = 0; i + 1 < inner.length; i += 2) {
    const place = locatePointInRing(inner[i] as number, inner[i + 1] as number, outer);
    if (place !== 'boundary') return place === 'inside';
  }
  return false;
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

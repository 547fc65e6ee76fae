import type { Ring } from '../../../shared/domain/geometry/multiPolygon.ts';

/** Which parcel each pixel belongs to (its index, -1 outside) and how far the next parcel is, for a band of rows. */
export interface ParcelBand {
  readonly ids: Int32Array;
  /** Distance in pixels to the nearest pixel of another parcel, in thirds, at most about 80 pixels. */
  readonly edge: Uint8Array;
}

export interface PixelFrame {
  readonly west: number;
  readonly north: number;
  readonly pixelMeters: number;
  readonly width: number;
  readonly height: number;
}

interface Entry {
  readonly ring: Ring;
  readonly id: number;
  readonly firstRow: number;
  readonly lastRow: number;
}

/**
 * Prepares filling of bands: `fill(top, rows)` gives the pixels of image rows top … top + rows - 1 (which may lie
 * outside the image). A pixel belongs to the parcel that holds its centre, so parcels with shared edges never
 * overlap or leave gaps. There is no edge between parcels of one edge group.
 */
export function createParcelRasterizer(
  frame: PixelFrame,
  rings: readonly Ring[],
  edgeGroups: Int32Array,
): (top: number, rows: number) => ParcelBand {
  const toRow = (y: number): number => (frame.north - y) / frame.pixelMeters;
  const entries: Entry[] = rings.map((ring, id) => {
    let low = Infinity;
    let high = -Infinity;
    for (let i = 1; i < ring.length; i += 2) {
      const row = toRow(ring[i] as number);
      if (row < low) low = row;
      if (row > high) high = row;
    }
    return { ring, id, firstRow: Math.floor(low - 0.5), lastRow: Math.ceil(high) };
  });
  entries.sort((a, b) => a.firstRow - b.firstRow);
  let ids = new Int32Array(0);
  let groups = new Int32Array(0);
  let edge = new Uint8Array(0);
  return (top, rows) => {
    const size = rows * frame.width;
    if (ids.length !== size) {
      ids = new Int32Array(size);
      groups = new Int32Array(size);
      edge = new Uint8Array(size);
    }
    ids.fill(-1);
    for (const entry of entries) {
      if (entry.firstRow >= top + rows) break;
      if (entry.lastRow >= top) fillRing(frame, entry, top, rows, ids);
    }
    for (let i = 0; i < size; i++) {
      const id = ids[i] as number;
      groups[i] = id < 0 ? -1 : (edgeGroups[id] as number);
    }
    measureEdges(frame.width, rows, groups, edge);
    return { ids, edge };
  };
}

function fillRing(frame: PixelFrame, entry: Entry, top: number, rows: number, ids: Int32Array): void {
  const { ring } = entry;
  const scale = 1 / frame.pixelMeters;
  const first = Math.max(top, entry.firstRow);
  const last = Math.min(top + rows - 1, entry.lastRow);
  const crossings: number[] = [];
  for (let row = first; row <= last; row++) {
    const y = frame.north - (row + 0.5) * frame.pixelMeters;
    crossings.length = 0;
    for (let i = 0; i + 3 < ring.length; i += 2) {
      const y0 = ring[i + 1] as number;
      const y1 = ring[i + 3] as number;
      if (y0 > y === y1 > y) continue;
      const x0 = ring[i] as number;
      crossings.push((x0 + (((ring[i + 2] as number) - x0) * (y - y0)) / (y1 - y0) - frame.west) * scale);
    }
    if (crossings.length > 2) crossings.sort((a, b) => a - b);
    else if ((crossings[0] as number) > (crossings[1] as number)) crossings.reverse();
    const offset = (row - top) * frame.width;
    for (let k = 0; k + 1 < crossings.length; k += 2) {
      const from = Math.max(0, Math.ceil((crossings[k] as number) - 0.5));
      const to = Math.min(frame.width, Math.ceil((crossings[k + 1] as number) - 0.5));
      if (to > from) ids.fill(entry.id, offset + from, offset + to);
    }
  }
}

/** Two-pass chamfer distance (3 for a side step, 4 for a diagonal one) from the pixels beside another edge group. */
function measureEdges(width: number, rows: number, groups: Int32Array, edge: Uint8Array): void {
  const size = width * rows;
  for (let i = 0; i < size; i++) {
    const group = groups[i];
    const near =
      (i >= width && groups[i - width] !== group) ||
      (i + width < size && groups[i + width] !== group) ||
      (i > 0 && groups[i - 1] !== group) ||
      (i + 1 < size && groups[i + 1] !== group);
    edge[i] = near ? 1 : 250;
  }
  for (let i = width + 1; i < size; i++) {
    let d = edge[i] as number;
    if (d === 1) continue;
    d = Math.min(d, (edge[i - 1] as number) + 3, (edge[i - width] as number) + 3);
    edge[i] = Math.min(d, (edge[i - width - 1] as number) + 4, (edge[i - width + 1] as number) + 4);
  }
  for (let i = size - width - 2; i >= 0; i--) {
    let d = edge[i] as number;
    if (d === 1) continue;
    d = Math.min(d, (edge[i + 1] as number) + 3, (edge[i + width] as number) + 3);
    edge[i] = Math.min(d, (edge[i + width + 1] as number) + 4, (edge[i + width - 1] as number) + 4);
  }
}

import type { Bounds } from '../../../../shared/domain/geometry/multiPolygon.ts';
import type { TileRow } from '../../storage/project/readTileRows.ts';
import { drawBox, drawPolygon, type TileFrame } from './drawPolygon.ts';
import { findInBounds, type LayerBoxes } from './layerBoxes.ts';
import type { LayerOverview } from './layerOverview.ts';

/** The features that may lie on a tile. */
export interface TileCandidates {
  readonly count: number;
  /** minX, minY, maxX, maxY of candidate i from 4 · places[i] on. */
  readonly boxes: Float64Array;
  readonly places: Uint32Array;
  fid(index: number): number;
  /** The plot of a candidate where it is known without asking the database. */
  plotId(index: number): number | undefined;
  /** Geometry commands; undefined where nothing of it lies on the tile. */
  draw(index: number): number[] | undefined;
}

export function candidatesOfOverview(
  overview: LayerOverview,
  bounds: Bounds,
  frame: TileFrame,
): TileCandidates {
  const { starts, outlines } = overview;
  return candidatesOfBoxes(overview, bounds, frame, (place) => {
    const start = starts[place] as number;
    return start === starts[place + 1] ? null : drawPolygon(outlines, start, frame);
  });
}

/** `drawOutline` draws a feature by its place in `layer`; null where its box has to do. */
export function candidatesOfBoxes(
  layer: LayerBoxes,
  bounds: Bounds,
  frame: TileFrame,
  drawOutline: (place: number) => number[] | undefined | null,
): TileCandidates {
  const { boxes, fids, plotIds } = layer;
  const places = findInBounds(layer, bounds);
  return {
    count: places.length,
    boxes,
    places,
    fid: (index) => fids[places[index] as number] as number,
    plotId: (index) => plotIds[places[index] as number] || undefined,
    draw(index) {
      const place = places[index] as number;
      const commands = drawOutline(place);
      return commands === null ? drawBoxOf(boxes, place, frame) : commands;
    },
  };
}

export function candidatesOfRows(rows: readonly TileRow[], frame: TileFrame): TileCandidates {
  const boxes = new Float64Array(rows.length * 4);
  for (const [i, { bounds }] of rows.entries()) {
    boxes[i * 4] = bounds.minX;
    boxes[i * 4 + 1] = bounds.minY;
    boxes[i * 4 + 2] = bounds.maxX;
    boxes[i * 4 + 3] = bounds.maxY;
  }
  return {
    count: rows.length,
    boxes,
    places: Uint32Array.from(rows.keys()),
    fid: (index) => (rows[index] as TileRow).fid,
    plotId: () => undefined,
    draw(index) {
      const { wkb } = rows[index] as TileRow;
      return wkb === null ? drawBoxOf(boxes, index, frame) : drawPolygon(viewBytes(wkb), 0, frame);
    },
  };
}

/** For reading numbers out of bytes. */
export function viewBytes({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

function drawBoxOf(boxes: Float64Array, place: number, { left, top, scale }: TileFrame): number[] {
  const at = place * 4;
  return drawBox(
    ((boxes[at] as number) - left) * scale,
    (top - (boxes[at + 3] as number)) * scale,
    ((boxes[at + 2] as number) - left) * scale,
    (top - (boxes[at + 1] as number)) * scale,
  );
}

import type { Bounds } from '../../../../shared/domain/geometry/multiPolygon.ts';

/** Where every feature of a layer lies; near ones mostly follow each other. */
export interface LayerBoxes {
  readonly fids: Float64Array;
  /** The plot of each feature; 0 where it is none. */
  readonly plotIds: Float64Array;
  /** minX, minY, maxX, maxY of each feature in the project CRS. */
  readonly boxes: Float64Array;
  /** The box around every `blockFeatures` features, so that most need not be looked at. */
  readonly blocks: Float64Array;
}

const blockFeatures = 256;

/** The boxes around the features of each block; the last block may be short. */
export function boundBlocks(boxes: Float64Array): Float64Array {
  const count = boxes.length / 4;
  const blocks = new Float64Array(Math.ceil(count / blockFeatures) * 4);
  for (let block = 0; block * 4 < blocks.length; block++) {
    let minX = Number.POSITIVE_INFINITY;
    let minY = Number.POSITIVE_INFINITY;
    let maxX = Number.NEGATIVE_INFINITY;
    let maxY = Number.NEGATIVE_INFINITY;
    const end = Math.min(count, (block + 1) * blockFeatures) * 4;
    for (let at = block * blockFeatures * 4; at < end; at += 4) {
      minX = Math.min(minX, boxes[at] as number);
      minY = Math.min(minY, boxes[at + 1] as number);
      maxX = Math.max(maxX, boxes[at + 2] as number);
      maxY = Math.max(maxY, boxes[at + 3] as number);
    }
    blocks.set([minX, minY, maxX, maxY], block * 4);
  }
  return blocks;
}

/** As long as the largest layer asked for: taken anew for every tile it would keep the collector busy. */
let scratch = new Uint32Array(0);

/** Places of the features whose boxes meet `bounds`, in the order they are held in. */
export function findInBounds({ boxes, blocks }: LayerBoxes, bounds: Bounds): Uint32Array {
  const count = boxes.length / 4;
  if (scratch.length < count) scratch = new Uint32Array(count);
  let length = 0;
  for (let block = 0; block * 4 < blocks.length; block++) {
    if (!meets(blocks, block * 4, bounds)) continue;
    const end = Math.min(count, (block + 1) * blockFeatures);
    for (let i = block * blockFeatures; i < end; i++) if (meets(boxes, i * 4, bounds)) scratch[length++] = i;
  }
  return scratch.slice(0, length);
}

function meets(boxes: Float64Array, at: number, { minX, minY, maxX, maxY }: Bounds): boolean {
  return (
    (boxes[at] as number) <= maxX &&
    (boxes[at + 2] as number) >= minX &&
    (boxes[at + 1] as number) <= maxY &&
    (boxes[at + 3] as number) >= minY
  );
}

import { endianness } from 'node:os';
import { boundBlocks, type LayerBoxes } from './layerBoxes.ts';

/** Every feature of a layer, thinned for small scales and held in memory: a tile of a whole county reads no database. */
export interface LayerOverview extends LayerBoxes {
  /** Where the geometry of feature i lies in `outlines`: from starts[i] to starts[i + 1], empty where it is a speck. */
  readonly starts: Uint32Array;
  /** Little-endian WKB, one after another. */
  readonly outlines: DataView;
}

const magic = 0x5448_4f33;
const headerBytes = 16;

/** The overview as one run of bytes in this machine's order: a cache beside the project, never handed on. */
export function writeOverview({ fids, plotIds, boxes, starts, outlines }: LayerOverview): Uint8Array {
  const parts = [fids, plotIds, boxes, starts, outlines];
  const bytes = new Uint8Array(headerBytes + parts.reduce((sum, part) => sum + part.byteLength, 0));
  new Uint32Array(bytes.buffer, 0, 4).set([magic, fids.length, outlines.byteLength, 0]);
  let at = headerBytes;
  for (const part of parts) {
    bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
    at += part.byteLength;
  }
  return bytes;
}

/** Undefined where the bytes are not a whole overview: cut off, or of another machine. */
export function readOverview(bytes: Uint8Array): LayerOverview | undefined {
  if (bytes.byteLength < headerBytes || bytes.byteOffset % 8 !== 0 || endianness() !== 'LE') return undefined;
  const { buffer, byteOffset } = bytes;
  const [mark, count = 0, outlineBytes = 0] = new Uint32Array(buffer, byteOffset, 4);
  const plotIdsAt = byteOffset + headerBytes + count * 8;
  const boxesAt = plotIdsAt + count * 8;
  const startsAt = boxesAt + count * 32;
  const outlinesAt = startsAt + (count + 1) * 4;
  if (mark !== magic || bytes.byteLength !== outlinesAt - byteOffset + outlineBytes) return undefined;
  const boxes = new Float64Array(buffer, boxesAt, count * 4);
  return {
    fids: new Float64Array(buffer, byteOffset + headerBytes, count),
    plotIds: new Float64Array(buffer, plotIdsAt, count),
    boxes,
    blocks: boundBlocks(boxes),
    starts: new Uint32Array(buffer, startsAt, count + 1),
    outlines: new DataView(buffer, outlinesAt, outlineBytes),
  };
}

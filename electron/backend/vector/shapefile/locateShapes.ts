import { FileWindow } from '../source/FileWindow.ts';

export interface ShapeLocations {
  /** Byte offset of each record's content in the .shp; -1 for a record without one. */
  readonly offsets: Float64Array;
  readonly lengths: Int32Array;
  /** True where the .shx was missing or contradicted the .shp, so that the .shp was walked instead. */
  readonly recovered: boolean;
}

const HEADER_BYTES = 100;
const RECORD_HEADER_BYTES = 8;

/**
 * Where the records of a .shp lie: from the .shx if every entry of it points at a record header of the .shp that says
 * the same; otherwise by walking the .shp record by record, keeping what is whole.
 */
export function locateShapes(shp: FileWindow, shxPath: string | undefined): ShapeLocations {
  const indexed = shxPath === undefined ? undefined : readIndex(shp, shxPath);
  return indexed ?? walkRecords(shp);
}

function readIndex(shp: FileWindow, path: string): ShapeLocations | undefined {
  const shx = new FileWindow(path);
  try {
    const count = Math.floor((shx.size - HEADER_BYTES) / 8);
    if (count < 0) return undefined;
    const offsets = new Float64Array(count);
    const lengths = new Int32Array(count);
    for (let i = 0; i < count; i++) {
      const entry = shx.read(HEADER_BYTES + i * 8, 8);
      const offset = entry.readUInt32BE(0) * 2;
      const length = entry.readUInt32BE(4) * 2;
      if (offset === 0 && length === 0) {
        offsets[i] = -1;
        continue;
      }
      if (offset < HEADER_BYTES || offset + RECORD_HEADER_BYTES + length > shp.size) return undefined;
      const header = shp.read(offset, RECORD_HEADER_BYTES);
      if (header.readUInt32BE(4) * 2 !== length) return undefined;
      offsets[i] = offset + RECORD_HEADER_BYTES;
      lengths[i] = length;
    }
    return { offsets, lengths, recovered: false };
  } finally {
    shx.close();
  }
}

function walkRecords(shp: FileWindow): ShapeLocations {
  const offsets: number[] = [];
  const lengths: number[] = [];
  let position = HEADER_BYTES;
  while (position + RECORD_HEADER_BYTES <= shp.size) {
    const length = shp.read(position, RECORD_HEADER_BYTES).readUInt32BE(4) * 2;
    position += RECORD_HEADER_BYTES;
    if (length < 4 || position + length > shp.size) break;
    offsets.push(position);
    lengths.push(length);
    position += length;
  }
  return { offsets: Float64Array.from(offsets), lengths: Int32Array.from(lengths), recovered: true };
}

import type { Bounds } from '../../../../shared/domain/geometry/multiPolygon.ts';

/** GeoPackage 1.3 §2.1.3: 'GP', version 0, flags, srs_id, envelope, then WKB. */
export interface GeometryBlob {
  readonly srsId: number;
  /** A view into the blob, not a copy. */
  readonly wkb: Uint8Array;
  /** The envelope of the header; null where the header has none. */
  readonly bounds: Bounds | null;
  readonly empty: boolean;
}

const headerBytes = 8;
const boundsBytes = 32;
const envelopeBytesByCode = [0, 32, 48, 48, 64] as const;

/** A geometry blob with an xy envelope; `bounds` null marks an empty geometry. */
export function writeGeometryBlob(srsId: number, wkb: Uint8Array, bounds: Bounds | null): Uint8Array {
  const envelope = bounds === null ? 0 : boundsBytes;
  const blob = new Uint8Array(headerBytes + envelope + wkb.length);
  const view = new DataView(blob.buffer);
  blob[0] = 0x47;
  blob[1] = 0x50;
  // bit 0: little endian; bits 1–3: envelope code; bit 4: empty
  blob[3] = bounds === null ? 0b0001_0001 : 0b0000_0011;
  view.setInt32(4, srsId, true);
  if (bounds !== null) {
    view.setFloat64(8, bounds.minX, true);
    view.setFloat64(16, bounds.maxX, true);
    view.setFloat64(24, bounds.minY, true);
    view.setFloat64(32, bounds.maxY, true);
  }
  blob.set(wkb, headerBytes + envelope);
  return blob;
}

/** The parts of a geometry blob; undefined where the bytes are not one. */
export function readGeometryBlob(blob: Uint8Array): GeometryBlob | undefined {
  if (blob.length < headerBytes || blob[0] !== 0x47 || blob[1] !== 0x50 || blob[2] !== 0) return undefined;
  const flags = blob[3] as number;
  const littleEndian = (flags & 1) === 1;
  const envelope = envelopeBytesByCode[(flags >> 1) & 7];
  if (envelope === undefined || blob.length < headerBytes + envelope) return undefined;
  const view = new DataView(blob.buffer, blob.byteOffset, blob.byteLength);
  const empty = (flags & 0b1_0000) !== 0;
  return {
    srsId: view.getInt32(4, littleEndian),
    // not subarray: of a Buffer that would be a Buffer, which other hosts serialise differently
    wkb: new Uint8Array(
      blob.buffer,
      blob.byteOffset + headerBytes + envelope,
      blob.byteLength - headerBytes - envelope,
    ),
    bounds:
      envelope === 0 || empty
        ? null
        : {
            minX: view.getFloat64(8, littleEndian),
            maxX: view.getFloat64(16, littleEndian),
            minY: view.getFloat64(24, littleEndian),
            maxY: view.getFloat64(32, littleEndian),
          },
    empty,
  };
}

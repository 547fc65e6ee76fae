/** Many byte strings in one buffer: one message instead of thousands of copies. */
export interface PackedBytes {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Item i lies at offsets[i] … offsets[i + 1]. */
  readonly offsets: Float64Array<ArrayBuffer>;
}

/** Copies the items into one buffer. */
export function packBytes(items: readonly Uint8Array[]): PackedBytes {
  const offsets = new Float64Array(items.length + 1);
  let size = 0;
  for (let index = 0; index < items.length; index++) {
    size += (items[index] as Uint8Array).length;
    offsets[index + 1] = size;
  }
  const bytes = new Uint8Array(size);
  for (let index = 0; index < items.length; index++) bytes.set(items[index] as Uint8Array, offsets[index]);
  return { bytes, offsets };
}

/** Item `index` of the buffer, as a view. */
export function unpackBytes(packed: PackedBytes, index: number): Uint8Array {
  return packed.bytes.subarray(packed.offsets[index], packed.offsets[index + 1]);
}

/** How many items there are. */
export function countPacked(packed: PackedBytes): number {
  return packed.offsets.length - 1;
}

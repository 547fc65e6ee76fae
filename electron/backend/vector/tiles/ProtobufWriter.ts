const INITIAL_BYTES = 4096;

/** The four things of protocol buffers that a vector tile needs; grows as it is written. */
export class ProtobufWriter {
  #bytes = new Uint8Array(INITIAL_BYTES);
  #length = 0;

  /** An unsigned number below 2^53, seven bits a byte. */
  varint(value: number): void {
    this.#reserve(10);
    let rest = value;
    while (rest > 0x7f) {
      this.#bytes[this.#length++] = (rest % 0x80) | 0x80;
      rest = Math.floor(rest / 0x80);
    }
    this.#bytes[this.#length++] = rest;
  }

  /** Field with a number. */
  number(field: number, value: number): void {
    this.varint(field << 3);
    this.varint(value);
  }

  /** Field with a text, a message or other bytes. */
  bytes(field: number, value: Uint8Array): void {
    this.varint((field << 3) | 2);
    this.varint(value.length);
    this.#reserve(value.length);
    this.#bytes.set(value, this.#length);
    this.#length += value.length;
  }

  /** Field with what another writer holds. */
  message(field: number, other: ProtobufWriter): void {
    const length = other.#length;
    this.varint((field << 3) | 2);
    this.varint(length);
    this.#reserve(length);
    // most are a few dozen bytes, for which a view and a call cost more than the copying
    for (let i = 0; i < length; i++) this.#bytes[this.#length++] = other.#bytes[i] as number;
  }

  /** Field with packed unsigned numbers of 32 bits. */
  packed(field: number, values: ArrayLike<number>): void {
    let size = 0;
    for (let i = 0; i < values.length; i++) size += varintSize(values[i] as number);
    this.varint((field << 3) | 2);
    this.varint(size);
    this.#reserve(size + 10);
    for (let i = 0; i < values.length; i++) {
      let rest = values[i] as number;
      while (rest > 0x7f) {
        this.#bytes[this.#length++] = (rest & 0x7f) | 0x80;
        rest >>>= 7;
      }
      this.#bytes[this.#length++] = rest;
    }
  }

  double(field: number, value: number): void {
    this.varint((field << 3) | 1);
    this.#reserve(8);
    new DataView(this.#bytes.buffer).setFloat64(this.#length, value, true);
    this.#length += 8;
  }

  finish(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  /** What is written so far, without a copy: valid until the next write. */
  view(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  /** Starts anew in the same memory. */
  clear(): void {
    this.#length = 0;
  }

  #reserve(count: number): void {
    if (this.#length + count <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + count));
    grown.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = grown;
  }
}

function varintSize(value: number): number {
  if (value < 0x80) return 1;
  if (value < 0x4000) return 2;
  if (value < 0x200000) return 3;
  return value < 0x10000000 ? 4 : 5;
}

import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const WINDOW_BYTES = 1 << 20;

/** Reads pieces of a file through one sliding buffer, so that a walk through a large file stays small in memory. */
export class FileWindow {
  readonly size: number;
  readonly #descriptor: number;
  #buffer: Buffer = Buffer.alloc(0);
  #start = 0;

  constructor(path: string) {
    this.#descriptor = openSync(path, 'r');
    this.size = fstatSync(this.#descriptor).size;
  }

  /** The bytes [offset, offset + length); shorter at the end of the file. Valid until the next call. */
  read(offset: number, length: number): Buffer {
    const end = Math.min(offset + length, this.size);
    if (offset < 0 || offset >= end) return Buffer.alloc(0);
    if (offset < this.#start || end > this.#start + this.#buffer.length) this.#fill(offset, end - offset);
    return this.#buffer.subarray(offset - this.#start, end - this.#start);
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  #fill(offset: number, length: number): void {
    const wanted = Math.min(Math.max(length, WINDOW_BYTES), this.size - offset);
    const buffer = Buffer.allocUnsafeSlow(wanted);
    let filled = 0;
    while (filled < wanted) {
      const count = readSync(this.#descriptor, buffer, filled, wanted - filled, offset + filled);
      if (count === 0) break;
      filled += count;
    }
    this.#buffer = buffer.subarray(0, filled);
    this.#start = offset;
  }
}

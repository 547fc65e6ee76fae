import type { FileWindow } from '../source/FileWindow.ts';

/** Where and why a text is not the JSON we can read. */
export class JsonSyntaxError extends Error {
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

const CHUNK_BYTES = 1 << 20;
/** One value (a feature) larger than this is refused: no plot has it, and JSON.parse would need ten times as much. */
const MAXIMUM_VALUE_BYTES = 256 * 1024 * 1024;
const MAXIMUM_DEPTH = 64;

/**
 * Walks a JSON file from front to back and hands out whole values as text, so that an array of any length is read
 * element by element. Throws JsonSyntaxError; the inside of a value is checked by JSON.parse.
 */
export class JsonScanner {
  readonly #file: FileWindow;
  readonly #decoder = new TextDecoder('utf-8', { fatal: true });
  #chunk: Buffer = Buffer.alloc(0);
  #chunkStart = 0;
  #position: number;

  constructor(file: FileWindow) {
    this.#file = file;
    const start = file.read(0, 3);
    this.#position = start.length === 3 && start.readUIntBE(0, 3) === 0xefbbbf ? 3 : 0;
  }

  get offset(): number {
    return this.#position;
  }

  /** The next byte that is not white space, without taking it; -1 at the end. */
  peek(): number {
    for (;;) {
      const byte = this.#byteAt(this.#position);
      if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return byte;
      this.#position++;
    }
  }

  expect(character: string): void {
    const byte = this.peek();
    if (byte !== character.charCodeAt(0)) this.#refuse(`expected ${character}`);
    this.#position++;
  }

  /** Takes the character if it comes next. */
  take(character: string): boolean {
    if (this.peek() !== character.charCodeAt(0)) return false;
    this.#position++;
    return true;
  }

  /** The text of the next value, taken whole; commas and brackets inside strings are not mistaken for structure. */
  takeValue(): string {
    const first = this.peek();
    const start = this.#position;
    if (first === 0x22) this.#skipString();
    else if (first === 0x7b || first === 0x5b) this.#skipNested();
    else this.#skipScalar();
    const length = this.#position - start;
    if (length === 0) this.#refuse('expected a value');
    const bytes = this.#file.read(start, length);
    try {
      return this.#decoder.decode(bytes);
    } catch {
      // TypeError of the fatal decoder: RFC 8259 §8.1 allows nothing but UTF-8
      throw new JsonSyntaxError('not UTF-8', start);
    }
  }

  #skipString(): void {
    this.#position++;
    for (;;) {
      const byte = this.#byteAt(this.#position);
      if (byte === -1) this.#refuse('a string that does not end');
      this.#position += byte === 0x5c ? 2 : 1;
      if (byte === 0x22) return;
    }
  }

  #skipNested(): void {
    const start = this.#position;
    let depth = 0;
    for (;;) {
      const byte = this.#byteAt(this.#position);
      if (byte === 0x22) {
        this.#skipString();
        continue;
      }
      if (byte === -1) this.#refuse('a bracket that does not close');
      this.#position++;
      if (byte === 0x7b || byte === 0x5b) {
        depth++;
        if (depth > MAXIMUM_DEPTH) this.#refuse(`brackets nested deeper than ${MAXIMUM_DEPTH}`);
      } else if (byte === 0x7d || byte === 0x5d) {
        depth--;
        if (depth === 0) return;
        if (this.#position - start > MAXIMUM_VALUE_BYTES) this.#refuse('a value of more than 256 MB');
      }
    }
  }

  #skipScalar(): void {
    for (;;) {
      const byte = this.#byteAt(this.#position);
      if (byte <= 0x20 || byte === 0x2c || byte === 0x5d || byte === 0x7d || byte === 0x3a) return;
      this.#position++;
    }
  }

  #byteAt(position: number): number {
    let index = position - this.#chunkStart;
    if (index < 0 || index >= this.#chunk.length) {
      if (position >= this.#file.size) return -1;
      // a copy, because takeValue moves the window under it
      this.#chunk = Buffer.from(this.#file.read(position, CHUNK_BYTES));
      this.#chunkStart = position;
      index = 0;
    }
    return this.#chunk[index] ?? -1;
  }

  #refuse(message: string): never {
    throw new JsonSyntaxError(message, this.#position);
  }
}

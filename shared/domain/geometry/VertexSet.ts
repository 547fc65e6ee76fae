const numbers = new Float64Array(2);
const words = new Uint32Array(numbers.buffer);

/** A set of vertices by their exact coordinates. Texts as keys would take ten times as long on a long outline. */
export class VertexSet {
  readonly #mask: number;
  readonly #coordinates: Float64Array;
  readonly #taken: Uint8Array;

  /** `capacity`: the most vertices that will be added. */
  constructor(capacity: number) {
    let size = 16;
    while (size < 2 * capacity) size *= 2;
    this.#mask = size - 1;
    this.#coordinates = new Float64Array(2 * size);
    this.#taken = new Uint8Array(size);
  }

  /** False where the vertex was there already. */
  add(x: number, y: number): boolean {
    const slot = this.#find(x, y);
    if (this.#taken[slot] === 1) return false;
    this.#taken[slot] = 1;
    this.#coordinates[2 * slot] = x;
    this.#coordinates[2 * slot + 1] = y;
    return true;
  }

  has(x: number, y: number): boolean {
    return this.#taken[this.#find(x, y)] === 1;
  }

  /** The place of the vertex, or the free one where it belongs. */
  #find(x: number, y: number): number {
    // adding zero makes one number of 0 and -0
    numbers[0] = x + 0;
    numbers[1] = y + 0;
    let hash = Math.imul((words[0] as number) ^ (words[1] as number), 0x9e3779b1);
    hash = Math.imul(hash ^ (hash >>> 15) ^ (words[2] as number) ^ (words[3] as number), 0x85ebca6b);
    let slot = (hash ^ (hash >>> 13)) & this.#mask;
    while (
      this.#taken[slot] === 1 &&
      (this.#coordinates[2 * slot] !== x || this.#coordinates[2 * slot + 1] !== y)
    ) {
      slot = (slot + 1) & this.#mask;
    }
    return slot;
  }
}

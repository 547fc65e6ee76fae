/**
 * Lowest address of the C stack in geos-wasm 3.1.1: initial stack pointer 155824 minus 65536 bytes. GEOS is
 * built without a stack check, so a recursion that is too deep would run on into its own tables unnoticed.
 */
const STACK_FLOOR = 90_288;
const GUARD_WORDS = 64;
const PATTERN = 0x7e57_ab1e;

/** The part of the geos-wasm module that is guarded. */
interface GuardedMemory {
  readonly HEAPU32: Uint32Array;
}

/** Marks the lowest bytes of the stack. Throws where they are in use: another build of geos-wasm. */
export function armStackGuard(module: GuardedMemory): void {
  if (isStackIntact(module)) return;
  const guard = module.HEAPU32.subarray(STACK_FLOOR / 4, STACK_FLOOR / 4 + GUARD_WORDS);
  if (guard.some((word) => word !== 0)) {
    throw new Error('the stack of geos-wasm is not where version 3.1.1 has it, or has overflowed');
  }
  guard.fill(PATTERN);
}

/** False once a call has used the last bytes of the stack; what came after is not to be trusted. */
export function isStackIntact(module: GuardedMemory): boolean {
  const heap = module.HEAPU32;
  for (let word = 0; word < GUARD_WORDS; word += 4) {
    if (heap[STACK_FLOOR / 4 + word] !== PATTERN) return false;
  }
  return true;
}

import { fail, type GeometryFailureCode, type GeometryResult, succeed } from './geometryResult.ts';
import type { GeosModule, Pointer } from './geosModule.ts';
import { isStackIntact } from './stackGuard.ts';

/** Room for the numbers that C functions hand back through pointers. */
const OUTPUT_BYTES = 64;

/** Input buffers up to this size are kept for the next call. */
const KEPT_BUFFER_BYTES = 1 << 20;

const LITTLE_ENDIAN = 1;
const STRUCTURE_METHOD = 1;

/**
 * One GEOS context with what belongs to it: the error handler, reader, writer, make-valid parameters and
 * scratch memory. Turns null pointers, error messages and traps into typed results. Everything it allocates
 * is freed by `finish`.
 */
export class GeosRuntime {
  readonly module: GeosModule;
  readonly context: Pointer;
  /** OUTPUT_BYTES bytes, aligned to 8, free for use between two calls. */
  readonly output: Pointer;
  readonly makeValidParameters: Pointer;
  private readonly reader: Pointer;
  private readonly writer: Pointer;
  private buffer: Pointer = 0;
  private bufferSize = 0;
  private lastError = '';
  private lost: string | undefined;

  constructor(module: GeosModule) {
    this.module = module;
    this.context = module._GEOS_init_r();
    // A handler must not throw: that would unwind C++ frames without their destructors.
    const handler = module.addFunction((message) => {
      this.lastError = module.UTF8ToString(message);
    }, 'vii');
    module._GEOSContext_setErrorMessageHandler_r(this.context, handler, 0);
    this.output = module._malloc(OUTPUT_BYTES);
    this.reader = module._GEOSWKBReader_create_r(this.context);
    this.writer = module._GEOSWKBWriter_create_r(this.context);
    module._GEOSWKBWriter_setOutputDimension_r(this.context, this.writer, 2);
    module._GEOSWKBWriter_setByteOrder_r(this.context, this.writer, LITTLE_ENDIAN);
    this.makeValidParameters = module._GEOSMakeValidParams_create_r(this.context);
    module._GEOSMakeValidParams_setMethod_r(this.context, this.makeValidParameters, STRUCTURE_METHOD);
    module._GEOSMakeValidParams_setKeepCollapsed_r(this.context, this.makeValidParameters, 0);
  }

  /** Runs a call that returns a pointer; the null pointer is GEOS's way to say that it threw. */
  callForPointer(call: () => Pointer): GeometryResult<Pointer> {
    return this.call(call, (pointer) => pointer !== 0);
  }

  /** Runs a call that returns 0 or 1, and 2 where GEOS threw. */
  callForBoolean(call: () => number): GeometryResult<boolean> {
    const answer = this.call(call, (code) => code !== 2);
    return answer.ok ? succeed(answer.value === 1) : answer;
  }

  /** Runs a call that writes a double to `output` and returns 0 where GEOS threw. */
  callForNumber(call: () => number): GeometryResult<number> {
    const answer = this.call(call, (code) => code !== 0);
    return answer.ok ? succeed(this.readOutput(0)) : answer;
  }

  /** The double at this index of `output`. */
  readOutput(index: number): number {
    return this.module.HEAPF64[this.output / 8 + index] as number;
  }

  /** Has `fill` write `size` bytes of WKB straight into the heap, and reads a geometry from them. */
  readWkb(size: number, fill: (target: Uint8Array) => void): GeometryResult<Pointer> {
    if (this.lost !== undefined) return fail('ENGINE_LOST', this.lost);
    const buffer = this.reserve(size);
    if (buffer === 0) return fail('MEMORY', `no room for ${size} bytes of input`);
    fill(this.module.HEAPU8.subarray(buffer, buffer + size));
    const pointer = this.callForPointer(() =>
      this.module._GEOSWKBReader_read_r(this.context, this.reader, buffer, size),
    );
    if (size > KEPT_BUFFER_BYTES) this.releaseBuffer();
    if (!pointer.ok && pointer.failure.code === 'TOPOLOGY')
      return fail('INVALID_INPUT', pointer.failure.message);
    return pointer;
  }

  /** WKB of a geometry as a copy outside the heap. Running out of memory here is not a property of the data. */
  writeWkb(geometry: Pointer): Uint8Array {
    const pointer = this.callForPointer(() =>
      this.module._GEOSWKBWriter_write_r(this.context, this.writer, geometry, this.output),
    );
    if (!pointer.ok) throw new Error(`GEOS could not write a geometry: ${pointer.failure.message}`);
    const size = this.module.HEAPU32[this.output / 4] as number;
    const bytes = this.module.HEAPU8.slice(pointer.value, pointer.value + size);
    this.module._GEOSFree_r(this.context, pointer.value);
    return bytes;
  }

  destroyGeometry(geometry: Pointer): void {
    if (this.lost === undefined) this.module._GEOSGeom_destroy_r(this.context, geometry);
  }

  destroyPrepared(prepared: Pointer): void {
    if (this.lost === undefined) this.module._GEOSPreparedGeom_destroy_r(this.context, prepared);
  }

  finish(): void {
    if (this.lost === undefined) {
      this.releaseBuffer();
      this.module._free(this.output);
      this.module._GEOSWKBReader_destroy_r(this.context, this.reader);
      this.module._GEOSWKBWriter_destroy_r(this.context, this.writer);
      this.module._GEOSMakeValidParams_destroy_r(this.context, this.makeValidParameters);
      this.module._GEOS_finish_r(this.context);
    }
    this.lost = 'the engine has been disposed of';
  }

  private call(call: () => number, isAnswer: (code: number) => boolean): GeometryResult<number> {
    if (this.lost !== undefined) return fail('ENGINE_LOST', this.lost);
    this.lastError = '';
    let code: number;
    try {
      code = call();
    } catch (error) {
      // A trap, or an exception that crossed the C interface: the heap can no longer be trusted.
      this.lost =
        error instanceof Error ? `${error.name}: ${error.message}` : `C++ exception ${String(error)}`;
      return fail('ENGINE_LOST', this.lost);
    }
    if (!isStackIntact(this.module)) {
      this.lost = 'the C stack overflowed';
      return fail('ENGINE_LOST', this.lost);
    }
    if (isAnswer(code)) return succeed(code);
    return fail(classify(this.lastError), this.lastError || 'GEOS gave no answer');
  }

  private reserve(size: number): Pointer {
    if (size <= this.bufferSize) return this.buffer;
    this.releaseBuffer();
    const capacity = Math.max(size, 4096);
    this.buffer = this.module._malloc(capacity);
    this.bufferSize = this.buffer === 0 ? 0 : capacity;
    return this.buffer;
  }

  private releaseBuffer(): void {
    if (this.buffer !== 0) this.module._free(this.buffer);
    this.buffer = 0;
    this.bufferSize = 0;
  }
}

/** GEOS's C interface hands out exceptions as text only; this is the one place that reads it. */
function classify(message: string): GeometryFailureCode {
  if (message.includes('bad_alloc')) return 'MEMORY';
  if (message.startsWith('IllegalArgumentException') || message.startsWith('ParseException')) {
    return 'INVALID_INPUT';
  }
  return 'TOPOLOGY';
}

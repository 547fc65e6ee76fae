/**
 * Why a geometry operation has no answer. A failure is data: the caller adds the plot and lists it as
 * "not computed"; it is never skipped and never replaced by a guess.
 *
 * - INVALID_INPUT: the input is not a geometry the operation accepts (malformed, unclosed, NaN, wrong type)
 * - TOPOLOGY: GEOS refused after every rung of the overlay ladder
 * - INVARIANT: an answer came, but it contradicts its own inputs (see checkCut)
 * - MEMORY: the WASM heap cannot grow further; the engine stays usable
 * - ENGINE_LOST: the WASM instance trapped; every later call fails, the worker must be replaced
 */
export type GeometryFailureCode = 'INVALID_INPUT' | 'TOPOLOGY' | 'INVARIANT' | 'MEMORY' | 'ENGINE_LOST';

export interface GeometryFailure {
  readonly code: GeometryFailureCode;
  /** English, for the log and the details view; the sentence for the user is made from the code. */
  readonly message: string;
}

export type GeometryResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: GeometryFailure };

/** Wraps an answer. */
export function succeed<T>(value: T): GeometryResult<T> {
  return { ok: true, value };
}

/** Wraps a refusal. */
export function fail(code: GeometryFailureCode, message: string): GeometryResult<never> {
  return { ok: false, failure: { code, message } };
}

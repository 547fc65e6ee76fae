import type { WireError } from '../errors/AppError.ts';

/** Every reply that crosses a boundary: a value, or an error as data. */
export type Envelope<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: WireError };

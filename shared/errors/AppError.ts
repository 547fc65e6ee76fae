import type { ErrorCode, ErrorParams } from './errorCodes.ts';

/** An error whose cause is known and which the user can act on. Anything else thrown is a bug. */
export class AppError<C extends ErrorCode = ErrorCode> extends Error {
  readonly code: C;
  readonly params: ErrorParams[C];

  constructor(code: C, params: ErrorParams[C], options?: { cause?: unknown }) {
    super(code, options);
    this.name = 'AppError';
    this.code = code;
    this.params = params;
  }
}

/** The form in which an error crosses a process boundary: no stack, no absolute path that was not the user's own. */
export interface WireError {
  readonly code: ErrorCode;
  readonly params: Readonly<Record<string, string | number>>;
  /** The Chinese sentence, made by the backend so that every host says the same. */
  readonly message: string;
}

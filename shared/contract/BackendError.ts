import type { WireError } from '../errors/AppError.ts';
import type { ErrorCode } from '../errors/errorCodes.ts';

/** A failed call as its caller sees it: `message` is the Chinese sentence, `code` is stable. */
export class BackendError extends Error {
  readonly code: ErrorCode;
  readonly params: WireError['params'];

  constructor(error: WireError) {
    super(error.message);
    this.name = 'BackendError';
    this.code = error.code;
    this.params = error.params;
  }
}

import type { CancelSignal } from '../../../shared/contract/cancelSignal.ts';
import { AppError } from '../../../shared/errors/AppError.ts';

/** Throws OPERATION_CANCELLED once the caller gave up. */
export function throwIfCancelled(signal: CancelSignal): void {
  if (signal.aborted) throw new AppError('OPERATION_CANCELLED', { operation: '出件' });
}

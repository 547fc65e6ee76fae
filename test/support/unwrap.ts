import type { GeometryResult } from '../../shared/domain/geometry/geometryResult.ts';

/** The value of a result that a test needs to be there; throws with the failure otherwise. */
export function unwrap<T>(result: GeometryResult<T>): T {
  if (!result.ok) throw new Error(`${result.failure.code}: ${result.failure.message}`);
  return result.value;
}

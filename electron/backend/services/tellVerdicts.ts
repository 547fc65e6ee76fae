import type { ReviewChange, ReviewRecord } from '../../../shared/contract/records/reviewRecords.ts';
import type { BackendContext } from '../backendContext.ts';

/**
 * Tells every window what now stands on the plots of a change, and returns the change. `alone`: the verdict of that
 * plot and nothing else was changed.
 */
export function tellVerdicts<T extends ReviewRecord | ReviewChange>(
  emit: BackendContext['emit'],
  change: T,
  alone = false,
): T {
  const others = 'others' in change ? change.others : [];
  const marks = [change, ...others].map(({ plotId, status, verdictCode }) => ({
    plotId,
    status,
    verdictCode,
  }));
  emit('project.changed', { what: 'verdicts', marks, ...(alone ? { plotId: change.plotId } : {}) });
  return change;
}

import type { Handlers } from '../../shared/contract/backendApi.ts';
import { AppError } from '../../shared/errors/AppError.ts';
import type { ProjectSession } from './backendContext.ts';

/**
 * Handlers that refuse to change anything while the past is shown, before they look at what is asked: who changes a
 * project says by whom. What slips through is refused by the database of the past itself.
 */
export function refuseInPast(handlers: Handlers, session: Pick<ProjectSession, 'past'>): Handlers {
  const guarded = Object.entries(handlers).map(([method, handle]) => {
    const run = handle as (request: object, context: unknown) => unknown;
    const guard = (request: object, context: unknown) => {
      if (session.past() !== null && 'by' in request) throw new AppError('PROJECT_IN_PAST', {});
      return run(request, context);
    };
    return [method, guard] as const;
  });
  return Object.fromEntries(guarded) as unknown as Handlers;
}

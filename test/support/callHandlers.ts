import { join } from 'node:path';
import type { BackendContext } from '../../electron/backend/backendContext.ts';
import type { OpenProject } from '../../electron/backend/storage/project/openProject.ts';
import type { CallContext, EventName } from '../../shared/contract/backendApi.ts';
import { AppError } from '../../shared/errors/AppError.ts';

/** What a service needs to run against one project (or none) in a test; `emitted` collects the events it sends. */
export function contextFor(
  project: OpenProject | null,
  folder: string,
): BackendContext & { readonly emitted: readonly EventName[] } {
  const emitted: EventName[] = [];
  const requireProject = (operation: string): OpenProject => {
    if (project === null) throw new AppError('PROJECT_NOT_OPEN', { operation });
    return project;
  };
  return {
    appVersion: '0.0.0',
    applicationDirectory: join(folder, 'application'),
    clock: () => new Date('2026-11-22T00:00:00Z'),
    session: {
      require: requireProject,
      requireNow: requireProject,
      past: () => null,
      showPast: () => undefined,
      current: () => project,
      replace: () => undefined,
      close: async () => undefined,
    },
    emit: (event) => emitted.push(event),
    emitted,
  };
}

/** A call that nobody cancels, or that `controller` does. */
export function callFor(controller = new AbortController()): CallContext {
  return { signal: controller.signal, reportProgress: () => undefined };
}

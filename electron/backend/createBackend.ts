import { randomUUID } from 'node:crypto';
import type { Backend } from '../../shared/contract/backend.ts';
import { appVersion } from './appVersion.ts';
import type { BackendContext } from './backendContext.ts';
import { createHandlers } from './createHandlers.ts';
import { createDispatcher, createEventHub, type ReportBug } from './dispatch.ts';
import { createProjectSession } from './projectSession.ts';

export interface BackendOptions {
  /** Folder of the application's own: sample project, private copies of foreign files. */
  readonly applicationDirectory: string;
  readonly clock: () => Date;
  readonly reportBug: ReportBug;
  /** Hourly and closing backups of the open project: on in a window, off where each command opens and closes. */
  readonly automaticBackups?: boolean;
}

/** The whole backend, wired here and nowhere else; every host and test starts from this function. */
export function createBackend(options: BackendOptions): Backend {
  const hub = createEventHub();
  const session = createProjectSession({
    automaticBackups: options.automaticBackups ?? false,
    onBackupFailed: (error) => options.reportBug(randomUUID().slice(0, 8), 'project.backup', error),
  });
  const context: BackendContext = {
    appVersion,
    applicationDirectory: options.applicationDirectory,
    clock: options.clock,
    session,
    emit: hub.emit,
  };
  const dispatcher = createDispatcher((jobs) => createHandlers(context, jobs), hub, options.reportBug);
  return {
    call: dispatcher.call,
    subscribe: hub.subscribe,
    close: () => session.close(),
  };
}

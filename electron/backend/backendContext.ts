import type { BackendEvents, EventName } from '../../shared/contract/backendApi.ts';
import type { OpenProject } from './storage/project/openProject.ts';

/** The one open project of a backend, if any. */
export interface ProjectSession {
  /** The open project; throws PROJECT_NOT_OPEN naming the operation. */
  require(operation: string): OpenProject;
  current(): OpenProject | null;
  /** Closes what was open before, at once and without a backup. */
  replace(project: OpenProject | null): void;
  /** Makes the closing backup where automatic backups are on and something changed, then closes. */
  close(): Promise<void>;
}

/** What createBackend() gives every service: no service reaches for a global. */
export interface BackendContext {
  readonly appVersion: string;
  /** Folder of the application's own: sample project, import copies, logs. */
  readonly applicationDirectory: string;
  readonly clock: () => Date;
  readonly session: ProjectSession;
  readonly emit: <E extends EventName>(event: E, payload: BackendEvents[E]) => void;
}

import type { BackendEvents, EventName } from '../../shared/contract/backendApi.ts';
import type { OpenProject } from './storage/project/openProject.ts';
import type { PastProject } from './storage/project/past/openPast.ts';

/** The one open project of a backend, if any. */
export interface ProjectSession {
  /** The open project, as it stood then while its past is shown; throws PROJECT_NOT_OPEN naming the operation. */
  require(operation: string): OpenProject;
  /** The open project as it is, whatever is shown. */
  requireNow(operation: string): OpenProject;
  current(): OpenProject | null;
  /** The moment that is shown instead of now. */
  past(): PastProject | null;
  /** Shows the open project as it stood then, or (null) as it is; closes what was shown before. */
  showPast(past: PastProject | null): void;
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

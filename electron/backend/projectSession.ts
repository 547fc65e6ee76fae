import { AppError } from '../../shared/errors/AppError.ts';
import type { ProjectSession } from './backendContext.ts';
import { backUpProject } from './storage/project/backUpProject.ts';
import { readLastSequence } from './storage/project/commandLog.ts';
import type { OpenProject } from './storage/project/openProject.ts';
import type { PastProject } from './storage/project/past/openPast.ts';

const hourMilliseconds = 3_600_000;

export interface ProjectSessionOptions {
  /** A verified backup each hour in which something changed, and when the project is closed. */
  readonly automaticBackups?: boolean;
  /** Told when an hourly backup failed; the next hour tries again. A failure at close is thrown instead. */
  readonly onBackupFailed?: (error: unknown) => void;
  readonly backupIntervalMilliseconds?: number;
}

/** Holds the one open project of a backend and sees to its backups. */
export function createProjectSession(options: ProjectSessionOptions = {}): ProjectSession {
  let project: OpenProject | null = null;
  let past: PastProject | null = null;
  let backedUpSequence = 0;
  let running: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  const backUpIfChanged = async (target: OpenProject) => {
    const sequence = readLastSequence(target.database);
    if (sequence === backedUpSequence) return;
    await backUpProject(target);
    backedUpSequence = sequence;
  };
  const startTimer = (target: OpenProject) => {
    timer = setInterval(() => {
      running = running.then(() => backUpIfChanged(target)).catch(options.onBackupFailed ?? (() => {}));
    }, options.backupIntervalMilliseconds ?? hourMilliseconds);
    // a backup that is due must not keep a finished process alive
    timer.unref();
  };

  const session: ProjectSession = {
    require: (operation) => past ?? session.requireNow(operation),
    requireNow(operation) {
      if (project === null) throw new AppError('PROJECT_NOT_OPEN', { operation });
      return project;
    },
    current: () => project,
    past: () => past,
    showPast(next) {
      past?.close();
      past = next;
    },
    replace(next) {
      clearInterval(timer);
      session.showPast(null);
      project?.close();
      project = next;
      if (next === null) return;
      backedUpSequence = readLastSequence(next.database);
      if (options.automaticBackups === true) startTimer(next);
    },
    async close() {
      clearInterval(timer);
      await running;
      try {
        if (project !== null && options.automaticBackups === true) await backUpIfChanged(project);
      } finally {
        session.replace(null);
      }
    },
  };
  return session;
}

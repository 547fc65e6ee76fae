import { MessageChannelMain, type UtilityProcess, utilityProcess, type WebContents } from 'electron';

const crashWindowMilliseconds = 60_000;
const crashesAllowed = 3;

export interface BackendProcess {
  /** Hands a fresh port to the backend and its other end to a page that has just loaded. */
  connect(page: WebContents): void;
  /** Ends the backend in its own time (it finishes its transaction); killed after the deadline. */
  close(deadlineMilliseconds: number): Promise<void>;
}

/** What the backend says to its parent: which project is open, so that a restart comes back to it. */
export interface BackendNotice {
  readonly openProject: string | null;
}

/**
 * Keeps one backend process running. When it ends unasked, `onLost` is told how often that happened within a minute,
 * and it is started again, up to three times, with the project that was open; pages connect anew.
 */
export function startBackendProcess(
  modulePath: string,
  onLost: (crashes: number, restarting: boolean) => void,
): BackendProcess {
  let closing = false;
  let openProject: string | null = null;
  let crashTimes: number[] = [];
  let child: UtilityProcess | null = fork([]);

  function fork(args: readonly string[]): UtilityProcess {
    const started = utilityProcess.fork(modulePath, [...args], {
      serviceName: 'Tianheng backend',
      stdio: 'inherit',
    });
    started.on('message', (notice: BackendNotice) => {
      openProject = notice.openProject;
    });
    started.once('exit', () => {
      if (closing || child !== started) return;
      const now = Date.now();
      crashTimes = [...crashTimes.filter((time) => now - time < crashWindowMilliseconds), now];
      const restarting = crashTimes.length <= crashesAllowed;
      child = restarting ? fork(openProject === null ? [] : ['--project', openProject]) : null;
      onLost(crashTimes.length, restarting);
    });
    return started;
  }

  return {
    connect(page) {
      if (child === null) return page.send('backend:lost');
      const { port1, port2 } = new MessageChannelMain();
      child.postMessage({ connect: true }, [port1]);
      page.postMessage('backend:port', null, [port2]);
    },
    async close(deadlineMilliseconds) {
      closing = true;
      const last = child;
      if (last === null) return;
      await new Promise<void>((resolve) => {
        const deadline = setTimeout(() => last.kill(), deadlineMilliseconds);
        last.once('exit', () => {
          clearTimeout(deadline);
          resolve();
        });
        last.postMessage({ close: true });
      });
      child = null;
    },
  };
}

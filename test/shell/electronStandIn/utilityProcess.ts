import { type ChildProcess, fork as forkProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { fileURLToPath } from 'node:url';
import { requireReady } from './app.ts';
import { notify } from './control.ts';
import { createProcessLink, type ProcessLink } from './processMessages.ts';

const childProgram = fileURLToPath(new URL('./utilityProcessChild.ts', import.meta.url));

/** A process that was killed stays connected until its end is heard of: like Electron, what is sent meanwhile is lost. */
function dropForTheDead(error: NodeJS.ErrnoException | null): void {
  if (error !== null && error.code !== 'EPIPE') throw error;
}

class StandInUtilityProcess extends EventEmitter implements Electron.UtilityProcess {
  readonly stdout = null;
  readonly stderr = null;
  readonly #child: ChildProcess;
  readonly #link: ProcessLink;
  #alive = true;

  constructor(modulePath: string, args: readonly string[]) {
    super();
    this.#child = forkProcess(childProgram, [modulePath, ...args], {
      serialization: 'advanced',
      stdio: 'inherit',
    });
    this.#link = createProcessLink(
      (message) => {
        if (this.#child.connected) this.#child.send(message, dropForTheDead);
      },
      ({ data }) => this.emit('message', data),
    );
    this.#child.once('spawn', () => this.emit('spawn'));
    this.#child.on('message', (message) => this.#link.receive(message));
    this.#child.once('exit', (code) => {
      this.#alive = false;
      this.#link.closeAll();
      this.emit('exit', code ?? 1);
    });
    if (this.#child.pid !== undefined) notify({ backendPid: this.#child.pid });
  }

  get pid(): number | undefined {
    return this.#alive ? this.#child.pid : undefined;
  }

  kill(): boolean {
    return this.#child.kill('SIGTERM');
  }

  postMessage(message: unknown, transfer: Electron.MessagePortMain[] = []): void {
    this.#link.postMessage(message, transfer);
  }
}

export const utilityProcess = {
  fork(modulePath, args = []) {
    requireReady('utilityProcess.fork');
    return new StandInUtilityProcess(modulePath, args);
  },
} satisfies Pick<typeof Electron.UtilityProcess, 'fork'>;

import { EventEmitter } from 'node:events';
import { createCancellableEvent } from './cancellableEvent.ts';

type AppPart = Pick<
  Electron.App,
  'requestSingleInstanceLock' | 'enableSandbox' | 'whenReady' | 'isReady' | 'quit' | 'getVersion'
>;

/** What ends with the program: windows first, as in Electron, then the browser behind them. */
interface Closable {
  destroy(): Promise<void>;
}

class StandInApp extends EventEmitter implements AppPart {
  readonly closeAtQuit = new Set<Closable>();
  #ready = false;
  #quitting = false;

  requestSingleInstanceLock(): boolean {
    return true;
  }

  enableSandbox(): void {
    if (this.#ready) throw new Error('app.enableSandbox() can only be called before app is ready');
  }

  isReady(): boolean {
    return this.#ready;
  }

  async whenReady(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    this.#ready = true;
  }

  getVersion(): string {
    return process.env.npm_package_version ?? '0.0.0';
  }

  quit(): void {
    const event = createCancellableEvent();
    this.emit('before-quit', event);
    if (event.defaultPrevented || this.#quitting) return;
    this.#quitting = true;
    void Promise.all([...this.closeAtQuit].map((closable) => closable.destroy())).then(() => {
      this.emit('will-quit', createCancellableEvent());
      this.emit('quit', createCancellableEvent(), 0);
      process.exit(0);
    });
  }
}

export const app = new StandInApp();

/** Electron refuses most of its modules before the app is ready; so does the stand-in. */
export function requireReady(what: string): void {
  if (!app.isReady()) throw new Error(`${what} cannot be used before the app is ready`);
}

/** Names under which the page's side of the stand-in is reached; the app itself never uses them. */
export const pageBindings = { invoke: '__standInInvoke', portMessage: '__standInPortMessage' } as const;

/** What `deliver` and the port functions of the page look like from page.evaluate. */
export interface PageSide {
  deliver(channel: string, args: readonly unknown[], portId: number | null): void;
  portMessage(portId: number, message: unknown): void;
  closePort(portId: number): void;
}

declare global {
  interface Window {
    __standIn: PageSide;
    __standInInvoke: (channel: string, args: readonly unknown[]) => Promise<unknown>;
    __standInPortMessage: (portId: number, message: unknown) => void;
  }
}

/**
 * Script that runs before the page's own: the built preload file inside the two modules a sandboxed preload gets.
 * Unlike Electron's, it shares the page's JavaScript world; contextBridge is emulated by frozen copies.
 */
export function createPreloadScript(preloadSource: string): string {
  return `(() => {
    const electron = (${createElectronForPreload.toString()})();
    const require = (name) => {
      if (name !== 'electron') throw new Error('module not found: ' + name);
      return electron;
    };
    ((require, exports, module) => {${preloadSource}\n})(require, {}, { exports: {} });
  })();`;
}

/** Runs in the page: contextBridge and ipcRenderer as far as a preload script may use them. */
function createElectronForPreload(): object {
  const ports = new Map<number, MessagePort>();
  const listeners = new Map<string, ((event: object, ...args: unknown[]) => void)[]>();
  const invoke = window.__standInInvoke;
  const portMessage = window.__standInPortMessage;

  window.__standIn = {
    deliver(channel, args, portId) {
      const passed: MessagePort[] = [];
      if (portId !== null) {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = (event) => portMessage(portId, event.data);
        ports.set(portId, port1);
        passed.push(port2);
      }
      for (const listener of listeners.get(channel) ?? []) listener({ ports: passed }, ...args);
    },
    portMessage: (portId, message) => ports.get(portId)?.postMessage(message),
    closePort(portId) {
      ports.get(portId)?.close();
      ports.delete(portId);
    },
  };

  const copy = (value: unknown): unknown => {
    if (typeof value === 'function') {
      const call = value as (...args: unknown[]) => unknown;
      return async (...args: unknown[]) =>
        structuredClone(await call(...args.map((arg) => structuredClone(arg))));
    }
    if (typeof value !== 'object' || value === null) return value;
    return Object.freeze(Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copy(item)])));
  };
  return {
    contextBridge: {
      exposeInMainWorld: (key: string, api: unknown) =>
        Object.defineProperty(window, key, { value: copy(api), enumerable: true }),
    },
    ipcRenderer: {
      invoke: (channel: string, ...args: unknown[]) => invoke(channel, args),
      on(channel: string, listener: (event: object, ...args: unknown[]) => void) {
        listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
      },
    },
  };
}

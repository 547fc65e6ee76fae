import { partOf } from './partOf.ts';

type Listener = Parameters<Electron.IpcMain['handle']>[1];
const listeners = new Map<string, Listener>();

export const ipcMain = {
  handle(channel, listener) {
    if (listeners.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    listeners.set(channel, listener);
  },
} satisfies Pick<Electron.IpcMain, 'handle'>;

/** ipcRenderer.invoke of a frame of the page. Like Electron's, a thrown error keeps nothing but its message. */
export async function invokeMain(
  channel: string,
  args: readonly unknown[],
  frame: { readonly origin: string; readonly isTop: boolean },
): Promise<unknown> {
  const listener = listeners.get(channel);
  if (listener === undefined) throw new Error(`No handler registered for '${channel}'`);
  const senderFrame = {
    origin: frame.origin,
    parent: frame.isTop ? null : partOf<Electron.WebFrameMain>({}),
  };
  return structuredClone(await listener(partOf<Electron.IpcMainInvokeEvent>({ senderFrame }), ...args));
}

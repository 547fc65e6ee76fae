// Runs in the sandbox of the window, before the page: one CommonJS file that may load nothing but 'electron'.
import { contextBridge, ipcRenderer } from 'electron';
import type { DesktopShell } from '../../shared/contract/backendApi.ts';
import type { Envelope } from '../../shared/contract/envelope.ts';

/** Asks the main process, and turns its envelope back into a value or an error with the Chinese sentence. */
async function ask<T>(channel: string, request: unknown): Promise<T> {
  const envelope: Envelope<T> = await ipcRenderer.invoke(channel, request);
  if (envelope.ok) return envelope.value;
  throw new Error(envelope.error.message);
}

contextBridge.exposeInMainWorld('tianhengDesktop', {
  kind: 'desktop',
  chooseFiles: (options) => ask('desktop:choose-files', options),
  chooseFolder: (options) => ask('desktop:choose-folder', options),
  showInFolder: (path) => ask('desktop:show-in-folder', { path }),
} satisfies DesktopShell);

// a port can cross into the page's own world only through window.postMessage
ipcRenderer.on('backend:port', (event) => {
  window.postMessage('tianheng:backend-port', window.location.origin, [...event.ports]);
});
ipcRenderer.on('backend:lost', () => {
  window.postMessage('tianheng:backend-lost', window.location.origin);
});

// The product's backend process: createBackend() behind message ports. Its parent (electron/main) sends
// { connect: true } with a port for each page that loads, and { close: true } when the program ends.

import { serveWire } from '../../shared/contract/transports/serveWire.ts';
import type { Wire } from '../../shared/contract/transports/wire.ts';
import { isRecord } from '../../shared/contract/transports/wire.ts';
import { createBackend } from '../backend/createBackend.ts';
import { defaultApplicationDirectory } from '../backend/files/applicationDirectory.ts';
import { createIncidentLog } from './incidentLog.ts';

const parent = process.parentPort;
const applicationDirectory = defaultApplicationDirectory();
const reportBug = createIncidentLog(applicationDirectory);
const backend = createBackend({
  applicationDirectory,
  clock: () => new Date(),
  automaticBackups: true,
  reportBug,
});

// a page that asks what is open must not ask before a restarted backend has it open again
const opened = reopenProject(process.argv);

backend.subscribe((event, payload) => {
  if (event === 'project.changed' && 'what' in payload && payload.what === 'project') void tellOpenProject();
});
parent.on('message', (message) => {
  const order: unknown = message.data;
  if (!isRecord(order)) return;
  const port = message.ports[0];
  if (order.connect === true && port !== undefined) {
    void opened.then(() => serveWire(createPortWire(port), backend, () => new AbortController()));
  } else if (order.close === true) {
    // a backup that failed at close is written down; the project itself is closed and whole by then
    void backend
      .close()
      .catch((error: unknown) => reportBug('close', 'backend.close', error))
      .finally(() => process.exit(0));
  }
});

/** Ports of Electron's main-process kind; `close` comes when the page is gone or has loaded again. */
function createPortWire(port: Electron.MessagePortMain): Wire {
  return {
    send: (message) => port.postMessage(message),
    receive(listener) {
      port.on('message', (message) => listener(message.data));
      port.start();
    },
    closed: (listener) => port.once('close', listener),
  };
}

/** The parent remembers the open project so that a restarted backend comes back to it. */
async function tellOpenProject(): Promise<void> {
  const info = await backend.call('project.info', {});
  const directory = info.ok && isRecord(info.value) ? info.value.directory : null;
  parent.postMessage({ openProject: typeof directory === 'string' ? directory : null });
}

/** `--project DIR`, given to a backend that replaces one that died. A failure shows when the page asks. */
async function reopenProject(words: readonly string[]): Promise<void> {
  const directory = words[words.indexOf('--project') + 1];
  if (words.includes('--project')) await backend.call('project.open', { directory });
}

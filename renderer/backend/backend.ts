import type { DesktopShell } from '../../shared/contract/backendApi.ts';
import type { BackendClient } from '../../shared/contract/createClient.ts';

/** The two doors out of the page; set once, before the first component renders. */
export interface Connection {
  readonly client: BackendClient;
  readonly shell: DesktopShell;
}

let connection: Connection | null = null;

export function connectBackend(next: Connection): void {
  connection = next;
}

function connected(): Connection {
  if (connection === null) throw new Error('The page was rendered before its backend was connected.');
  return connection;
}

/** The typed backend of this page. */
export const backend: BackendClient = {
  call: (method, request, signal) => connected().client.call(method, request, signal),
  on: (event, listener) => connected().client.on(event, listener),
};

export function desktopShell(): DesktopShell {
  return connected().shell;
}

import { EventEmitter } from 'node:events';
import { app, requireReady } from './app.ts';
import { notify } from './control.ts';
import { partOf } from './partOf.ts';

type SchemeHandler = Parameters<Electron.Protocol['handle']>[1];
type RequestFilter = (
  details: Electron.OnBeforeRequestListenerDetails,
  decide: (response: Electron.CallbackResponse) => void,
) => void;

const privilegedSchemes = new Set<string>();
const handlers = new Map<string, SchemeHandler>();
let requestFilter: RequestFilter = (_details, decide) => decide({});

const sessionProtocol = {
  handle(scheme, handler) {
    if (handlers.has(scheme)) throw new Error(`The scheme ${scheme} is already handled`);
    handlers.set(scheme, handler);
  },
} satisfies Pick<Electron.Protocol, 'handle'>;

/** The module-level `protocol`: schemes are announced before the app is ready. */
export const protocol = {
  ...sessionProtocol,
  registerSchemesAsPrivileged(schemes) {
    if (app.isReady())
      throw new Error('protocol.registerSchemesAsPrivileged must be called before the app is ready');
    for (const { scheme, privileges } of schemes) {
      if (privileges?.standard && privileges.secure) privilegedSchemes.add(scheme);
    }
  },
} satisfies Pick<Electron.Protocol, 'handle' | 'registerSchemesAsPrivileged'>;

class StandInSession extends EventEmitter {
  readonly protocol = sessionProtocol;
  readonly webRequest = {
    onBeforeRequest: (listener: unknown) => {
      requestFilter = listener as RequestFilter;
    },
  };
  permissionRequestHandler: Parameters<Electron.Session['setPermissionRequestHandler']>[0] = null;
  permissionCheckHandler: Parameters<Electron.Session['setPermissionCheckHandler']>[0] = null;

  setPermissionRequestHandler(handler: Parameters<Electron.Session['setPermissionRequestHandler']>[0]): void {
    this.permissionRequestHandler = handler;
  }

  setPermissionCheckHandler(handler: Parameters<Electron.Session['setPermissionCheckHandler']>[0]): void {
    this.permissionCheckHandler = handler;
  }

  setDevicePermissionHandler(): void {}

  setSpellCheckerEnabled(): void {}
}

const defaultSession = new StandInSession() satisfies Pick<
  Electron.Session,
  | 'setPermissionRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setDevicePermissionHandler'
  | 'setSpellCheckerEnabled'
>;

export const session = {
  get defaultSession() {
    requireReady('session.defaultSession');
    return defaultSession;
  },
};

/** The app's answer to one request of the page, or null where Electron would have no one to ask. */
export async function answerRequest(
  address: string,
  method: string,
  headers: HeadersInit,
): Promise<Response | null> {
  const verdict = await new Promise<Electron.CallbackResponse>((resolve) =>
    requestFilter(partOf<Electron.OnBeforeRequestListenerDetails>({ url: address, method }), resolve),
  );
  const scheme = new URL(address).protocol.slice(0, -1);
  const handler = handlers.get(scheme);
  if (verdict.cancel || handler === undefined || !privilegedSchemes.has(scheme)) {
    notify({ refusedRequest: address });
    return null;
  }
  return handler(new Request(address, { method, headers }));
}

/** Whether the app lets a page have a permission it asks for. */
export function isPermissionGranted(permission: 'media' | 'geolocation' | 'notifications'): Promise<boolean> {
  const handler = defaultSession.permissionRequestHandler;
  // without a handler Electron says yes to everything
  if (handler === null) return Promise.resolve(true);
  return new Promise((resolve) =>
    handler(partOf<Electron.WebContents>({}), permission, resolve, partOf<Electron.PermissionRequest>({})),
  );
}

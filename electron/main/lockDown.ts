import { app, type Session, type WebContents } from 'electron';
import { pageOrigin } from './appProtocol.ts';

/** Everything a session could be asked for is refused: permissions, devices, downloads, any address but our own. */
export function lockDownSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setSpellCheckerEnabled(false); // it would fetch dictionaries
  session.on('will-download', (event) => event.preventDefault());
  session.webRequest.onBeforeRequest((details, decide) => decide({ cancel: !isOwnAddress(details.url) }));
}

/** No page leaves the app's own address, opens a window or embeds a webview, whichever contents it is in. */
export function lockDownContents(): void {
  app.on('web-contents-created', (_event, contents) => {
    refuseNavigation(contents);
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-attach-webview', (event) => event.preventDefault());
  });
}

function refuseNavigation(contents: WebContents): void {
  contents.on('will-navigate', (details) => {
    // loading the page again is the one navigation there is
    if (!isPageAddress(details.url)) details.preventDefault();
  });
  contents.on('will-frame-navigate', (details) => {
    if (!details.isMainFrame || !isPageAddress(details.url)) details.preventDefault();
  });
  contents.on('will-redirect', (details) => details.preventDefault());
}

function isPageAddress(url: string): boolean {
  return url === `${pageOrigin}/` || url.startsWith(`${pageOrigin}/#`);
}

/** Our own files, and what the page makes in memory (tiles as blobs, icons as data). */
function isOwnAddress(url: string): boolean {
  return url.startsWith(`${pageOrigin}/`) || /^(blob|data|devtools):/.test(url);
}

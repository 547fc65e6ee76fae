// The desktop shell: one window on app://tianheng, one backend process, and the port between them. It knows nothing
// of plots or files; see ARCHITECTURE.md, "three hosts".
import { fileURLToPath } from 'node:url';
import { app, type BrowserWindow, dialog, session } from 'electron';
import { shellText } from '../../shared/text/shell.zh-CN.ts';
import { installApplicationMenu } from './applicationMenu.ts';
import { registerAppScheme, serveApp } from './appProtocol.ts';
import { type BackendProcess, startBackendProcess } from './backendProcess.ts';
import { serveDesktopShell } from './desktopShell.ts';
import { lockDownContents, lockDownSession } from './lockDown.ts';
import { openMainWindow } from './mainWindow.ts';

const closeDeadlineMilliseconds = 10_000;
const pathOf = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

let window: BrowserWindow | null = null;

if (app.requestSingleInstanceLock()) {
  app.enableSandbox();
  registerAppScheme();
  lockDownContents();
  app.on('second-instance', () => {
    if (window?.isMinimized()) window.restore();
    window?.focus();
  });
  void app.whenReady().then(openApp);
} else {
  app.quit();
}

function openApp(): void {
  lockDownSession(session.defaultSession);
  serveApp(session.defaultSession.protocol, pathOf('../../renderer'));
  installApplicationMenu();
  serveDesktopShell(() => window);
  const backend = startBackendProcess(pathOf('../hosts/utilityProcess.js'), tellLoss);
  openWindow(backend);

  app.on('activate', () => {
    if (window === null) openWindow(backend);
  });
  app.on('window-all-closed', () => app.quit());
  let closed = false;
  app.on('before-quit', (event) => {
    if (closed) return;
    // the backend finishes what it has promised before the program ends
    event.preventDefault();
    void backend.close(closeDeadlineMilliseconds).then(() => {
      closed = true;
      app.quit();
    });
  });
}

function openWindow(backend: BackendProcess): void {
  const opened = openMainWindow(pathOf('../preload/preload.cjs'), startFragment());
  window = opened;
  opened.webContents.on('did-finish-load', () => backend.connect(opened.webContents));
  opened.once('closed', () => {
    window = null;
  });
}

/** The page shows the loss itself (its port closes and it is told); a backend that keeps failing gets a dialog. */
function tellLoss(crashes: number, restarting: boolean): void {
  window?.webContents.send('backend:lost');
  if (!restarting) dialog.showErrorBox(shellText.backendStopped, shellText.backendFailing(crashes));
}

/** What the page is to open first, as its address says it: `--sample` the sample county, `--project DIR` a project. */
function startFragment(): string {
  const given = process.argv.slice(1);
  if (given.includes('--sample')) return '#sample';
  const directory = given[given.indexOf('--project') + 1];
  return given.includes('--project') && directory !== undefined
    ? `#project=${encodeURIComponent(directory)}`
    : '';
}

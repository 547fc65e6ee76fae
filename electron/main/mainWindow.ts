import { BrowserWindow } from 'electron';
import { shellText } from '../../shared/text/shell.zh-CN.ts';
import { pageOrigin } from './appProtocol.ts';

/** Opens the one window: sandboxed, isolated, with the preload script as the only code that knows Electron. */
export function openMainWindow(preloadPath: string, fragment: string): BrowserWindow {
  const window = new BrowserWindow({
    title: shellText.windowTitle,
    width: 1440,
    height: 900,
    minWidth: 1024,
    minHeight: 640,
    show: false,
    backgroundColor: '#ffffff',
    webPreferences: {
      preload: preloadPath,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      spellcheck: false,
      navigateOnDragDrop: false,
    },
  });
  window.once('ready-to-show', () => window.show());
  // the menu keeps its shortcuts but no bar: the page has menus of its own, and Alt and F10 belong to it
  if (process.platform !== 'darwin') window.setMenuBarVisibility(false);
  void window.loadURL(`${pageOrigin}/${fragment}`);
  return window;
}

import type { DesktopShell } from '../../shared/contract/backendApi.ts';

declare global {
  interface Window {
    /** Put there by the preload script of the desktop. */
    readonly tianhengDesktop?: DesktopShell;
  }
}

/** A browser has no file dialogs that give paths, so the window asks for the path itself (PathField). */
const browserShell: DesktopShell = {
  kind: 'browser',
  chooseFiles: async () => [],
  chooseFolder: async () => null,
  showInFolder: async () => {},
};

export function findDesktopShell(): DesktopShell {
  return window.tianhengDesktop ?? browserShell;
}

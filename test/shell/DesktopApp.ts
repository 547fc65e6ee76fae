import type { Page } from 'playwright-core';
import type { DesktopShell } from '../../shared/contract/backendApi.ts';

declare global {
  interface Window {
    readonly tianhengDesktop?: DesktopShell;
  }
}

/** A running desktop app as the journey sees it: the same over the stand-in and over a real Electron. */
export interface DesktopApp {
  readonly page: Page;
  /** Everything that must not happen: page errors, console errors, refused policy, error boxes. */
  readonly complaints: readonly string[];
  /** What the app refused the page: navigations, windows, requests. */
  readonly refusals: readonly string[];
  /** The next file dialog answers with these paths; null is "cancelled". */
  answerNextDialog(paths: readonly string[] | null): Promise<void>;
  killBackend(): Promise<void>;
  /** Closes the window; resolves with the program's exit code. */
  closeWindow(): Promise<number | null>;
  /** Ends whatever still runs; for clean-up. */
  stop(): Promise<void>;
}

export interface LaunchOptions {
  /** Folder with a package.json whose main is the built main process. */
  readonly appFolder: string;
  /** TIANHENG_HOME of this run. */
  readonly applicationDirectory: string;
  readonly args: readonly string[];
}

/** What the test tells the stand-in program over its IPC channel. */
export type Order = { readonly answerDialog: readonly string[] | null } | { readonly closeWindow: true };

/** What the stand-in program tells the test. */
export type Notice =
  | { readonly debuggingPort: number }
  | { readonly backendPid: number }
  | { readonly consoleMessage: { readonly level: string; readonly text: string } }
  | { readonly pageError: string }
  | { readonly errorBox: { readonly title: string; readonly content: string } }
  | { readonly refusedNavigation: string }
  | { readonly refusedWindow: string }
  | { readonly refusedRequest: string }
  | { readonly shownInFolder: string };

export function notify(notice: Notice): void {
  process.send?.(notice);
}

/** Calls the listener for each order of the test. */
export function onOrder(listener: (order: Order) => void): void {
  process.on('message', (message) => listener(message as Order));
}

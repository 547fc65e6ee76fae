import { EventEmitter } from 'node:events';
import type { Page } from 'playwright-core';
import { toAppAddress, toBrowserAddress } from './address.ts';
import { invokeMain } from './ipcMain.ts';
import { type Carrier, relayPort } from './messagePorts.ts';
import { partOf } from './partOf.ts';
import { pageBindings } from './preloadScript.ts';

type WindowOpenHandler = Parameters<Electron.WebContents['setWindowOpenHandler']>[0];

/** Electron's view of a page, over a page of the system Chromium. */
export class StandInWebContents
  extends EventEmitter
  implements Pick<Electron.WebContents, 'send' | 'postMessage' | 'setWindowOpenHandler'>
{
  #page: Page | null = null;
  #windowOpenHandler: WindowOpenHandler = () => ({ action: 'allow' });
  #loading = false;
  readonly #ports = new Map<number, Carrier>();
  #nextPortId = 1;

  async attach(page: Page): Promise<void> {
    this.#page = page;
    page.on('load', () => this.emit('did-finish-load'));
    page.on('framenavigated', (frame) => {
      if (frame === page.mainFrame()) this.closePorts();
    });
    page.on('close', () => this.closePorts());
    await page.exposeBinding(pageBindings.invoke, ({ frame }, channel: string, args: readonly unknown[]) =>
      invokeMain(channel, args, {
        origin: new URL(toAppAddress(frame.url())).href.replace(/^(\w+:\/\/[^/]*).*$/, '$1'),
        isTop: frame.parentFrame() === null,
      }),
    );
    await page.exposeBinding(pageBindings.portMessage, (_source, portId: number, message: unknown) =>
      this.#ports.get(portId)?.send(message),
    );
  }

  async load(address: string): Promise<void> {
    this.#loading = true;
    await this.#page?.goto(toBrowserAddress(address), { waitUntil: 'load' });
    this.#loading = false;
  }

  send(channel: string, ...args: unknown[]): void {
    this.#deliver(channel, args, null);
  }

  postMessage(channel: string, message: unknown, transfer: Electron.MessagePortMain[] = []): void {
    if (transfer.length > 1) throw new Error('The stand-in passes one port at a time to a page.');
    const portId = transfer.length === 0 ? null : this.#nextPortId++;
    this.#deliver(channel, [message], portId);
    const [port] = transfer;
    if (port === undefined || portId === null) return;
    const carrier: Carrier = {
      send: (data) =>
        this.#inPage(([id, item]) => window.__standIn.portMessage(id, item), [portId, data] as const),
      close: () => this.#inPage((id) => window.__standIn.closePort(id), portId),
    };
    this.#ports.set(portId, relayPort(port, carrier));
  }

  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.#windowOpenHandler = handler;
  }

  allowsWindow(address: string): boolean {
    return this.#windowOpenHandler(partOf<Electron.HandlerDetails>({ url: address })).action === 'allow';
  }

  /** Asks the app's will-navigate listeners about a navigation the page wants; loadURL's own are not asked about. */
  allowsNavigation(address: string): boolean {
    if (this.#loading) return true;
    let prevented = false;
    const details = {
      url: address,
      isMainFrame: true,
      preventDefault: () => {
        prevented = true;
      },
    };
    this.emit('will-frame-navigate', details);
    this.emit('will-navigate', details);
    return !prevented;
  }

  closePorts(): void {
    for (const port of this.#ports.values()) port.close();
    this.#ports.clear();
  }

  #deliver(channel: string, args: readonly unknown[], portId: number | null): void {
    this.#inPage(([name, items, id]) => window.__standIn.deliver(name, items, id), [
      channel,
      args,
      portId,
    ] as const);
  }

  #inPage<Argument>(run: (argument: Argument) => void, argument: Argument): void {
    // what is sent to a page that is just going away is lost, as in Electron
    this.#page?.evaluate(run as (argument: unknown) => void, argument).catch(() => undefined);
  }
}

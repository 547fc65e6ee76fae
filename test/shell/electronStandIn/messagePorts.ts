import { EventEmitter } from 'node:events';

type MessagePortMain = Electron.MessagePortMain;

/**
 * One end of a channel with Electron's manners: messages are cloned, wait until start(), and arrive later, in order;
 * closing one end tells the other.
 */
class StandInMessagePort extends EventEmitter implements MessagePortMain {
  peer: StandInMessagePort | null = null;
  #started = false;
  #waiting: unknown[] = [];

  postMessage(message: unknown, transfer: MessagePortMain[] = []): void {
    if (transfer.length > 0)
      throw new Error('The stand-in passes ports only through postMessage of a process or page.');
    const copy = structuredClone(message);
    const target = this.peer;
    setImmediate(() => {
      if (target !== null) target.#receive(copy);
    });
  }

  start(): void {
    this.#started = true;
    for (const message of this.#waiting.splice(0)) this.#receive(message);
  }

  close(): void {
    const peer = this.peer;
    this.peer = null;
    if (peer === null) return;
    peer.peer = null;
    setImmediate(() => peer.emit('close'));
  }

  #receive(message: unknown): void {
    if (this.#started) this.emit('message', { data: message, ports: [] } satisfies Electron.MessageEvent);
    else this.#waiting.push(message);
  }
}

export class MessageChannelMain implements Electron.MessageChannelMain {
  readonly port1: MessagePortMain;
  readonly port2: MessagePortMain;

  constructor() {
    const [port1, port2] = [new StandInMessagePort(), new StandInMessagePort()];
    port1.peer = port2;
    port2.peer = port1;
    this.port1 = port1;
    this.port2 = port2;
  }
}

/** What carries one port's traffic to another process or page. */
export interface Carrier {
  send(message: unknown): void;
  close(): void;
}

/** Joins a port that was passed on to what carries it; the result takes what comes back. */
export function relayPort(port: MessagePortMain, carrier: Carrier): Carrier {
  port.on('message', ({ data }) => carrier.send(data));
  port.once('close', () => carrier.close());
  port.start();
  return { send: (message) => port.postMessage(message), close: () => port.close() };
}

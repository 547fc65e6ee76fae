import { type Carrier, MessageChannelMain, relayPort } from './messagePorts.ts';

type MessagePortMain = Electron.MessagePortMain;

/** What crosses between the stand-in's main process and its utility process. */
type ProcessMessage =
  | { readonly kind: 'message'; readonly data: unknown; readonly portIds: readonly number[] }
  | { readonly kind: 'port'; readonly portId: number; readonly data: unknown }
  | { readonly kind: 'portClosed'; readonly portId: number };

/** Messages and ports over one process channel; the same code runs at both ends. */
export interface ProcessLink {
  postMessage(message: unknown, ports: readonly MessagePortMain[]): void;
  /** Takes a message of the channel that was meant for this link. */
  receive(message: unknown): void;
  /** The other process is gone: every port it held closes. */
  closeAll(): void;
}

export function createProcessLink(
  send: (message: ProcessMessage) => void,
  onMessage: (event: Electron.MessageEvent) => void,
): ProcessLink {
  const ports = new Map<number, Carrier>();
  let nextPortId = 1;

  const carry = (port: MessagePortMain, portId: number) => {
    const carrier: Carrier = {
      send: (data) => send({ kind: 'port', portId, data }),
      close: () => send({ kind: 'portClosed', portId }),
    };
    ports.set(portId, relayPort(port, carrier));
  };
  const receivePort = (portId: number): MessagePortMain => {
    const { port1, port2 } = new MessageChannelMain();
    carry(port1, portId);
    return port2;
  };

  return {
    postMessage(data, passed) {
      const portIds = passed.map((port) => {
        const portId = nextPortId++;
        carry(port, portId);
        return portId;
      });
      send({ kind: 'message', data, portIds });
    },
    receive(untyped) {
      const message = untyped as ProcessMessage;
      if (message.kind === 'message') {
        onMessage({ data: message.data, ports: message.portIds.map(receivePort) });
      } else if (message.kind === 'port') {
        ports.get(message.portId)?.send(message.data);
      } else {
        ports.get(message.portId)?.close();
        ports.delete(message.portId);
      }
    },
    closeAll() {
      for (const port of ports.values()) port.close();
      ports.clear();
    },
  };
}

import type { Wire } from '../../shared/contract/transports/wire.ts';

/** A DOM MessagePort (from the preload script) as a wire. */
export function createMessagePortWire(port: MessagePort): Wire {
  return {
    send: (message) => port.postMessage(message),
    receive(listener) {
      port.addEventListener('message', (event) => listener(event.data));
      port.start();
    },
    closed: (listener) => port.addEventListener('close', listener, { once: true }),
  };
}

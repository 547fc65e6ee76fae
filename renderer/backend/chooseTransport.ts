import type { Transport } from '../../shared/contract/backendApi.ts';
import { createWireTransport } from '../../shared/contract/transports/createWireTransport.ts';
import type { Wire } from '../../shared/contract/transports/wire.ts';
import { describeError } from '../../shared/text/errors.zh-CN.ts';
import { createHttpTransport } from './httpTransport.ts';
import { createMessagePortWire } from './messagePortWire.ts';

const portMessage = 'tianheng:backend-port';
/** What the preload script posts when the backend process has ended. */
export const lostMessage = 'tianheng:backend-lost';

/** On the desktop the port that the preload script passes on; in a browser the loopback host that served the page. */
export async function chooseTransport(): Promise<Transport> {
  if (window.tianhengDesktop === undefined) return createHttpTransport();
  const port = await nextPort();
  return createWireTransport(withLossMessage(createMessagePortWire(port)), (reason) =>
    describeError('BACKEND_UNAVAILABLE', { reason }),
  );
}

function nextPort(): Promise<MessagePort> {
  return new Promise((resolve) => {
    const listen = (event: MessageEvent) => {
      const port = event.ports[0];
      if (event.source !== window || event.data !== portMessage || port === undefined) return;
      window.removeEventListener('message', listen);
      resolve(port);
    };
    window.addEventListener('message', listen);
  });
}

/** A port whose other end was killed may never close, so the main process says so as well. */
function withLossMessage(wire: Wire): Wire {
  return {
    ...wire,
    closed(listener) {
      wire.closed(listener);
      window.addEventListener('message', (event) => {
        if (event.source === window && event.data === lostMessage) listener();
      });
    },
  };
}

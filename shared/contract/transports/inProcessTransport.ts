import type { Backend } from '../backend.ts';
import type { EventName, Transport } from '../backendApi.ts';
import type { Envelope } from '../envelope.ts';

/** No wire at all: the command line and tests call the backend in their own process. */
export function createInProcessTransport(backend: Backend): Transport {
  return {
    // dispatch checks the request and its handler is typed, so the reply is of the method's type
    call: <T>(method: string, request: unknown, signal?: Parameters<Backend['call']>[2]) =>
      backend.call(method, request, signal) as Promise<Envelope<T>>,
    on: (event, listener) =>
      backend.subscribe((name: EventName, payload) => {
        if (name === event) (listener as (payload: unknown) => void)(payload);
      }),
  };
}

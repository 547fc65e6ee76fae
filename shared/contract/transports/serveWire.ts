import type { Backend } from '../backend.ts';
import type { CancelSignal } from '../cancelSignal.ts';
import type { EventMessage, ReplyMessage, Wire } from './wire.ts';
import { isRecord } from './wire.ts';

/** What AbortController is in every host; passed in because shared/ knows no host. */
export interface Cancellation {
  readonly signal: CancelSignal;
  abort(): void;
}

/** The answering side of a message wire: calls, cancellations and events of one client. */
export function serveWire(wire: Wire, backend: Backend, createCancellation: () => Cancellation): void {
  const running = new Map<number, Cancellation>();

  const unsubscribe = backend.subscribe((event, payload) =>
    wire.send({ event, payload } satisfies EventMessage),
  );
  wire.closed(() => {
    unsubscribe();
    for (const cancellation of running.values()) cancellation.abort();
  });
  wire.receive((message) => {
    if (!isRecord(message) || typeof message.id !== 'number') return;
    const id = message.id;
    if (message.cancel === true) {
      running.get(id)?.abort();
      return;
    }
    const cancellation = createCancellation();
    running.set(id, cancellation);
    void backend.call(String(message.method), message.request, cancellation.signal).then((envelope) => {
      running.delete(id);
      wire.send({ id, envelope } satisfies ReplyMessage);
    });
  });
}

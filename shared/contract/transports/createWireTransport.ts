import type { EventName, Transport } from '../backendApi.ts';
import type { Envelope } from '../envelope.ts';
import type { CallMessage, CancelMessage, Wire } from './wire.ts';
import { isRecord } from './wire.ts';

/**
 * The calling side of a message wire. When the wire closes, every pending and future call ends with
 * BACKEND_UNAVAILABLE: a lost backend is an answer, not a wait.
 */
export function createWireTransport(wire: Wire, describeLoss: (reason: string) => string): Transport {
  const pending = new Map<number, (envelope: Envelope<never>) => void>();
  const listeners = new Map<string, Set<(payload: unknown) => void>>();
  let nextId = 1;
  let lost = false;

  const unavailable = (): Envelope<never> => {
    const reason = '连接已断开';
    return {
      ok: false,
      error: { code: 'BACKEND_UNAVAILABLE', params: { reason }, message: describeLoss(reason) },
    };
  };

  wire.receive((message) => {
    if (!isRecord(message)) return;
    if (typeof message.event === 'string') {
      for (const listener of listeners.get(message.event) ?? []) listener(message.payload);
    } else if (typeof message.id === 'number') {
      const settle = pending.get(message.id);
      pending.delete(message.id);
      settle?.(message.envelope as Envelope<never>);
    }
  });
  wire.closed(() => {
    lost = true;
    for (const settle of pending.values()) settle(unavailable());
    pending.clear();
  });

  return {
    call: (method, request, signal) =>
      new Promise((resolve) => {
        if (lost) return resolve(unavailable());
        const id = nextId++;
        const cancel = () => wire.send({ id, cancel: true } satisfies CancelMessage);
        pending.set(id, (envelope) => {
          signal?.removeEventListener('abort', cancel);
          resolve(envelope);
        });
        wire.send({ id, method, request } satisfies CallMessage);
        if (signal?.aborted) cancel();
        else signal?.addEventListener('abort', cancel, { once: true });
      }),
    on: <E extends EventName>(event: E, listener: (payload: never) => void) => {
      const set = listeners.get(event) ?? new Set();
      listeners.set(event, set);
      const untyped = listener as (payload: unknown) => void;
      set.add(untyped);
      return () => set.delete(untyped);
    },
  };
}

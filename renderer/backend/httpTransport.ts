import type { EventName, Transport } from '../../shared/contract/backendApi.ts';
import type { Envelope } from '../../shared/contract/envelope.ts';
import { createBinaryCodec } from '../../shared/contract/transports/binaryCodec.ts';
import { describeError } from '../../shared/text/errors.zh-CN.ts';

const codec = createBinaryCodec({
  encode: (text) => new TextEncoder().encode(text),
  decode: (bytes) => new TextDecoder().decode(bytes),
});

/** Calls over the loopback host: POST /rpc/<method> in the binary codec, events over GET /events. The cookie is the key. */
export function createHttpTransport(): Transport {
  const events = new EventSource('/events');
  const listeners = new Map<string, Set<(payload: unknown) => void>>();
  events.addEventListener('message', (message) => {
    const { event, payload } = JSON.parse(String(message.data)) as { event: string; payload: unknown };
    for (const listener of listeners.get(event) ?? []) listener(payload);
  });

  return {
    async call<T>(method: string, request: unknown, signal?: unknown): Promise<Envelope<T>> {
      try {
        const response = await fetch(`/rpc/${encodeURIComponent(method)}`, {
          method: 'POST',
          body: codec.encode(request) as Uint8Array<ArrayBuffer>,
          headers: { 'content-type': 'application/octet-stream' },
          signal: (signal as AbortSignal | undefined) ?? null,
        });
        if (!response.ok) return unavailable(`HTTP ${response.status}`);
        return codec.decode(new Uint8Array(await response.arrayBuffer())) as Envelope<T>;
      } catch (error) {
        if (error instanceof DOMException && error.name === 'AbortError') {
          const params = { operation: method };
          return {
            ok: false,
            error: {
              code: 'OPERATION_CANCELLED',
              params,
              message: describeError('OPERATION_CANCELLED', params),
            },
          };
        }
        // fetch throws TypeError for a connection that is gone
        if (error instanceof TypeError) return unavailable('本机服务已停止');
        throw error;
      }
    },
    on(event: EventName, listener: (payload: never) => void) {
      const set = listeners.get(event) ?? new Set();
      listeners.set(event, set);
      const untyped = listener as (payload: unknown) => void;
      set.add(untyped);
      return () => set.delete(untyped);
    },
  };
}

function unavailable(reason: string): Envelope<never> {
  const params = { reason };
  return {
    ok: false,
    error: { code: 'BACKEND_UNAVAILABLE', params, message: describeError('BACKEND_UNAVAILABLE', params) },
  };
}

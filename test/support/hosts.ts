import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { createBackend } from '../../electron/backend/createBackend.ts';
import { serveLoopback } from '../../electron/hosts/loopbackHttp.ts';
import type { Backend } from '../../shared/contract/backend.ts';
import type { EventName, Transport } from '../../shared/contract/backendApi.ts';
import type { Envelope } from '../../shared/contract/envelope.ts';
import { createBinaryCodec } from '../../shared/contract/transports/binaryCodec.ts';
import { createWireTransport } from '../../shared/contract/transports/createWireTransport.ts';
import { createInProcessTransport } from '../../shared/contract/transports/inProcessTransport.ts';
import { serveWire } from '../../shared/contract/transports/serveWire.ts';
import type { Wire } from '../../shared/contract/transports/wire.ts';
import { describeError } from '../../shared/text/errors.zh-CN.ts';
import { suiteFolder } from './suiteFolder.ts';

/** A real backend in a folder of its own; bugs make the test fail loudly. */
export function createTestBackend(applicationDirectory = suiteFolder('app')): Backend {
  return createBackend({
    applicationDirectory,
    clock: () => new Date(),
    automaticBackups: false,
    reportBug: (incidentId, method, error) => {
      process.stderr.write(
        `[${incidentId}] ${method}: ${error instanceof Error ? error.stack : String(error)}\n`,
      );
    },
  });
}

/** A running host and the transport to it. */
export interface TestHost {
  readonly transport: Transport;
  close(): Promise<void>;
}

export function openInProcess(backend: Backend): Promise<TestHost> {
  return Promise.resolve({ transport: createInProcessTransport(backend), close: () => Promise.resolve() });
}

export function openMessagePort(backend: Backend): Promise<TestHost> {
  const { port1, port2 } = new MessageChannel();
  serveWire(createPortWire(port1), backend, () => new AbortController());
  const transport = createWireTransport(createPortWire(port2), (reason) =>
    describeError('BACKEND_UNAVAILABLE', { reason }),
  );
  return Promise.resolve({
    transport,
    async close() {
      port1.close();
    },
  });
}

function createPortWire(port: MessagePort): Wire {
  return {
    send: (message) => port.postMessage(message),
    receive: (listener) => port.on('message', listener),
    closed: (listener) => port.once('close', listener),
  };
}

const codec = createBinaryCodec({
  encode: (text) => new TextEncoder().encode(text),
  decode: (bytes) => new TextDecoder().decode(bytes),
});

/** The same calls a page makes, with the cookie and the Origin header a browser would send. */
export async function openLoopback(backend: Backend): Promise<TestHost> {
  const server = await serveLoopback({ backend, pageDirectory: suiteFolder('page') });
  const origin = `http://127.0.0.1:${server.port}`;
  const headers = { cookie: `tianheng=${server.token}`, origin };
  const listeners = new Map<EventName, Set<(payload: unknown) => void>>();
  const stop = new AbortController();
  const events = await fetch(`${origin}/events`, { headers, signal: stop.signal });
  const finished = readEvents(events, listeners);

  return {
    transport: {
      async call<T>(method: string, request: unknown, signal?: unknown): Promise<Envelope<T>> {
        try {
          const response = await fetch(`${origin}/rpc/${encodeURIComponent(method)}`, {
            method: 'POST',
            headers,
            body: JSON.stringify(request) ?? '',
            signal: (signal as AbortSignal | undefined) ?? null,
          });
          return codec.decode(new Uint8Array(await response.arrayBuffer())) as Envelope<T>;
        } catch (error) {
          if (!(error instanceof DOMException)) throw error;
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
      },
      on(event, listener) {
        const set = listeners.get(event) ?? new Set();
        listeners.set(event, set);
        set.add(listener as (payload: unknown) => void);
        return () => set.delete(listener as (payload: unknown) => void);
      },
    },
    async close() {
      stop.abort();
      await finished;
      await server.close();
    },
  };
}

async function readEvents(
  response: Response,
  listeners: ReadonlyMap<EventName, ReadonlySet<(payload: unknown) => void>>,
): Promise<void> {
  let text = '';
  const decoder = new TextDecoder();
  try {
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      text += decoder.decode(chunk, { stream: true });
      const messages = text.split('\n\n');
      text = messages.pop() ?? '';
      for (const message of messages.filter((line) => line.startsWith('data: '))) {
        const { event, payload } = JSON.parse(message.slice(6)) as { event: EventName; payload: unknown };
        for (const listener of listeners.get(event) ?? []) listener(payload);
      }
    }
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    // the stream ends by our own abort
  }
}

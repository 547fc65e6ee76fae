import type { BackendEvents, EventName } from './backendApi.ts';
import type { CancelSignal } from './cancelSignal.ts';
import type { Envelope } from './envelope.ts';

export type EventListener = <E extends EventName>(event: E, payload: BackendEvents[E]) => void;

/** A running backend as a host sees it: untyped requests in, envelopes out, never a throw. */
export interface Backend {
  call(method: string, request: unknown, signal?: CancelSignal): Promise<Envelope<unknown>>;
  subscribe(listener: EventListener): () => void;
  close(): Promise<void>;
}

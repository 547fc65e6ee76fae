import { BackendError } from './BackendError.ts';
import type { BackendEvents, EventName, MethodName, ReplyOf, RequestOf, Transport } from './backendApi.ts';
import type { CancelSignal } from './cancelSignal.ts';

/** The typed face of the backend, the same over every transport. */
export interface BackendClient {
  /** The reply, or a thrown BackendError. */
  call<M extends MethodName>(method: M, request: RequestOf<M>, signal?: CancelSignal): Promise<ReplyOf<M>>;
  /** Returns the function that ends the subscription. */
  on<E extends EventName>(event: E, listener: (payload: BackendEvents[E]) => void): () => void;
}

export function createClient(transport: Transport): BackendClient {
  return {
    async call(method, request, signal) {
      const envelope = await transport.call(method, request, signal);
      if (envelope.ok) return envelope.value;
      throw new BackendError(envelope.error);
    },
    on: (event, listener) => transport.on(event, listener),
  };
}

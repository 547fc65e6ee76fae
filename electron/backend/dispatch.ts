import { randomUUID } from 'node:crypto';
import type { Backend, EventListener } from '../../shared/contract/backend.ts';
import type {
  BackendEvents,
  CallContext,
  EventName,
  Handlers,
  MethodName,
} from '../../shared/contract/backendApi.ts';
import type { CancelSignal } from '../../shared/contract/cancelSignal.ts';
import type { Envelope } from '../../shared/contract/envelope.ts';
import { requestSchemas } from '../../shared/contract/requestSchemas.ts';
import { AppError } from '../../shared/errors/AppError.ts';
import type { ErrorCode, ErrorParams } from '../../shared/errors/errorCodes.ts';
import { describeError } from '../../shared/text/errors.zh-CN.ts';
import { createForeground, type Foreground } from './foreground.ts';

/** Ends of a job that are no failure. */
const endedByUser: ReadonlySet<ErrorCode> = new Set(['OPERATION_CANCELLED', 'OPERATION_PAUSED']);

/** Methods that give way to all others: they must not wait for themselves. */
const waitingForIdle: ReadonlySet<MethodName> = new Set(['similar.find']);

/** Receives what is a bug, with the incident number its user was shown. */
export type ReportBug = (incidentId: string, method: string, error: unknown) => void;

/** Jobs of one backend that can be cancelled by id, also from another window than the one that started them. */
export interface RunningJobs extends Pick<Foreground, 'whenQuiet'> {
  cancel(jobId: string): boolean;
}

export interface EventHub {
  emit<E extends EventName>(event: E, payload: BackendEvents[E]): void;
  subscribe(listener: EventListener): () => void;
}

export function createEventHub(): EventHub {
  const listeners = new Set<EventListener>();
  return {
    emit(event, payload) {
      for (const listener of listeners) listener(event, payload);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export interface Dispatcher {
  readonly call: Backend['call'];
  readonly jobs: RunningJobs;
}

/**
 * The only door into the backend: checks the method name, checks the request against its schema, runs the
 * handler and turns any throw into an envelope. Hosts hold no error handling of their own.
 */
export function createDispatcher(
  handlersOf: (jobs: RunningJobs) => Handlers,
  hub: EventHub,
  reportBug: ReportBug,
): Dispatcher {
  const running = new Map<string, AbortController>();
  const foreground = createForeground();
  const jobs: RunningJobs = {
    whenQuiet: foreground.whenQuiet,
    cancel(jobId) {
      const controller = running.get(jobId);
      controller?.abort();
      return controller !== undefined;
    },
  };
  const handlers = handlersOf(jobs);

  const call = async (
    method: string,
    request: unknown,
    signal?: CancelSignal,
  ): Promise<Envelope<unknown>> => {
    if (!Object.hasOwn(handlers, method)) return refuse('METHOD_UNKNOWN', { method });
    const name = method as MethodName;
    const checked = requestSchemas[name].safeParse(request);
    if (!checked.success) {
      const issue = checked.error.issues[0];
      const place = issue?.path.map(String).join('.') ?? '';
      return refuse('REQUEST_INVALID', {
        method,
        detail: `${place}${place ? '：' : ''}${issue?.message ?? ''}`,
      });
    }

    const end = waitingForIdle.has(name) ? undefined : foreground.begin();
    const jobId = randomUUID();
    const controller = new AbortController();
    const abort = () => controller.abort();
    if (signal?.aborted) abort();
    signal?.addEventListener('abort', abort, { once: true });
    running.set(jobId, controller);
    let last: { stage: string; done: number; total: number } | null = null;
    const emitProgress = (state: BackendEvents['job.progress']['state']) => {
      // a call that never reported progress is no background job and ends in silence
      if (last !== null) hub.emit('job.progress', { jobId, method, ...last, state });
    };
    const context: CallContext = {
      signal: controller.signal,
      reportProgress(stage, done, total) {
        last = { stage, done, total };
        emitProgress('running');
      },
    };
    try {
      const handler = handlers[name] as (request: unknown, context: CallContext) => unknown;
      const value = await handler(checked.data, context);
      emitProgress('done');
      return { ok: true, value };
    } catch (error) {
      emitProgress(error instanceof AppError && endedByUser.has(error.code) ? 'cancelled' : 'failed');
      if (error instanceof AppError) return refuse(error.code, error.params);
      const incidentId = randomUUID().slice(0, 8);
      reportBug(incidentId, method, error);
      return refuse('INTERNAL', { incidentId });
    } finally {
      end?.();
      running.delete(jobId);
      signal?.removeEventListener('abort', abort);
    }
  };
  return { call, jobs };
}

function refuse<C extends ErrorCode>(code: C, params: ErrorParams[C]): Envelope<never> {
  return {
    ok: false,
    error: { code, params: params as Record<string, string | number>, message: describeError(code, params) },
  };
}

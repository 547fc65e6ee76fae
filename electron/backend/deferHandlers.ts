import type { CallContext, Handlers, MethodName } from '../../shared/contract/backendApi.ts';

type AnyHandler = (request: never, call: CallContext) => unknown;

/**
 * Handlers of a service that is loaded when the first of its methods is called: a command line that checks a project
 * has no use for PDF, imagery and geometry libraries. Calls that come while it loads are answered in their order.
 */
export function deferHandlers<M extends MethodName>(
  methods: readonly M[],
  load: () => Promise<NoInfer<Pick<Handlers, M>>>,
): Pick<Handlers, M> {
  let loading: Promise<Pick<Handlers, M>> | undefined;
  let loaded: Pick<Handlers, M> | undefined;

  const defer = (method: M): AnyHandler => {
    return (request, call) => {
      if (loaded !== undefined) return (loaded[method] as AnyHandler)(request, call);
      loading ??= load().then((handlers) => {
        loaded = handlers;
        return handlers;
      });
      return loading.then((handlers) => (handlers[method] as AnyHandler)(request, call));
    };
  };
  return Object.fromEntries(methods.map((method) => [method, defer(method)])) as unknown as Pick<Handlers, M>;
}

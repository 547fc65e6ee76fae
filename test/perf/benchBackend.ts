import { join } from 'node:path';
import { createDispatcher, createEventHub, type Dispatcher } from '../../electron/backend/dispatch.ts';
import { createProjectSession } from '../../electron/backend/projectSession.ts';
import { createImageryHandlers } from '../../electron/backend/services/imageryService.ts';
import { createLayerHandlers } from '../../electron/backend/services/layerService.ts';
import { createProjectHandlers } from '../../electron/backend/services/projectService.ts';
import type { Handlers } from '../../shared/contract/backendApi.ts';

/** The dispatcher with the groups the map needs: the rest of the backend would only start slower. */
export function openBenchBackend(folder: string): Dispatcher {
  const hub = createEventHub();
  const context = {
    appVersion: 'bench',
    applicationDirectory: join(folder, 'application'),
    clock: () => new Date('2026-11-22T00:00:00Z'),
    session: createProjectSession({ automaticBackups: false, onBackupFailed: () => {} }),
    emit: hub.emit,
  };
  const handlers = {
    ...createProjectHandlers(context),
    ...createImageryHandlers(context),
    ...createLayerHandlers(context),
  } as Handlers;
  return createDispatcher(
    () => handlers,
    hub,
    (_incident, method, error) => {
      process.stderr.write(`${method}: ${error instanceof Error ? error.stack : String(error)}\n`);
    },
  );
}

/** The reply, or the refusal as an error. */
export async function callBench(backend: Dispatcher, method: string, request: unknown): Promise<unknown> {
  const envelope = await backend.call(method, request);
  if (!envelope.ok) throw new Error(`${method}: ${envelope.error.message}`);
  return envelope.value;
}

/** The value at a share of the sorted times. */
export function percentile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((one, other) => one - other);
  return sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN;
}

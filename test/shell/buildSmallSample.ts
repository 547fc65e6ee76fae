import { join } from 'node:path';
import { createBackend } from '../../electron/backend/createBackend.ts';

const plots = 60;

/** A sample county of a few plots where `sample.open` looks for its own, so that a journey starts without a wait. */
export async function buildSmallSample(applicationDirectory: string): Promise<void> {
  const backend = createBackend({
    applicationDirectory,
    clock: () => new Date(),
    reportBug: (incidentId, method, error) => {
      process.stderr.write(`[${incidentId}] ${method}: ${String(error)}\n`);
    },
  });
  const built = await backend.call('sample.build', {
    directory: join(applicationDirectory, 'sample'),
    plots,
  });
  await backend.close();
  if (!built.ok) throw new Error(`the sample could not be built: ${built.error.message}`);
}

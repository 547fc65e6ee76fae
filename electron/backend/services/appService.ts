import type { Handlers } from '../../../shared/contract/backendApi.ts';
import type { BackendContext } from '../backendContext.ts';
import type { RunningJobs } from '../dispatch.ts';
import { schemaVersion } from '../storage/project/migrations/migrations.ts';

export function createAppHandlers(
  context: BackendContext,
  jobs: RunningJobs,
): Pick<Handlers, 'app.info' | 'job.cancel'> {
  return {
    'app.info': () => ({ version: context.appVersion, schemaVersion }),
    'job.cancel': ({ jobId }) => ({ cancelled: jobs.cancel(jobId) }),
  };
}

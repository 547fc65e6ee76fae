import type { BackendClient } from '../../../shared/contract/createClient.ts';
import type { PastRequest } from '../../../shared/contract/records/historyRecords.ts';

/**
 * A client for which every project that is opened stands as it stood at a moment: what a command then lists or exports
 * is of then, and what would change it is refused.
 */
export function openAtMoment(client: BackendClient, moment: PastRequest): BackendClient {
  const call: BackendClient['call'] = async (method, request, signal) => {
    const reply = await client.call(method, request, signal);
    if (method !== 'project.open') return reply;
    await client.call('history.enter', moment, signal);
    // what is told of the project on opening is of then, too
    return (await client.call('project.info', {}, signal)) as typeof reply;
  };
  return { ...client, call };
}

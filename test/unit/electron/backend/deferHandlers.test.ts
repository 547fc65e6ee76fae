import { expect, test } from 'vitest';
import { deferHandlers } from '../../../../electron/backend/deferHandlers.ts';
import type { CallContext } from '../../../../shared/contract/backendApi.ts';

const context: CallContext = { signal: new AbortController().signal, reportProgress: () => {} };

test('a service is loaded once, when the first of its methods is called', async () => {
  let loads = 0;
  const handlers = deferHandlers(['app.info', 'job.cancel'], async () => {
    loads++;
    return {
      'app.info': () => ({ version: '1', schemaVersion: 2 }),
      'job.cancel': ({ jobId }) => ({ cancelled: jobId === 'known' }),
    };
  });
  expect(loads).toBe(0);
  expect(await handlers['job.cancel']({ jobId: 'known' }, context)).toEqual({ cancelled: true });
  expect(await handlers['app.info']({}, context)).toEqual({ version: '1', schemaVersion: 2 });
  expect(loads).toBe(1);
});

test('calls that come before, while and after it loads reach the service in their order', async () => {
  const reached: string[] = [];
  const loading = Promise.withResolvers<void>();
  const handlers = deferHandlers(['job.cancel'], async () => {
    await loading.promise;
    return {
      'job.cancel': ({ jobId }) => {
        reached.push(jobId);
        return { cancelled: true };
      },
    };
  });
  const call = (jobId: string) => handlers['job.cancel']({ jobId }, context);
  const early = [call('first'), call('second')];
  // comes in the very turn in which loading ends
  const atTheEnd = loading.promise.then(() => call('third'));
  loading.resolve();
  await Promise.all([...early, atTheEnd]);
  await call('fourth');
  expect(reached).toEqual(['first', 'second', 'third', 'fourth']);
});

test('a service that cannot be loaded fails each call with the cause', async () => {
  const cause = new Error('native library missing');
  const handlers = deferHandlers(['app.info'], () => Promise.reject(cause));
  await expect(handlers['app.info']({}, context)).rejects.toBe(cause);
  await expect(handlers['app.info']({}, context)).rejects.toBe(cause);
});

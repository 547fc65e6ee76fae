import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Backend } from '../../shared/contract/backend.ts';
import type { BackendEvents, MethodName, RequestOf } from '../../shared/contract/backendApi.ts';
import { type BackendClient, createClient } from '../../shared/contract/createClient.ts';
import {
  createTestBackend,
  openInProcess,
  openLoopback,
  openMessagePort,
  type TestHost,
} from '../support/hosts.ts';
import { suiteFolder } from '../support/suiteFolder.ts';

/** One suite over every transport, so that they cannot drift apart. */
describe.each([
  ['in process', openInProcess],
  ['a message port', openMessagePort],
  ['loopback HTTP', openLoopback],
])('the backend over %s', (_name, open) => {
  let backend: Backend;
  let host: TestHost;
  let client: BackendClient;

  beforeAll(async () => {
    backend = createTestBackend();
    host = await open(backend);
    client = createClient(host.transport);
  });
  afterAll(async () => {
    await host.close();
    await backend.close();
  });

  it('answers a call with its value', async () => {
    const info = await client.call('app.info', {});
    expect(info.version).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it('answers an expected error with its code and Chinese sentence', async () => {
    await expect(client.call('plot.query', { offset: 0, limit: 1 })).rejects.toMatchObject({
      code: 'PROJECT_NOT_OPEN',
      message: expect.stringMatching(/尚未打开项目/),
    });
  });

  it('refuses a method that does not exist, also one that every object has', async () => {
    for (const name of ['plot.destroy', 'constructor', '__proto__', 'toString']) {
      const envelope = await host.transport.call(name as MethodName, {} as RequestOf<MethodName>);
      expect(envelope).toMatchObject({ ok: false, error: { code: 'METHOD_UNKNOWN' } });
    }
  });

  it.each([
    ['a wrong type', { offset: 'x', limit: 1 }],
    ['a missing field', { offset: 0 }],
    ['an unknown field', { offset: 0, limit: 1, more: true }],
    ['no object', null],
    ['a negative number', { offset: -1, limit: 1 }],
  ])('refuses a request with %s before any handler sees it', async (_case, request) => {
    const envelope = await host.transport.call('plot.query', request as unknown as RequestOf<'plot.query'>);
    expect(envelope).toMatchObject({ ok: false, error: { code: 'REQUEST_INVALID' } });
  });

  it('carries progress events, bytes and cancellation', async () => {
    const progress: BackendEvents['job.progress'][] = [];
    const unsubscribe = client.on('job.progress', (event) => progress.push(event));
    const directory = suiteFolder('contract');
    const sample = await client.call('sample.create', {
      directory: join(directory, 'source'),
      plots: 30,
      imagery: false,
    });
    await client.call('project.create', {
      directory: join(directory, 'project'),
      name: '测试',
      crs: 'EPSG:4545',
    });
    const plots = sample.files.find((file) => file.role === 'plots');
    const report = await client.call('import.vector', { file: plots?.path ?? '', role: 'plots', by: '甲' });
    expect(report.imported).toBe(30);

    const { rows } = await client.call('plot.query', { offset: 0, limit: 1 });
    const { wkb } = await client.call('plot.geometry', { plotId: rows[0]?.plotId ?? 0 });
    expect(wkb).toBeInstanceOf(Uint8Array);
    // little-endian multipolygon
    expect([...wkb.subarray(0, 5)]).toEqual([1, 6, 0, 0, 0]);

    await expect.poll(() => progress.some((event) => event.state === 'done')).toBe(true);
    unsubscribe();

    const cancellation = new AbortController();
    const job = client.call(
      'sample.create',
      { directory: join(directory, 'large'), plots: 50_000, imagery: false },
      cancellation.signal,
    );
    setTimeout(() => cancellation.abort(), 200);
    await expect(job).rejects.toMatchObject({ code: 'OPERATION_CANCELLED' });
  });
});

describe('a message port whose backend is gone', () => {
  it('ends pending and future calls with BACKEND_UNAVAILABLE', async () => {
    const neverAnswers: Backend = {
      call: () => new Promise(() => undefined),
      subscribe: () => () => undefined,
      close: () => Promise.resolve(),
    };
    const host = await openMessagePort(neverAnswers);
    const client = createClient(host.transport);
    const pending = client.call('app.info', {});
    await host.close();
    await expect(pending).rejects.toMatchObject({ code: 'BACKEND_UNAVAILABLE' });
    await expect(client.call('app.info', {})).rejects.toMatchObject({ code: 'BACKEND_UNAVAILABLE' });
  });
});

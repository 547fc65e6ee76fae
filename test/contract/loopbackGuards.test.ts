import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LoopbackServer, serveLoopback } from '../../electron/hosts/loopbackHttp.ts';
import type { Backend } from '../../shared/contract/backend.ts';
import { suiteFolder } from '../support/suiteFolder.ts';

const backend: Backend = {
  call: () => Promise.resolve({ ok: true, value: 'reached' }),
  subscribe: () => () => undefined,
  close: () => Promise.resolve(),
};

/** Status of a raw request; Node's own fetch would not let a test forge Host. */
function send(
  port: number,
  path: string,
  options: { method?: string; headers?: Record<string, string> },
): Promise<number> {
  return new Promise((resolve, reject) => {
    const call = request(
      { host: '127.0.0.1', port, path, method: options.method ?? 'GET', headers: options.headers ?? {} },
      (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      },
    );
    call.on('error', reject);
    call.end(options.method === 'POST' ? '{}' : undefined);
  });
}

describe('the loopback host', () => {
  let server: LoopbackServer;
  beforeAll(async () => {
    server = await serveLoopback({ backend, pageDirectory: suiteFolder('page') });
  });
  afterAll(() => server.close());

  const headersOf = (overrides: Record<string, string>) => ({
    host: `127.0.0.1:${server.port}`,
    origin: `http://127.0.0.1:${server.port}`,
    cookie: `tianheng=${server.token}`,
    ...overrides,
  });
  const post = (headers: Record<string, string>) =>
    send(server.port, '/rpc/app.info', { method: 'POST', headers });

  it('answers its own page', async () => {
    expect(await post(headersOf({}))).toBe(200);
  });

  it.each([
    ['another Host (DNS rebinding)', { host: 'evil.example:80' }],
    ['localhost instead of the bound address', { host: 'localhost' }],
    ['another Origin', { origin: 'http://evil.example' }],
    ['the null origin', { origin: 'null' }],
    ['a wrong token', { cookie: 'tianheng=wrong' }],
    ['no cookie', { cookie: '' }],
  ])('refuses %s', async (_case, overrides) => {
    expect(await post(headersOf(overrides))).toBe(403);
  });

  it('refuses a call without Origin, which no page of ours makes', async () => {
    const { origin: _origin, ...headers } = headersOf({});
    expect(await post(headers)).toBe(405);
  });

  it('refuses a wrong token in the address', async () => {
    expect(await send(server.port, '/?token=wrong', { headers: { host: `127.0.0.1:${server.port}` } })).toBe(
      403,
    );
  });

  it.each([
    '/../package.json',
    '/%2e%2e/package.json',
    '/..%2fpackage.json',
    '/%5c..%5cpackage.json',
    '//etc/passwd',
    '/%00',
    '/assets/%2e%2e/%2e%2e/package.json',
  ])('has no file at %s', async (path) => {
    expect(await send(server.port, path, { headers: headersOf({}) })).toBe(404);
  });
});

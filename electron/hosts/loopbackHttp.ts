import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Backend } from '../../shared/contract/backend.ts';
import { createBinaryCodec } from '../../shared/contract/transports/binaryCodec.ts';
import { servePageFile } from './servePageFile.ts';

const largestRequestBytes = 16 * 1024 * 1024;
const cookieName = 'tianheng';
const codec = createBinaryCodec({
  encode: (text) => new TextEncoder().encode(text),
  decode: (bytes) => new TextDecoder().decode(bytes),
});

export interface LoopbackServer {
  /** The address to open; it carries the token of this run once, then a cookie does. */
  readonly url: string;
  readonly port: number;
  readonly token: string;
  close(): Promise<void>;
}

/**
 * Serves the app to a browser on this machine only: binds 127.0.0.1, wants the token of this run, and refuses
 * any other Host (DNS rebinding) or Origin (another page). For tests, development and machines without Electron.
 */
export async function serveLoopback(options: {
  backend: Backend;
  pageDirectory: string;
  port?: number;
}): Promise<LoopbackServer> {
  const token = randomBytes(24).toString('base64url');
  let authority = '';

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', `http://${authority}`);
    const origin = request.headers.origin;
    if (request.headers.host !== authority || (origin !== undefined && origin !== `http://${authority}`)) {
      return answer(response, 403);
    }
    if (request.method === 'GET' && url.searchParams.has('token')) {
      if (!isToken(url.searchParams.get('token') ?? '')) return answer(response, 403);
      response.writeHead(303, {
        location: '/',
        'set-cookie': `${cookieName}=${token}; HttpOnly; SameSite=Strict; Path=/`,
      });
      return response.end();
    }
    if (!isToken(readCookie(request))) return answer(response, 403);
    if (url.pathname === '/events' && request.method === 'GET')
      return streamEvents(request, response, options.backend);
    if (url.pathname.startsWith('/rpc/') && request.method === 'POST' && origin !== undefined) {
      return void answerCall(request, response, options.backend, decodeURIComponent(url.pathname.slice(5)));
    }
    if (request.method === 'GET') return void servePageFile(options.pageDirectory, url.pathname, response);
    answer(response, 405);
  });
  const isToken = (given: string) => {
    const left = Buffer.from(given);
    const right = Buffer.from(token);
    return left.length === right.length && timingSafeEqual(left, right);
  };

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const port = (server.address() as AddressInfo).port;
  authority = `127.0.0.1:${port}`;
  return {
    url: `http://${authority}/?token=${token}`,
    port,
    token,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answerCall(
  request: IncomingMessage,
  response: ServerResponse,
  backend: Backend,
  method: string,
): Promise<void> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.byteLength;
    if (length > largestRequestBytes) return answer(response, 413);
    chunks.push(chunk);
  }
  const cancellation = new AbortController();
  response.once('close', () => cancellation.abort());
  const envelope = await backend.call(
    method,
    parseRequest(request.headers['content-type'], Buffer.concat(chunks)),
    cancellation.signal,
  );
  response.writeHead(200, { 'content-type': 'application/octet-stream', 'cache-control': 'no-store' });
  response.end(codec.encode(envelope));
}

function streamEvents(request: IncomingMessage, response: ServerResponse, backend: Backend): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write(': open\n\n');
  const unsubscribe = backend.subscribe((event, payload) =>
    response.write(`data: ${JSON.stringify({ event, payload })}\n\n`),
  );
  request.once('close', unsubscribe);
}

/** The window sends bytes of the codec, scripts may send JSON. What is neither becomes undefined, which no schema accepts. */
function parseRequest(contentType: string | undefined, body: Buffer): unknown {
  try {
    return contentType === 'application/octet-stream'
      ? codec.decode(body)
      : JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

function readCookie(request: IncomingMessage): string {
  const cookies = (request.headers.cookie ?? '').split(';').map((cookie) => cookie.trim());
  return cookies.find((cookie) => cookie.startsWith(`${cookieName}=`))?.slice(cookieName.length + 1) ?? '';
}

function answer(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-type': 'text/plain' });
  response.end();
}

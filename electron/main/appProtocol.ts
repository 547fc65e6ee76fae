import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { type Protocol, protocol } from 'electron';
import { contentSecurityPolicy, noncePlaceholder } from '../../shared/contract/contentSecurityPolicy.ts';
import { resolvePageFile } from './resolvePageFile.ts';

const scheme = 'app';
const host = 'tianheng';
/** Origin of the only page there is. */
export const pageOrigin = `${scheme}://${host}`;

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

/** Makes app: an ordinary secure origin. Electron takes this only before it is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Serves the built page, and nothing outside its folder, to the windows of one session. */
export function serveApp(sessionProtocol: Protocol, pageDirectory: string): void {
  sessionProtocol.handle(scheme, async (request) => {
    const url = new URL(request.url);
    const allowed = url.host === host && (request.method === 'GET' || request.method === 'HEAD');
    const file = allowed ? await resolvePageFile(pageDirectory, url.pathname) : null;
    const contentType = file === null ? undefined : contentTypes[extname(file).toLowerCase()];
    if (file === null || contentType === undefined) return new Response(null, { status: 404 });

    const nonce = randomBytes(16).toString('base64');
    const bytes = await readFile(file);
    const isPage = contentType.startsWith('text/html');
    const body = isPage ? bytes.toString('utf8').replaceAll(noncePlaceholder, nonce) : new Uint8Array(bytes);
    return new Response(body, {
      headers: {
        'content-type': contentType,
        'content-security-policy': contentSecurityPolicy(nonce),
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
      },
    });
  });
}

import { randomBytes } from 'node:crypto';
import { readFile, realpath } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { extname, join, sep } from 'node:path';
import { contentSecurityPolicy, noncePlaceholder } from '../../shared/contract/contentSecurityPolicy.ts';

const contentTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
};

/** Sends one file of the built page; anything that resolves outside its folder does not exist. */
export async function servePageFile(
  directory: string,
  pathname: string,
  response: ServerResponse,
): Promise<void> {
  const file = await resolveInside(directory, pathname === '/' ? 'index.html' : pathname);
  const contentType = file === null ? undefined : contentTypes[extname(file)];
  if (file === null || contentType === undefined) {
    response.writeHead(404, { 'content-type': 'text/plain' });
    response.end();
    return;
  }
  const nonce = randomBytes(16).toString('base64');
  const bytes = await readFile(file);
  response.writeHead(200, {
    'content-type': contentType,
    'content-security-policy': contentSecurityPolicy(nonce),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-cache',
  });
  response.end(
    extname(file) === '.html' ? bytes.toString('utf8').replaceAll(noncePlaceholder, nonce) : bytes,
  );
}

async function resolveInside(directory: string, pathname: string): Promise<string | null> {
  try {
    const root = await realpath(directory);
    const file = await realpath(join(root, decodeURIComponent(pathname)));
    return file.startsWith(root + sep) ? file : null;
  } catch {
    // not there, or no valid percent-encoding: both are "no such file" to the asker
    return null;
  }
}

/** Where the page says its style nonce: hosts replace this text in index.html at each load. */
export const noncePlaceholder = '__CSP_NONCE__';

/** The policy both hosts send: nothing from elsewhere, no inline script, styles by nonce (antd injects style tags). */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' blob: data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

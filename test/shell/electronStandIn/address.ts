/**
 * Stock Chromium cannot be taught a new scheme, so the stand-in shows it app://HOST/… as https://HOST.localhost/…
 * (also an ordinary secure origin; no request ever leaves the process) and translates at the border.
 */
export function toBrowserAddress(address: string): string {
  const { protocol, host, pathname, search, hash } = new URL(address);
  return protocol === 'app:' ? `https://${host}.localhost${pathname}${search}${hash}` : address;
}

export function toAppAddress(address: string): string {
  return address.replace(/^https:\/\/([^/:]+)\.localhost(?=\/|$)/, 'app://$1');
}

import { realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';

/**
 * The real path of a file of the page, or null for anything else. `pathname` is as in a URL, percent-encoded.
 * Refused before the disk is touched: NUL, backslash, colon (drives, NTFS streams), dot segments, empty segments,
 * trailing dots and spaces (Windows drops them); after it: whatever resolves outside the folder, by link or not.
 * The root is compared with its separator, so that a sibling `renderer-evil` is outside.
 */
export async function resolvePageFile(directory: string, pathname: string): Promise<string | null> {
  const decoded = decodeOnce(pathname);
  if (decoded === null) return null;
  const path = decoded === '/' ? '/index.html' : decoded;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
  if (!path.startsWith('/') || /[\u0000-\u001f\\:%]/.test(path)) return null;
  const segments = path.slice(1).split('/');
  if (segments.some((segment) => segment === '' || /^\.+$/.test(segment) || /[. ]$/.test(segment)))
    return null;
  try {
    const root = await realpath(directory);
    const file = await realpath(join(root, ...segments));
    if (!file.startsWith(root + sep)) return null;
    return (await stat(file)).isFile() ? file : null;
  } catch {
    // not there or not readable: to the page both are "no such file"
    return null;
  }
}

/** Decodes once; what still holds a percent sign afterwards was encoded twice and is refused by the caller. */
function decodeOnce(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname);
  } catch {
    // malformed percent-encoding names no file
    return null;
  }
}

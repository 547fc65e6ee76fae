import { closeSync, openSync, readSync } from 'node:fs';

export type VectorFormat = 'gpkg' | 'shp' | 'json' | 'empty' | 'unknown';

/** What a file is by its first bytes, whatever its name says. */
export function sniffFormat(path: string): VectorFormat {
  const head = Buffer.alloc(512);
  const descriptor = openSync(path, 'r');
  let length: number;
  try {
    length = readSync(descriptor, head, 0, head.length, 0);
  } finally {
    closeSync(descriptor);
  }
  if (length === 0) return 'empty';
  if (head.subarray(0, 16).toString('latin1') === 'SQLite format 3\0') return 'gpkg';
  if (length >= 100 && head.readInt32BE(0) === 9994) return 'shp';
  const text = head
    .subarray(0, length)
    .toString('latin1')
    .replace(/^\u00EF\u00BB\u00BF/, '')
    .trimStart();
  return text.startsWith('{') ? 'json' : 'unknown';
}

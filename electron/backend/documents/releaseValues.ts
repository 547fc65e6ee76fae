import { createHash, hash } from 'node:crypto';
import { closeSync, existsSync, fstatSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { hashFile } from '../files/hashFile.ts';
import type { ListCell } from './listTable.ts';
import type { ProductPart } from './productPart.ts';

/** Beside the manifest: every value of every file of the release, a row per line, table after table. */
export const valuesName = 'manifest-values.jsonl';

/** Where a table stands in the file of values. */
export interface TablePlace {
  readonly start: number;
  readonly bytes: number;
}

type Rows = ProductPart['rows'];

const keyLength = 24;
const rowsPerWrite = 500;

/**
 * Writes the values of a release as they are compared, so that no table waits in memory for the others. A table
 * is kept once, however many files hold it. Call `close` once, whatever happened.
 */
export function createValuesFile(directory: string): {
  /** Returns the key of the table: a fingerprint of its bytes. */
  put(rows: Rows): string;
  places(): Record<string, TablePlace>;
  close(): void;
} {
  const descriptor = openSync(join(directory, valuesName), 'w');
  const places: Record<string, TablePlace> = {};
  let end = 0;
  return {
    put(rows) {
      const start = end;
      const digest = createHash('sha256');
      for (let row = 0; row < rows.length; row += rowsPerWrite) {
        const lines = rows.slice(row, row + rowsPerWrite).map((cells) => `${JSON.stringify(cells)}\n`);
        const bytes = Buffer.from(lines.join(''), 'utf8');
        digest.update(bytes);
        writeWhole(descriptor, bytes, end);
        end += bytes.length;
      }
      const key = digest.digest('hex').slice(0, keyLength);
      if (places[key] === undefined) places[key] = { start, bytes: end - start };
      else {
        ftruncateSync(descriptor, start);
        end = start;
      }
      return key;
    },
    places: () => places,
    close: () => closeSync(descriptor),
  };
}

/** A full disk may take only a part of what is given. */
function writeWhole(descriptor: number, bytes: Buffer, position: number): void {
  for (let written = 0; written < bytes.length; ) {
    written += writeSync(descriptor, bytes, written, bytes.length - written, position + written);
  }
}

/** Fingerprint of the file of values of a release. */
export function hashValues(directory: string): Promise<string> {
  return hashFile(join(directory, valuesName));
}

/** A table of a release; undefined where the file of values no longer holds it as it was sealed. */
export function readValues(directory: string, key: string, { start, bytes }: TablePlace): Rows | undefined {
  const path = join(directory, valuesName);
  if (!existsSync(path)) return undefined;
  const descriptor = openSync(path, 'r');
  const content = Buffer.alloc(Math.max(0, Math.min(bytes, fstatSync(descriptor).size - start)));
  try {
    readSync(descriptor, content, 0, content.length, start);
  } finally {
    closeSync(descriptor);
  }
  if (hash('sha256', content, 'hex').slice(0, keyLength) !== key) return undefined;
  const lines = content.toString('utf8').split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line) as ListCell[]);
}

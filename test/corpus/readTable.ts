import { readFileSync } from 'node:fs';

/** Rows of a tab-separated file without its line of titles. */
export function readTable(file: string): string[][] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .slice(1)
    .filter((line) => line.trim() !== '')
    .map((line) => line.split('\t'));
}

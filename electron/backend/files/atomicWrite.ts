import { writeFile } from 'node:fs/promises';
import { replaceFile } from './replaceFile.ts';

/** Writes a whole file or leaves the old one as it was. Throws FOLDER_NOT_WRITABLE, DISK_FULL. */
export async function atomicWrite(path: string, content: string | Uint8Array): Promise<void> {
  await replaceFile(path, (temporaryPath) => writeFile(temporaryPath, content));
}

import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { syncFolder } from '../files/replaceFile.ts';
import { retryWhileBusy } from '../files/retryWhileBusy.ts';
import { manifestName } from './releaseManifest.ts';

export const stagingSuffix = '.tmp';
export const formerSuffix = '.old';

/** Where a release is made before it is one. */
export function stagingOf(directory: string): string {
  return `${directory}${stagingSuffix}`;
}

/** Where the former release waits while the new one takes its place. */
function formerOf(directory: string): string {
  return `${directory}${formerSuffix}`;
}

/**
 * Puts a finished folder in place of what is there. The former one is moved aside first and comes back where the
 * new one cannot be put; after a crash between the two `settleFolder` brings it back.
 */
export async function placeFolder(staging: string, directory: string): Promise<void> {
  const former = formerOf(directory);
  const hadFormer = existsSync(directory);
  if (hadFormer) await retryWhileBusy(() => rename(directory, former));
  try {
    await retryWhileBusy(() => rename(staging, directory));
  } catch (error) {
    if (hadFormer) await rename(former, directory);
    throw error;
  }
  syncFolder(dirname(directory));
  await rm(former, { recursive: true, force: true });
}

/** Ends what a crash left half done: the former release comes back, or goes where the new one is in its place. */
export async function settleFolder(directory: string): Promise<void> {
  const former = formerOf(directory);
  // a folder of that name that holds no release is somebody else's
  if (!existsSync(join(former, manifestName))) return;
  if (existsSync(directory)) await rm(former, { recursive: true, force: true });
  else await rename(former, directory);
}

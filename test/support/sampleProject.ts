import { createHash } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createClient } from '../../shared/contract/createClient.ts';
import { createInProcessTransport } from '../../shared/contract/transports/inProcessTransport.ts';
import { createTestBackend } from './hosts.ts';
import { sharedTemporaryFolder } from './runFolder.ts';
import { suiteFolder } from './suiteFolder.ts';

const repository = join(import.meta.dirname, '../..');

/**
 * A fresh copy of the sample project. The original is built once for each state of the sources and shared by all
 * suites: making it takes longer than any of them.
 */
export async function copySampleProject(): Promise<string> {
  const original = join(sharedTemporaryFolder(), `tianheng-sample-${hashSources()}`);
  if (!existsSync(original)) await buildSample(original);
  const copy = join(suiteFolder('sample'), 'project');
  cpSync(join(original, 'project'), copy, { recursive: true });
  return copy;
}

async function buildSample(target: string): Promise<void> {
  // beside the target, so that it can be moved there, and gone with this run if it is killed
  const building = suiteFolder('building');
  const backend = createTestBackend();
  const client = createClient(createInProcessTransport(backend));
  await client.call('sample.build', { directory: building });
  await backend.close();
  try {
    renameSync(building, target);
  } catch (error) {
    // another suite was faster: its sample is the same
    if (!existsSync(target)) throw error;
    rmSync(building, { recursive: true });
  }
}

/** Changes whenever anything that the sample is made by changes. */
function hashSources(): string {
  const hash = createHash('sha256');
  for (const folder of ['shared', 'electron/backend', 'resources']) {
    const files = readdirSync(join(repository, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
    for (const file of files) hash.update(file.slice(repository.length)).update(readFileSync(file));
  }
  return hash.digest('hex').slice(0, 16);
}

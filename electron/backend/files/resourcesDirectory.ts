import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The resources folder of this program: beside the sources in a checkout, one level higher once built. */
export function resourcesDirectory(): string {
  let directory = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const candidate = join(directory, 'resources');
    if (existsSync(join(candidate, 'rules'))) return candidate;
    const parent = dirname(directory);
    if (parent === directory) throw new Error('the resources folder is missing');
    directory = parent;
  }
}

// Adds to package-lock.json the optional packages of other systems that the registry in use did not offer (a mirror
// for one platform): without their entries `npm ci` refuses the file. Run after `npm install` on such a mirror:
// `node tools/completeLockfile.ts`. Entries carry no integrity; npm takes it from the registry that has them.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findMissingOptional, type Lockfile } from './missingOptional.ts';
import { projectRoot } from './runPackageBin.ts';

const path = join(projectRoot, 'package-lock.json');
const lockfile = JSON.parse(readFileSync(path, 'utf8')) as Lockfile;
const missing = findMissingOptional(lockfile);
const packages = Object.fromEntries(
  [...Object.entries(lockfile.packages), ...missing].sort(([left], [right]) =>
    left.localeCompare(right, 'en'),
  ),
);
writeFileSync(path, `${JSON.stringify({ ...lockfile, packages }, null, 2)}\n`);
process.stdout.write(`${missing.length} entries added\n`);

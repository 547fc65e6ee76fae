import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot, runPackageBin } from './runPackageBin.ts';

const stampFile = join(projectRoot, 'build', '.sources');
const sourceFolders = ['shared', 'electron', 'renderer'];
const sourceFiles = ['package-lock.json', 'tsconfig.base.json', 'tsconfig.json', 'vite.config.ts'];

/** Builds shared/ and electron/ (tsc) and the page (vite) into build/. Returns 0, or the failing step's exit code. */
export async function buildApp(): Promise<number> {
  const fingerprint = fingerprintSources();
  const compiled = await runPackageBin('typescript', 'tsc', ['-b', 'shared', 'electron', 'electron/preload']);
  if (compiled !== 0) return compiled;
  const bundled = await runPackageBin('vite', 'vite', ['build', '--logLevel', 'warn']);
  if (bundled !== 0) return bundled;
  mkdirSync(join(projectRoot, 'build'), { recursive: true });
  writeFileSync(stampFile, fingerprint);
  return 0;
}

/** Builds only where a source changed since the last build. */
export async function buildAppIfStale(): Promise<number> {
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === fingerprintSources()) return 0;
  process.stderr.write('Building …\n');
  return buildApp();
}

/** Names, sizes and times of all sources: cheap, and enough to notice an edit. */
function fingerprintSources(): string {
  const hash = createHash('sha256');
  const files = sourceFolders.flatMap((folder) =>
    readdirSync(join(projectRoot, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  for (const file of [...files.sort(), ...sourceFiles.map((name) => join(projectRoot, name))]) {
    const { size, mtimeMs } = statSync(file);
    hash.update(`${file}\0${size}\0${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

export interface LockEntry {
  readonly version?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly libc?: readonly string[];
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

export interface Lockfile {
  readonly packages: Readonly<Record<string, LockEntry>>;
}

const systems = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
];
const processors = [
  'arm64',
  'arm',
  'ia32',
  'loong64',
  'mips64el',
  'ppc64',
  'riscv64',
  's390x',
  'wasm32',
  'x64',
];

/** Entries for optional packages that some package names exactly but the lock file does not hold, by path. */
export function findMissingOptional(lockfile: Lockfile): [path: string, entry: LockEntry][] {
  const missing = new Map<string, LockEntry>();
  for (const [parent, entry] of Object.entries(lockfile.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (isFound(lockfile, parent, name)) continue;
      if (!/^\d/.test(version))
        throw new Error(`${parent} wants ${name}@${version}: no exact version to lock`);
      const top = missing.get(`node_modules/${name}`);
      const path = top === undefined || top.version === version ? '' : `${parent}/`;
      missing.set(`${path}node_modules/${name}`, describePlatformPackage(name, version, entry.dev === true));
    }
  }
  return [...missing];
}

/** Node's own search: from the parent's folder outward. */
function isFound(lockfile: Lockfile, parent: string, name: string): boolean {
  let folder = parent;
  for (;;) {
    const path = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
    if (lockfile.packages[path] !== undefined) return true;
    if (folder === '') return false;
    const above = folder.lastIndexOf('/node_modules/');
    folder = above === -1 ? '' : folder.slice(0, above);
  }
}

/** What a platform package is for, read from its name, as all of them spell it: …-linux-arm64-musl. */
function describePlatformPackage(name: string, version: string, dev: boolean): LockEntry {
  const words = name.split(/[-/]/);
  const os = systems.filter((system) => words.includes(system));
  const cpu = processors.filter((processor) => words.includes(processor));
  if (os.length === 0 && words.includes('linuxmusl')) os.push('linux');
  if (words.includes('armv6') || words.includes('armv7')) cpu.push('arm');
  const libc = words.some((word) => /musl/.test(word)) ? ['musl'] : [];
  return {
    version,
    ...(dev ? { dev } : {}),
    optional: true,
    ...(cpu.length > 0 ? { cpu } : {}),
    ...(os.length > 0 ? { os } : {}),
    ...(libc.length > 0 ? { libc } : {}),
  };
}

import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where Debian puts the server, one folder for each major version. */
const SERVERS = '/usr/lib/postgresql';
const ACCOUNT = 'postgres';
/** More than the defaults, and no waiting for the disk: PostGIS is to lose to nothing but its arithmetic. */
const TUNED = {
  shared_buffers: '1GB',
  work_mem: '256MB',
  maintenance_work_mem: '512MB',
  fsync: 'off',
  synchronous_commit: 'off',
};

export interface PostgisCluster {
  /** For libpq. */
  readonly connection: string;
  stop(): void;
}

/**
 * Starts a database of our own with PostGIS, reachable by a socket in its folder only. Undefined where the Debian
 * server or the extension is not installed. The server refuses to run as root, so then it runs as its own account.
 */
export function startPostgisCluster(tuned: boolean): PostgisCluster | undefined {
  const version = existsSync(SERVERS)
    ? readdirSync(SERVERS).sort((a, b) => Number(b) - Number(a))[0]
    : undefined;
  const bin = version === undefined ? undefined : join(SERVERS, version, 'bin');
  if (bin === undefined || !existsSync(join(bin, 'initdb'))) return undefined;
  const directory = mkdtempSync(join(tmpdir(), 'tianheng-postgis-'));
  const data = join(directory, 'data');
  const asRoot = process.getuid?.() === 0;
  if (asRoot) {
    const uid = Number(spawnSync('id', ['-u', ACCOUNT], { encoding: 'utf8' }).stdout);
    if (!(uid > 0)) return undefined;
    chownSync(directory, uid, -1);
  }
  const user = asRoot ? ACCOUNT : String(process.env.USER ?? ACCOUNT);
  const run = (program: string, args: readonly string[]): boolean => {
    const command = [join(bin, program), ...args];
    const [file = '', ...rest] = asRoot ? ['runuser', '-u', ACCOUNT, '--', ...command] : command;
    // not through pipes: the server would inherit them, and this process wait for its end
    return spawnSync(file, rest, { cwd: directory, stdio: 'ignore' }).status === 0;
  };
  const stop = (): void => {
    run('pg_ctl', ['-D', data, '-m', 'immediate', 'stop']);
    rmSync(directory, { recursive: true, force: true });
  };
  const options = Object.entries({
    listen_addresses: "''",
    unix_socket_directories: `'${directory}'`,
    ...(tuned ? TUNED : {}),
  })
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' ');
  const connection = `host=${directory} dbname=postgres user=${user}`;
  const started =
    run('initdb', ['-D', data, '-A', 'trust', '-U', user]) &&
    run('pg_ctl', ['-D', data, '-w', '-o', options, '-l', join(directory, 'log'), 'start']) &&
    spawnSync('psql', [connection, '-qc', 'CREATE EXTENSION postgis'], { stdio: 'ignore' }).status === 0;
  if (started) return { connection, stop };
  stop();
  return undefined;
}

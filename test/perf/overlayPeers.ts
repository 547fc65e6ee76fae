import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { startPostgisCluster } from './postgisCluster.ts';

/** What another program needs for the same job: candidates minus exclusions, planar area of what is left. */
export type PeerResult =
  | {
      readonly peer: string;
      /** All of it, reading included. */
      readonly seconds: number;
      /** Of them: bringing the files into the database. */
      readonly loadingSeconds?: number;
      readonly netPlanarSquareMeters: number;
    }
  /** The time it took is not known, only that it is more. */
  | { readonly peer: string; readonly notFinishedInSeconds: number };

export interface PeerInput {
  readonly directory: string;
  /** GeoPackages with one layer each, named as the file, with spatial indexes. */
  readonly candidates: string;
  readonly exclusions: string;
}

/**
 * Runs the peers that are installed; one that is not, or refuses, is named in `absent` with its words. PostGIS runs in
 * a cluster made for the purpose, or where TIANHENG_BENCH_POSTGIS points: once as it is installed, once tuned for the job.
 */
export function runOverlayPeers(
  input: PeerInput,
  timeoutSeconds: number,
  wanted: readonly string[],
): { results: PeerResult[]; absent: { peer: string; why: string }[] } {
  const results: PeerResult[] = [];
  const absent: { peer: string; why: string }[] = [];
  for (const [peer, run] of Object.entries(peers)) {
    if (wanted.length > 0 && !wanted.includes(peer)) {
      absent.push({ peer, why: 'not among --only' });
      continue;
    }
    const answer = run(input, timeoutSeconds);
    if ('why' in answer) absent.push({ peer, ...answer });
    else results.push({ peer, ...answer });
  }
  return { results, absent };
}

type Answer =
  | {
      readonly seconds: number;
      readonly loadingSeconds?: number;
      readonly netPlanarSquareMeters: number;
    }
  | { readonly notFinishedInSeconds: number }
  | { readonly why: string };

const PYTHON = '/usr/bin/python3';

const peers: Record<string, (input: PeerInput, timeoutSeconds: number) => Answer> = {
  postgis: (input, timeout) => runPostgis(input, timeout, false),
  postgisTuned: (input, timeout) => runPostgis(input, timeout, true),
  geopandas: ({ candidates, exclusions }, timeout) =>
    run(PYTHON, ['-c', GEOPANDAS, candidates, exclusions], timeout),
  qgis: runQgis,
  shapely: ({ candidates, exclusions }, timeout) =>
    run(PYTHON, ['-c', SHAPELY, candidates, exclusions], timeout),
};

/** Runs a program that prints the area as its last line. */
function run(program: string, args: readonly string[], timeoutSeconds: number): Answer {
  const started = performance.now();
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    encoding: 'utf8',
    timeout: timeoutSeconds * 1000,
    killSignal: 'SIGKILL',
    maxBuffer: 2 ** 28,
    // QGIS has no display here
    env: { ...process.env, QT_QPA_PLATFORM: 'offscreen' },
  });
  const seconds = (performance.now() - started) / 1000;
  if ((error as NodeJS.ErrnoException | undefined)?.code === 'ETIMEDOUT')
    return { notFinishedInSeconds: timeoutSeconds };
  if (error !== undefined) return { why: error.message };
  if (status !== 0) return { why: stderr.trim().split('\n').slice(-3).join(' ') };
  return { seconds, netPlanarSquareMeters: Number(stdout.trim().split('\n').at(-1)) };
}

function runQgis({ directory, candidates, exclusions }: PeerInput, timeoutSeconds: number): Answer {
  const output = join(directory, 'qgis.gpkg');
  const job = [
    'run',
    'native:difference',
    '--',
    `INPUT=${candidates}`,
    `OVERLAY=${exclusions}`,
    `OUTPUT=${output}`,
  ];
  const difference = run(findQgis(), job, timeoutSeconds);
  if (!('seconds' in difference)) return difference;
  const sum = run(PYTHON, ['-c', SUM, output], timeoutSeconds);
  return 'seconds' in sum ? { ...sum, seconds: difference.seconds } : sum;
}

/** Debian's wrapper adds an option that its own program refuses, so the program itself where it can be had. */
function findQgis(): string {
  const program = '/usr/bin/qgis_process.bin';
  return existsSync(program) ? program : 'qgis_process';
}

/** As Debian installs the server, or with its memory raised, without waiting for the disk, and with both cores at work. */
function runPostgis({ candidates, exclusions }: PeerInput, timeoutSeconds: number, tuned: boolean): Answer {
  const given = process.env.TIANHENG_BENCH_POSTGIS;
  const own = given === undefined ? startPostgisCluster(tuned) : undefined;
  const connection = given ?? own?.connection;
  if (connection === undefined) return { why: 'neither TIANHENG_BENCH_POSTGIS nor a Debian PostGIS server' };
  try {
    const started = performance.now();
    const load = (file: string, table: string): string =>
      `ogr2ogr -f PostgreSQL "PG:$CONNECTION" "${file}" -nln ${table} -overwrite -nlt MULTIPOLYGON ${LOAD_OPTIONS}`;
    // side by side, as a good script does; its status is that of the worse
    const both = `${load(candidates, 'bench_candidates')} & first=$!
      ${load(exclusions, 'bench_exclusions')} & second=$!
      wait $first && wait $second`;
    const { status, stderr } = spawnSync('sh', ['-c', both], {
      encoding: 'utf8',
      env: { ...process.env, CONNECTION: connection, PG_USE_COPY: 'YES' },
    });
    if (status !== 0) return { why: stderr.trim() };
    const loadingSeconds = (performance.now() - started) / 1000;
    const sql = tuned ? `${TWO_WORKERS}${POSTGIS}` : POSTGIS;
    const command = [connection, '-qAt', '-v', 'ON_ERROR_STOP=1', '-c', sql];
    const answer = run('psql', command, timeoutSeconds);
    return 'seconds' in answer
      ? { ...answer, seconds: loadingSeconds + answer.seconds, loadingSeconds }
      : answer;
  } finally {
    own?.stop();
  }
}

/** Reads a GeoPackage's one layer without GDAL: header of 8 bytes and an envelope, then WKB. */
const READ = `
import math, sqlite3, sys
from shapely import wkb
SIZES = [0, 32, 48, 48, 64]
def read(path):
    db = sqlite3.connect(path)
    table = db.execute("SELECT table_name FROM gpkg_contents WHERE data_type = 'features'").fetchone()[0]
    rows = db.execute(f'SELECT geom FROM "{table}" WHERE geom IS NOT NULL')
    return [wkb.loads(bytes(g[8 + SIZES[(g[3] >> 1) & 7]:])) for (g,) in rows]
`;

const SUM = `${READ}
print(repr(math.fsum(g.area for g in read(sys.argv[1]))))
`;

/** What a good script does by hand: an index, prepared candidates, one union and one difference each. */
const SHAPELY = `${READ}
from shapely.strtree import STRtree
from shapely.ops import unary_union
from shapely.prepared import prep
candidates, exclusions = read(sys.argv[1]), read(sys.argv[2])
tree = STRtree(exclusions)
total = []
for candidate in candidates:
    found = tree.query(candidate)
    parts = [p if hasattr(p, 'geom_type') else exclusions[p] for p in found]
    ready = prep(candidate)
    parts = [p for p in parts if ready.intersects(p)]
    total.append(candidate.difference(unary_union(parts)).area if parts else candidate.area)
print(repr(math.fsum(total)))
`;

const GEOPANDAS = `
import sys, math, geopandas
candidates, exclusions = geopandas.read_file(sys.argv[1]), geopandas.read_file(sys.argv[2])
rest = geopandas.overlay(candidates, exclusions, how='difference', keep_geom_type=True)
print(repr(math.fsum(rest.area)))
`;

/** No index that no query uses, and no log of changes. */
const LOAD_OPTIONS = '-lco GEOMETRY_NAME=geom -lco SPATIAL_INDEX=NONE -lco UNLOGGED=ON';

/** Else the planner leaves the cutting and the measuring to one process. */
const TWO_WORKERS = `
SET jit = off;
SET max_parallel_workers_per_gather = 2;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
`;

/**
 * Written so that two workers can do it: a lateral join or a temporary table would leave it all to one. Parts of 64, 128
 * and 256 vertices take the same time within a tenth. The same is made as by us: the remainder of every candidate, and the
 * ellipsoidal areas of candidate and remainder.
 */
const POSTGIS = `
DROP TABLE IF EXISTS bench_parts, bench_rest;
CREATE UNLOGGED TABLE bench_parts AS SELECT ST_Subdivide(geom, 128) AS geom FROM bench_exclusions;
CREATE INDEX ON bench_parts USING gist (geom);
ANALYZE bench_parts;
ANALYZE bench_candidates;
CREATE UNLOGGED TABLE bench_rest AS SELECT c.geom AS candidate, COALESCE(
  (SELECT ST_Difference(c.geom, ST_Union(p.geom)) FROM bench_parts p WHERE ST_Intersects(p.geom, c.geom)), c.geom) AS geom
FROM bench_candidates c;
ANALYZE bench_rest;
SELECT sum(ST_Area(ST_Transform(candidate, 4490)::geography)), sum(ST_Area(ST_Transform(geom, 4490)::geography))
FROM bench_rest;
SELECT sum(ST_Area(geom)) FROM bench_rest;
`;

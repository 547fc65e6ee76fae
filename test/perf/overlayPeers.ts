import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** What another program needs for the same job: candidates minus exclusions, planar area of what is left. */
export interface PeerResult {
  readonly peer: string;
  readonly seconds: number;
  readonly netPlanarSquareMeters: number;
}

export interface PeerInput {
  readonly directory: string;
  /** GeoPackages with one layer each, named as the file. */
  readonly candidates: string;
  readonly exclusions: string;
}

/**
 * Runs the peers that are installed; one that is not is left out and named in `absent`. PostGIS takes part where
 * TIANHENG_BENCH_POSTGIS is a connection string of a database with the extension.
 */
export function runOverlayPeers(input: PeerInput): { results: PeerResult[]; absent: string[] } {
  const results: PeerResult[] = [];
  const absent: string[] = [];
  for (const [peer, run] of Object.entries(peers)) {
    const answer = run(input);
    if (answer === undefined) absent.push(peer);
    else results.push({ peer, ...answer });
  }
  return { results, absent };
}

type Answer = Omit<PeerResult, 'peer'> | undefined;

const peers: Record<string, (input: PeerInput) => Answer> = {
  shapely: (input) => runPython(SHAPELY, input),
  'geopandas overlay': (input) => runPython(GEOPANDAS, input),
  'QGIS native:difference': runQgis,
  'PostGIS ST_Subdivide': runPostgis,
};

function runPython(script: string, { candidates, exclusions }: PeerInput): Answer {
  const started = performance.now();
  const { status, stdout } = spawnSync('/usr/bin/python3', ['-c', script, candidates, exclusions], {
    encoding: 'utf8',
  });
  if (status !== 0) return undefined;
  return { seconds: (performance.now() - started) / 1000, netPlanarSquareMeters: Number(stdout) };
}

function runQgis({ directory, candidates, exclusions }: PeerInput): Answer {
  const output = join(directory, 'qgis.gpkg');
  const started = performance.now();
  const { status } = spawnSync(
    'qgis_process',
    ['run', 'native:difference', '--', `INPUT=${candidates}`, `OVERLAY=${exclusions}`, `OUTPUT=${output}`],
    { env: { ...process.env, QT_QPA_PLATFORM: 'offscreen' } },
  );
  if (status !== 0) return undefined;
  const seconds = (performance.now() - started) / 1000;
  const total = runPython(SUM, { directory, candidates: output, exclusions });
  return total && { seconds, netPlanarSquareMeters: total.netPlanarSquareMeters };
}

function runPostgis({ candidates, exclusions }: PeerInput): Answer {
  const connection = process.env.TIANHENG_BENCH_POSTGIS;
  if (connection === undefined) return undefined;
  for (const [file, table] of [
    [candidates, 'bench_candidates'],
    [exclusions, 'bench_exclusions'],
  ] as const) {
    const load = ['-f', 'PostgreSQL', `PG:${connection}`, file, '-nln', table, '-overwrite'];
    if (spawnSync('ogr2ogr', load).status !== 0) return undefined;
  }
  const started = performance.now();
  const { status, stdout } = spawnSync('psql', [connection, '-qAt', '-v', 'ON_ERROR_STOP=1', '-c', POSTGIS], {
    encoding: 'utf8',
  });
  if (status !== 0) return undefined;
  return {
    seconds: (performance.now() - started) / 1000,
    netPlanarSquareMeters: Number(stdout.trim().split('\n').at(-1)),
  };
}

/** Reads a GeoPackage's one layer without GDAL: header of 8 bytes and an envelope, then WKB. */
const READ = `
import sqlite3, sys
from shapely import wkb
SIZES = [0, 32, 48, 48, 64]
def read(path):
    db = sqlite3.connect(path)
    table = db.execute("SELECT table_name FROM gpkg_contents WHERE data_type = 'features'").fetchone()[0]
    return [wkb.loads(g[8 + SIZES[(g[3] >> 1) & 7]:]) for (g,) in db.execute(f'SELECT geom FROM "{table}"')]
`;

const SUM = `${READ}
import math
print(repr(math.fsum(g.area for g in read(sys.argv[1]))))
`;

const SHAPELY = `${READ}
import math
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

const POSTGIS = `
CREATE TEMP TABLE parts AS SELECT ST_Subdivide(geom, 256) AS geom FROM bench_exclusions;
CREATE INDEX ON parts USING gist (geom);
ANALYZE parts;
SELECT sum(ST_Area(CASE WHEN u.geom IS NULL THEN c.geom ELSE ST_Difference(c.geom, u.geom) END))
FROM bench_candidates c
LEFT JOIN LATERAL (SELECT ST_Union(p.geom) AS geom FROM parts p WHERE ST_Intersects(p.geom, c.geom)) u ON true;
`;

import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { BackendContext } from '../../electron/backend/backendContext.ts';
import { listExclusionLayers, readUsedFeatures } from '../../electron/backend/compute/exclusionLayers.ts';
import { runEligibility } from '../../electron/backend/compute/runEligibility.ts';
import { toBindable } from '../../electron/backend/compute/toBindable.ts';
import { readRuleSet } from '../../electron/backend/files/readRuleSets.ts';
import { createEligibilityHandlers } from '../../electron/backend/services/eligibilityService.ts';
import { writeGeoPackage } from '../../electron/backend/storage/geopackage/writeGeoPackage.ts';
import {
  readLatestRun,
  readLatestRunSummary,
} from '../../electron/backend/storage/project/eligibilityRuns.ts';
import { iterateLayerFeatures } from '../../electron/backend/storage/project/iterateLayerFeatures.ts';
import { listLayers, removeLayer } from '../../electron/backend/storage/project/layers.ts';
import { type OpenProject, openProject } from '../../electron/backend/storage/project/openProject.ts';
import { readPlotPieces } from '../../electron/backend/storage/project/pieces.ts';
import { iteratePlotGeometries } from '../../electron/backend/storage/project/plots.ts';
import { createClient } from '../../shared/contract/createClient.ts';
import { createInProcessTransport } from '../../shared/contract/transports/inProcessTransport.ts';
import { bindRules } from '../../shared/domain/eligibility/bindRules.ts';
import { computePlanarArea } from '../../shared/domain/geometry/computePlanarArea.ts';
import { parseWkb } from '../../shared/domain/geometry/parseWkb.ts';
import { addLayer, type TestFeature } from '../support/buildEligibilityProject.ts';
import { createTestBackend } from '../support/hosts.ts';
import { createLongBoundaries } from './longBoundaries.ts';

/** Makes the county and its project; not measured. */
export async function buildBenchCounty(directory: string, plots: number): Promise<unknown> {
  const backend = createTestBackend(join(directory, 'app'));
  const client = createClient(createInProcessTransport(backend));
  await client.call('sample.build', { directory, plots });
  await backend.close();
  const project = await openProject(join(directory, 'project'));
  const bounds = listLayers(project.database).find(({ role }) => role === 'plots')?.bounds;
  if (bounds == null) throw new Error('the county has no plots');
  const count = Math.max(4, Math.round((LONG_BOUNDARIES * plots) / LONG_BOUNDARIES_PLOTS));
  const outlines = Map.groupBy(createLongBoundaries(bounds, count), ({ rule }) => rule);
  for (const [rule, features] of outlines) addLayer(project, { name: `长边界 ${rule}`, rule, features });
  project.close();
  return {};
}

/** As many outlines of 5,000 to 60,000 vertices as a real county of this size had. */
const LONG_BOUNDARIES = 40;
const LONG_BOUNDARIES_PLOTS = 50_000;

/** A full run, and one after a red line polygon was moved by 25 m. */
export async function measureRun(directory: string, workers: number): Promise<unknown> {
  const project = await openProject(join(directory, 'project'));
  const full = await timeRun(project, workers, false);
  const summary = readLatestRunSummary(project.database);
  const billMilliseconds = await measureBills(project);
  moveRedLine(project);
  // the program has been idle, as between a look at the result and the next edit: a worker is loaded then
  await setTimeout(IDLE_MILLISECONDS);
  const { seconds: movedSeconds } = await timeRun(project, workers, true);
  const polygons = listLayers(project.database)
    .filter(({ rule }) => rule !== null)
    .reduce((sum, { features }) => sum + features, 0);
  project.close();
  return {
    rulePolygons: polygons,
    fullSeconds: full.seconds,
    peakRssBytes: full.peakRssBytes,
    movedPolygonSeconds: movedSeconds,
    billMilliseconds,
    notComputed: summary?.notComputed.length,
    grossSquareMeters: summary?.grossSquareMeters,
    netSquareMeters: summary?.netSquareMeters,
  };
}

const BILLS = 1000;
const IDLE_MILLISECONDS = 3000;
const noCall = { signal: new AbortController().signal, reportProgress: () => undefined };

/** One plot's bill with its clauses and its pieces for the map, for plots all over the county. */
async function measureBills(project: OpenProject): Promise<{ median: number; p95: number }> {
  const context = { session: { require: () => project } } as unknown as BackendContext;
  const handlers = createEligibilityHandlers(context);
  const ids = [...iteratePlotGeometries(project.database)].map(({ plotId }) => plotId);
  const step = Math.max(1, Math.floor(ids.length / BILLS));
  const times: number[] = [];
  for (const plotId of ids.filter((_, index) => index % step === 0)) {
    const started = performance.now();
    await handlers['eligibility.bill']({ plotId }, noCall);
    await handlers['plot.pieces']({ plotId }, noCall);
    times.push(performance.now() - started);
  }
  times.sort((x, y) => x - y);
  const at = (share: number): number => times[Math.floor(times.length * share)] as number;
  return { median: at(0.5), p95: at(0.95) };
}

async function timeRun(project: OpenProject, workers: number, changedOnly: boolean) {
  const started = performance.now();
  const context = { signal: new AbortController().signal, reportProgress: () => undefined };
  await runEligibility(project, { workers, changedOnly, by: 'bench' }, context);
  return {
    seconds: (performance.now() - started) / 1000,
    peakRssBytes: process.resourceUsage().maxRSS * 1024,
  };
}

export function moveRedLine(project: OpenProject): void {
  // the last one: a layer that is imported anew comes last, and the order of a rule's layers is part of its input
  const layer = listLayers(project.database).findLast(({ rule }) => rule === 'E02');
  if (layer === undefined) throw new Error('the county has no red line');
  const features: TestFeature[] = [...iterateLayerFeatures(project.database, layer.id)].map(
    ({ wkb, attributes }, index) => {
      const polygons = decode(wkb ?? new Uint8Array(0));
      const shift = index === 0 ? 25 : 0;
      const moved = polygons.map((polygon) => polygon.map((ring) => ring.map((value) => value + shift)));
      return { geometry: moved, attributes };
    },
  );
  removeLayer(project, layer.id, 'bench');
  addLayer(project, { name: layer.name, rule: layer.rule, features });
}

/** Candidates and exclusions as two GeoPackages, and the planar area that no exclusion hits by our own pieces. */
export async function exportForPeers(directory: string): Promise<unknown> {
  const project = await openProject(join(directory, 'project'));
  const db = project.database;
  const run = readLatestRun(db);
  if (run?.piecesTable == null) throw new Error('the county has no run');
  const bound = bindRules(readRuleSet(run.rulesId).ruleSet, listLayers(db).map(toBindable));
  const charging = bound.rules.slice(0, bound.chargingRules).filter(({ sources }) => sources.length > 0);
  const cutting = new Set(charging.filter(({ note }) => note === null).map(({ code }) => code));
  const used = listExclusionLayers({ ...bound, rules: charging.filter(({ note }) => note === null) });
  const write = async (name: string, wkbs: Iterable<Uint8Array>): Promise<string> => {
    const path = join(directory, `${name}.gpkg`);
    const features = (function* () {
      for (const wkb of wkbs) yield { wkb, attributes: [] };
    })();
    await writeGeoPackage(path, [
      {
        ...{ table: name, title: name, crs: project.crs, fields: [], geometryType: 'MULTIPOLYGON' },
        changedAtUtc: new Date().toISOString(),
        features,
      },
    ]);
    return path;
  };
  const plots = [...iteratePlotGeometries(db)];
  const candidates = await write(
    'candidates',
    plots.map(({ wkb }) => wkb),
  );
  const exclusions = await write(
    'exclusions',
    used.flatMap((layer) => [...readUsedFeatures(db, layer)].map(({ wkb }) => wkb)),
  );
  let netPlanarSquareMeters = 0;
  for (const { plotId } of plots) {
    for (const { rules, wkb } of readPlotPieces(db, run.piecesTable, plotId)) {
      if (rules.some((code) => cutting.has(code))) continue;
      netPlanarSquareMeters += computePlanarArea(decode(wkb));
    }
  }
  project.close();
  return { candidates, exclusions, netPlanarSquareMeters };
}

function decode(wkb: Uint8Array) {
  const parsed = parseWkb(wkb);
  if (!parsed.ok) throw new Error(parsed.failure.message);
  return parsed.value.polygons;
}

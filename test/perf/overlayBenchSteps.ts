import { closeSync, cpSync, fsyncSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
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
import { listLayers } from '../../electron/backend/storage/project/layers.ts';
import {
  type OpenProject,
  openProject,
  projectFileName,
} from '../../electron/backend/storage/project/openProject.ts';
import { readPlotPieces } from '../../electron/backend/storage/project/pieces.ts';
import { iteratePlotGeometries } from '../../electron/backend/storage/project/plots.ts';
import { bindRules } from '../../shared/domain/eligibility/bindRules.ts';
import { computePlanarArea } from '../../shared/domain/geometry/computePlanarArea.ts';
import type { MultiPolygon } from '../../shared/domain/geometry/multiPolygon.ts';
import { decode, findRuleLayer, listRuleLayers, rewriteLayer } from './benchCounty.ts';
import { readStolenSeconds } from './readStolenSeconds.ts';

/**
 * On a copy of a county without a run: a full run, then one after a red line polygon was moved by 25 m. `withExport`:
 * the copy's candidates and exclusions are left in the directory for the peers.
 */
export async function measureRun(directory: string, workers: number, withExport: boolean): Promise<unknown> {
  const copy = mkdtempSync(join(directory, 'run-'));
  try {
    cpSync(join(directory, 'project'), copy, { recursive: true });
    settle(join(copy, projectFileName));
    const project = await openProject(copy);
    const layers = listRuleLayers(project).map(({ rule, features }) => ({ rule, polygons: features }));
    const full = await timeRun(project, workers, false);
    const summary = readLatestRunSummary(project.database);
    if (withExport) await exportForPeers(project, directory);
    const billMilliseconds = await measureBills(project);
    moveRedLine(project);
    // the program has been idle, as between a look at the result and the next edit: a worker is loaded then
    await setTimeout(IDLE_MILLISECONDS);
    const moved = await timeRun(project, workers, true);
    project.close();
    return {
      rulePolygons: layers.reduce((sum, { polygons }) => sum + polygons, 0),
      ruleLayers: layers,
      fullSeconds: full.seconds,
      fullProcessorSeconds: full.processorSeconds,
      fullStolenSeconds: full.stolenSeconds,
      peakRssBytes: full.peakRssBytes,
      movedPolygonSeconds: moved.seconds,
      movedPolygonProcessorSeconds: moved.processorSeconds,
      billMilliseconds,
      notComputed: summary?.notComputed.length,
      grossSquareMeters: summary?.grossSquareMeters,
      netSquareMeters: summary?.netSquareMeters,
    };
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
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

/** On the disk before the clock starts: the bench has made the copy, not the run. */
function settle(file: string): void {
  const descriptor = openSync(file, 'r+');
  fsyncSync(descriptor);
  closeSync(descriptor);
}

/** Time by the clock, time of all threads of this process on a core, and what the host took meanwhile. */
async function timeRun(project: OpenProject, workers: number, changedOnly: boolean) {
  const stolenBefore = readStolenSeconds();
  const processorBefore = process.cpuUsage();
  const started = performance.now();
  const context = { signal: new AbortController().signal, reportProgress: () => undefined };
  await runEligibility(project, { workers, changedOnly, by: 'bench' }, context);
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(processorBefore);
  const stolenNow = readStolenSeconds();
  return {
    seconds,
    processorSeconds: (user + system) / 1e6,
    stolenSeconds: stolenNow === null || stolenBefore === null ? null : stolenNow - stolenBefore,
    peakRssBytes: process.resourceUsage().maxRSS * 1024,
  };
}

export function moveRedLine(project: OpenProject): void {
  const shift = (polygons: MultiPolygon): MultiPolygon =>
    polygons.map((polygon) => polygon.map((ring) => ring.map((value) => value + 25)));
  rewriteLayer(project, findRuleLayer(project, 'E02'), ([first, ...others]) => {
    if (first === undefined) throw new Error('the county has no red line');
    return [{ ...first, geometry: shift(first.geometry) }, ...others];
  });
}

/** What the peers get, and what our own pieces make of it. */
export interface PeerFiles {
  readonly candidates: string;
  readonly exclusions: string;
  /** The planar area of the candidates that no exclusion hits. */
  readonly netPlanarSquareMeters: number;
}

/** Candidates and exclusions as two GeoPackages; the planar area beside them as peers.json. */
async function exportForPeers(project: OpenProject, directory: string): Promise<void> {
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
  const files: PeerFiles = { candidates, exclusions, netPlanarSquareMeters };
  writeFileSync(join(directory, 'peers.json'), JSON.stringify(files));
}

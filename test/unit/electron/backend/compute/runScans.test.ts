import { describe, expect, it } from 'vitest';
import { runEligibility } from '../../../../../electron/backend/compute/runEligibility.ts';
import { removeLayer } from '../../../../../electron/backend/storage/project/layers.ts';
import type { OpenProject } from '../../../../../electron/backend/storage/project/openProject.ts';
import { writeSettings } from '../../../../../electron/backend/storage/project/settings.ts';
import { addLayer, addPlotPolygons } from '../../../../support/buildEligibilityProject.ts';
import { square } from '../../../../support/buildPolygon.ts';
import { buildProject } from '../../../../support/buildProject.ts';
import { watchScans } from '../../../../support/watchScans.ts';

/** More than a run reads, compares or writes at a time. */
const PLOTS = 2500;
const COLUMNS = 50;
const X = 500_000;
const Y = 3_450_000;

/** Plots of 20 m in a grid of 30 m; an exclusion lies over the corner of every tenth. */
async function buildCounty(): Promise<{ project: OpenProject; layerId: string }> {
  const project = await buildProject();
  const corner = (i: number): [number, number] => [X + 30 * (i % COLUMNS), Y + 30 * Math.floor(i / COLUMNS)];
  addPlotPolygons(
    project,
    Array.from({ length: PLOTS }, (_, i) => ({ plotNo: `P${i}`, geometry: square(...corner(i), 20) })),
  );
  const layerId = addExclusions(project, 0);
  return { project, layerId };
}

/** `shift`: of the first of them, in metres. */
function addExclusions(project: OpenProject, shift: number): string {
  const features = Array.from({ length: PLOTS / 10 }, (_, i) => ({
    geometry: square(
      X + 30 * ((10 * i) % COLUMNS) + (i === 0 ? shift : 0),
      Y + 30 * Math.floor((10 * i) / COLUMNS),
      9,
    ),
  }));
  return addLayer(project, { name: '甲', rule: 'E99', features }).id;
}

async function run(project: OpenProject, changedOnly: boolean): Promise<void> {
  const context = { signal: new AbortController().signal, reportProgress: () => undefined };
  const request = { workers: 1, by: '甲', rulesId: 'local-exclusions', changedOnly };
  await runEligibility(project, request, context);
}

/** Tables with a row or more for each plot, their indexes, and what a run is staged in. */
const ofManyRows =
  /^(plots|pieces_|rtree_|layer_\d|temp\.|(sqlite_autoindex_)?(plots|eligibility_(results|lines|hits|former_pieces)))/;

describe('what a run goes through', () => {
  it('is of the county only what it adds up, and hits whose layer came anew, where one polygon was moved', async () => {
    const { project, layerId } = await buildCounty();
    await run(project, false);
    removeLayer(project, layerId, '甲');
    addExclusions(project, 5);
    const listScans = watchScans(project);
    await run(project, true);
    const through = listScans().flatMap((scan) =>
      Array.from({ length: scan.times }, () => scan.through).flat(),
    );
    const county = through.filter((name) => ofManyRows.test(name) && !name.startsWith('temp.'));
    expect(county.sort()).toEqual([
      'eligibility_hits',
      'eligibility_lines_newest',
      'eligibility_results_newest',
    ]);
  });

  it('is each table once for each statement, however many plots are stored: first, and again over a run before', async () => {
    const { project } = await buildCounty();
    const listScans = watchScans(project);
    await run(project, false);
    writeSettings(project, { edgeSplitMeters: 3 }, '甲');
    await run(project, true);
    const scans = listScans().filter(({ through }) => through.some((name) => ofManyRows.test(name)));
    expect(scans.some(({ statement }) => statement.includes('staged_pieces'))).toBe(true);
    // once in either run
    expect(scans.filter(({ times }) => times > 2)).toEqual([]);
  });
});

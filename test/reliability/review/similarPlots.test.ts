import { afterAll, beforeAll, expect, it } from 'vitest';
import { createPackReader } from '../../../electron/backend/imagery/createPackReader.ts';
import {
  measureSignatures,
  type PlotSignatures,
} from '../../../electron/backend/imagery/measureSignatures.ts';
import { OUTFLOWS } from '../../../electron/backend/sample/landClasses.ts';
import { listImagery } from '../../../electron/backend/storage/project/imagery.ts';
import { type OpenProject, openProject } from '../../../electron/backend/storage/project/openProject.ts';
import { queryPlots } from '../../../electron/backend/storage/project/queryPlots.ts';
import type { PlotRow } from '../../../shared/contract/records/plotRecords.ts';
import { type PlotLooks, rankSimilarPlots } from '../../../shared/domain/review/rankSimilarPlots.ts';
import { createRandom } from '../../support/createRandom.ts';
import { copySampleProject } from '../../support/sampleProject.ts';

let project: OpenProject;
let rows: readonly PlotRow[];
let looks: readonly PlotLooks[];

beforeAll(async () => {
  project = await openProject(await copySampleProject());
  rows = queryPlots(project.database, {}, 0, 10_000).rows;
  const [earlier, later] = [...listImagery(project.database)].sort((a, b) => a.epoch.localeCompare(b.epoch));
  if (earlier === undefined || later === undefined) throw new Error('the sample has no two epochs');
  const packs = createPackReader(project);
  const started = performance.now();
  const signatures = new Map<number, PlotSignatures>();
  await measureSignatures(project, packs, {
    earlier,
    later,
    onProgress: () => {},
    onMeasured: (plotId, measured) => measured !== undefined && signatures.set(plotId, measured),
    isCancelled: () => false,
  });
  packs.close();
  console.log(`${signatures.size} plots measured in ${Math.round(performance.now() - started)} ms`);
  looks = rows.flatMap((row) => {
    const measured = signatures.get(row.plotId);
    return measured === undefined ? [] : [{ ...row, ...measured, verdictCode: null }];
  });
});

afterAll(() => project?.close());

/** What the generator turned the field into: known to it, not to the images' statistics. */
function truthOf(plotId: number): string {
  const landClass = rows.find((row) => row.plotId === plotId)?.landClassCode;
  const outflow = OUTFLOWS.find((one) => one.landClass === landClass);
  if (outflow === undefined) throw new Error(`plot ${plotId} has a class the generator does not make`);
  return outflow.cover;
}

/** Share of the preselected plots that have become the same as the plot they were found for, over many plots. */
function measurePrecision(plots: readonly PlotLooks[]): { precision: number; found: number; offers: number } {
  const random = createRandom(7);
  let found = 0;
  let right = 0;
  let offers = 0;
  for (let round = 0; round < 150; round++) {
    const seed = plots[Math.floor(random() * plots.length)] as PlotLooks;
    const judged = plots.map((plot) => (plot === seed ? { ...plot, verdictCode: 'ready' } : plot));
    const chosen = rankSimilarPlots(judged, seed.plotId).filter(({ preselected }) => preselected);
    found += chosen.length;
    right += chosen.filter(({ plotId }) => truthOf(plotId) === truthOf(seed.plotId)).length;
    if (chosen.length >= 3) offers++;
  }
  return { precision: right / found, found, offers };
}

it('measures every plot of the sample county', () => {
  expect(looks.length).toBe(rows.length);
});

it('is right for at least 95 of 100 plots it chooses beforehand', () => {
  const { precision, found, offers } = measurePrecision(looks);
  console.log(`with attributes: precision ${precision.toFixed(4)}, ${found} found, ${offers} of 150 offers`);
  expect(precision).toBeGreaterThanOrEqual(0.95);
  expect(offers).toBeGreaterThan(75);
});

it('is so by the images alone, without being told the land class', () => {
  const untold = looks.map((plot) => ({ ...plot, landClassCode: '', townName: '', eligibility: null }));
  const { precision, found, offers } = measurePrecision(untold);
  console.log(`images alone: precision ${precision.toFixed(4)}, ${found} found, ${offers} of 150 offers`);
  expect(precision).toBeGreaterThanOrEqual(0.95);
  expect(offers).toBeGreaterThan(75);
});

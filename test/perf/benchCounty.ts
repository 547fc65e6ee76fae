import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { iterateLayerFeatures } from '../../electron/backend/storage/project/iterateLayerFeatures.ts';
import { listLayers, removeLayer, type StoredLayer } from '../../electron/backend/storage/project/layers.ts';
import { type OpenProject, openProject } from '../../electron/backend/storage/project/openProject.ts';
import { createClient } from '../../shared/contract/createClient.ts';
import { createInProcessTransport } from '../../shared/contract/transports/inProcessTransport.ts';
import type { MultiPolygon } from '../../shared/domain/geometry/multiPolygon.ts';
import { parseWkb } from '../../shared/domain/geometry/parseWkb.ts';
import { addLayer, type TestFeature } from '../support/buildEligibilityProject.ts';
import { createTestBackend } from '../support/hosts.ts';
import { createLongBoundaries } from './longBoundaries.ts';

/** As many outlines of 5,000 to 60,000 vertices as a real county of this size had. */
const LONG_BOUNDARIES = 40;
const LONG_BOUNDARIES_PLOTS = 50_000;
/** Of all rule layers together: 200,000 to 300,000 plots. */
const POLYGONS_PER_PLOT = 200_000 / 300_000;
/** The grade of 坡度图 that rule E01 asks for; a bureau hands over this one as 25度以上坡地. */
const STEEP = '5';

const imports = [
  ['plots', { role: 'plots', name: '流出图斑' }],
  ['slope', { role: 'slope', rule: 'E01', name: '坡度图' }],
  ['ecologicalRedLine', { role: 'exclusion', rule: 'E02', name: '生态保护红线' }],
  ['natureReserve', { role: 'exclusion', rule: 'E03', name: '自然保护地' }],
  ['waterSource', { role: 'exclusion', rule: 'E04', name: '饮用水水源保护区' }],
  ['riverManagement', { role: 'exclusion', rule: 'E05', name: '河湖管理范围' }],
  ['forest', { role: 'exclusion', rule: 'E07', name: '林地一张图' }],
  ['urbanGrowth', { role: 'reference', rule: 'W03', name: '城镇开发边界' }],
  ['basicFarmland', { role: 'reference', rule: 'W04', name: '永久基本农田' }],
] as const;

/**
 * Makes a project without a run: the generated county's plots and eight rule layers, imported as a user does, with long
 * outlines among the red lines, reserves and rivers. Two polygons to three plots over all layers: of the slopes only the
 * steep ones, and as many parcels of basic farmland, from all over the county, as fill the number up. `dense`: all
 * slopes and all parcels, three times as many polygons.
 */
export async function buildBenchCounty(directory: string, plots: number, dense: boolean): Promise<void> {
  const backend = createTestBackend(join(directory, 'app'));
  const client = createClient(createInProcessTransport(backend));
  const sample = await client.call('sample.create', {
    ...{ directory: join(directory, 'source'), plots, imagery: false },
  });
  await client.call('project.create', {
    ...{ directory: join(directory, 'project'), name: '性能测试县', crs: 'EPSG:4545' },
  });
  for (const [role, settings] of imports) {
    const file = sample.files.find((candidate) => candidate.role === role);
    if (file === undefined) throw new Error(`the sample county has no ${role}`);
    await client.call('import.vector', { file: file.path, ...settings, by: 'bench' });
  }
  await backend.close();
  for (const name of ['app', 'source']) rmSync(join(directory, name), { recursive: true, force: true });
  const project = await openProject(join(directory, 'project'));
  addLongBoundaries(project, plots);
  if (!dense) thinOut(project, plots);
  project.database.script('VACUUM');
  project.close();
}

function addLongBoundaries(project: OpenProject, plots: number): void {
  const bounds = listLayers(project.database).find(({ role }) => role === 'plots')?.bounds;
  if (bounds == null) throw new Error('the county has no plots');
  const count = Math.max(4, Math.round((LONG_BOUNDARIES * plots) / LONG_BOUNDARIES_PLOTS));
  const outlines = Map.groupBy(createLongBoundaries(bounds, count), ({ rule }) => rule);
  for (const [rule, features] of outlines) {
    rewriteLayer(project, findRuleLayer(project, rule), (delivered) => {
      const attributes = delivered[0]?.attributes ?? {};
      // first, so that the polygon that is moved later (moveRedLine) is one of them
      return [...features.map(({ geometry }) => ({ geometry, attributes })), ...delivered];
    });
  }
}

function thinOut(project: OpenProject, plots: number): void {
  rewriteLayer(project, findRuleLayer(project, 'E01'), (slopes) =>
    slopes.filter(({ attributes }) => attributes?.PDJB === STEEP),
  );
  const farmland = findRuleLayer(project, 'W04');
  const others = listRuleLayers(project).filter(({ id }) => id !== farmland.id);
  const left =
    Math.round(plots * POLYGONS_PER_PLOT) - others.reduce((sum, { features }) => sum + features, 0);
  const share = left / farmland.features;
  rewriteLayer(project, farmland, (parcels) =>
    parcels.filter((_, index) => Math.floor((index + 1) * share) > Math.floor(index * share)),
  );
}

/** The layers that serve rules, in the order they were imported. */
export function listRuleLayers(project: OpenProject): StoredLayer[] {
  return listLayers(project.database).filter(({ rule }) => rule !== null);
}

export function findRuleLayer(project: OpenProject, rule: string): StoredLayer {
  const layer = listRuleLayers(project).findLast((candidate) => candidate.rule === rule);
  if (layer === undefined) throw new Error(`the county has no layer of rule ${rule}`);
  return layer;
}

/** Imports a layer anew with other features; it comes last then. */
export function rewriteLayer(
  project: OpenProject,
  layer: StoredLayer,
  change: (features: TestFeature[]) => TestFeature[],
): void {
  const features = [...iterateLayerFeatures(project.database, layer.id)].map(
    ({ wkb, attributes }): TestFeature => ({ geometry: decode(wkb ?? new Uint8Array(0)), attributes }),
  );
  removeLayer(project, layer.id, 'bench');
  const { name, role, rule } = layer;
  addLayer(project, { name, role, rule, features: change(features) });
}

export function decode(wkb: Uint8Array): MultiPolygon {
  const parsed = parseWkb(wkb);
  if (!parsed.ok) throw new Error(parsed.failure.message);
  return parsed.value.polygons;
}

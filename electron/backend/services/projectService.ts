import { existsSync, realpathSync } from 'node:fs';
import type { Handlers } from '../../../shared/contract/backendApi.ts';
import type { LayerSummary, ProjectSummary } from '../../../shared/contract/records/projectRecords.ts';
import type { Bounds } from '../../../shared/domain/geometry/multiPolygon.ts';
import type { BackendContext } from '../backendContext.ts';
import { backUpProject } from '../storage/project/backUpProject.ts';
import { checkProject } from '../storage/project/checkProject.ts';
import { readLastSequence } from '../storage/project/commandLog.ts';
import { listImagery } from '../storage/project/imagery.ts';
import { listLayers } from '../storage/project/layers.ts';
import { createProject, type OpenProject, openProject } from '../storage/project/openProject.ts';
import { countPlots, countPlotsByStatus } from '../storage/project/plots.ts';
import { readSettings, writeSettings } from '../storage/project/settings.ts';
import { readRunSummary } from './eligibilityService.ts';

type ProjectMethod =
  | 'project.create'
  | 'project.open'
  | 'project.close'
  | 'project.info'
  | 'project.settings'
  | 'project.check'
  | 'project.backup';

export function createProjectHandlers(context: BackendContext): Pick<Handlers, ProjectMethod> {
  const { session, clock, emit } = context;

  const show = async (project: OpenProject): Promise<ProjectSummary> => {
    await session.close();
    session.replace(project);
    emit('project.changed', { what: 'project' });
    return summarizeProject(project);
  };

  return {
    'project.create': async (request) => show(await createProject(request, { clock })),

    'project.open': async ({ directory }) => {
      // our own lock would stand in the way of opening the same project once more
      if (isOpenHere(session.current(), directory)) await session.close();
      return show(await openProject(directory, { clock }));
    },

    'project.close': async () => {
      await session.close();
      emit('project.changed', { what: 'project' });
      return {};
    },

    'project.info': () => summarizeProject(session.require('查看项目')),

    'project.settings': ({ by, ...change }) => {
      const settings = writeSettings(session.require('修改设置'), change, by);
      emit('project.changed', { what: 'project' });
      return settings;
    },

    'project.check': () => {
      const findings = checkProject(session.requireNow('检查项目').database);
      return { ok: findings.length === 0, findings };
    },

    'project.backup': ({ file }) => backUpProject(session.requireNow('备份项目'), file),
  };
}

function summarizeProject(project: OpenProject): ProjectSummary {
  const db = project.database;
  const layers = listLayers(db);
  const imagery = listImagery(db);
  const byStatus = countPlotsByStatus(db);
  return {
    directory: project.directory,
    name: project.name,
    createdAtUtc: project.createdAtUtc,
    crs: project.crs.code,
    crsName: project.crs.name,
    proj4Definition: project.crs.proj4Definition,
    schemaVersion: project.schemaVersion,
    layers: layers.map(toSummary),
    imagery,
    bounds: uniteBounds([...layers, ...imagery].map(({ bounds }) => bounds)),
    counts: {
      plots: countPlots(db),
      // what is looked at again was judged: progress does not go back when a sample is drawn
      judged: byStatus.judged + byStatus.rechecking,
      commands: readLastSequence(db),
    },
    settings: readSettings(db),
    run: readRunSummary(db),
  };
}

/** What the contract promises of a layer, without what only the store needs. */
function toSummary(layer: LayerSummary): LayerSummary {
  const { id, name, role, rule, features, crs, sourceFile, sourceSha256, bounds, importedAtUtc } = layer;
  return { id, name, role, rule, features, crs, sourceFile, sourceSha256, bounds, importedAtUtc };
}

function uniteBounds(parts: readonly (Bounds | null)[]): Bounds | null {
  const known = parts.filter((part) => part !== null);
  if (known.length === 0) return null;
  return {
    minX: Math.min(...known.map(({ minX }) => minX)),
    minY: Math.min(...known.map(({ minY }) => minY)),
    maxX: Math.max(...known.map(({ maxX }) => maxX)),
    maxY: Math.max(...known.map(({ maxY }) => maxY)),
  };
}

function isOpenHere(current: OpenProject | null, directory: string): boolean {
  if (current === null || !existsSync(directory)) return false;
  return realpathSync(directory) === realpathSync(current.directory);
}

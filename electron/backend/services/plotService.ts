import type { Handlers } from '../../../shared/contract/backendApi.ts';
import { findPreviousVerdict } from '../../../shared/domain/review/findPreviousVerdict.ts';
import type { BackendContext } from '../backendContext.ts';
import { readVerdictScheme } from '../files/readVerdictSchemes.ts';
import { readChosenSchemeId } from '../storage/project/chosenScheme.ts';
import {
  countPlotsByStatus,
  findPlotByNumber,
  getPlotDetail,
  getPlotGeometry,
  listTowns,
} from '../storage/project/plots.ts';
import { findPlotPosition, queryPlots, readPlotFacets, sumPlots } from '../storage/project/queryPlots.ts';
import { listSavedFilters, removeFilter, saveFilter } from '../storage/project/savedFilters.ts';

type PlotMethod =
  | 'plot.query'
  | 'plot.position'
  | 'plot.get'
  | 'plot.find'
  | 'plot.statusCounts'
  | 'plot.towns'
  | 'plot.facets'
  | 'plot.geometry'
  | 'plot.sum'
  | 'filter.list'
  | 'filter.save'
  | 'filter.remove';

export function createPlotHandlers({ session }: BackendContext): Pick<Handlers, PlotMethod> {
  const database = () => session.require('查看图斑').database;
  return {
    'plot.query': ({ filter, offset, limit }) => queryPlots(database(), filter ?? {}, offset, limit),
    'plot.position': ({ plotId, filter }) => findPlotPosition(database(), plotId, filter ?? {}),
    'plot.get': ({ plotId }) => {
      const db = database();
      const detail = getPlotDetail(db, plotId);
      const scheme = readVerdictScheme(readChosenSchemeId(db));
      return { ...detail, previousVerdictCode: findPreviousVerdict(scheme, detail.attributes) };
    },
    'plot.find': ({ plotNo }) => ({ plotId: findPlotByNumber(database(), plotNo) }),
    'plot.statusCounts': () => countPlotsByStatus(database()),
    'plot.facets': () => readPlotFacets(database()),
    'plot.towns': () => ({ towns: listTowns(database()) }),
    'plot.geometry': ({ plotId }) => ({ wkb: getPlotGeometry(database(), plotId).wkb }),
    'plot.sum': ({ plotIds }) => sumPlots(database(), plotIds),
    'filter.list': () => ({ filters: listSavedFilters(database()) }),
    'filter.save': ({ name, filter, by }) => {
      const project = session.require('保存筛选');
      saveFilter(project, { name, filter }, by);
      return { filters: listSavedFilters(project.database) };
    },
    'filter.remove': ({ name, by }) => {
      const project = session.require('删除筛选');
      removeFilter(project, name, by);
      return { filters: listSavedFilters(project.database) };
    },
  };
}

import type { Handlers } from '../../../shared/contract/backendApi.ts';
import type { PlotPart } from '../../../shared/contract/records/markupRecords.ts';
import type { ReviewRecord } from '../../../shared/contract/records/reviewRecords.ts';
import { createAreaMeter } from '../../../shared/domain/area/areaMeter.ts';
import { computeLengthMeters } from '../../../shared/domain/area/geodesicLength.ts';
import { squareMetersToMu } from '../../../shared/domain/area/units.ts';
import { createGeometryEngine } from '../../../shared/domain/geometry/createGeometryEngine.ts';
import type { GeometryEngine } from '../../../shared/domain/geometry/GeometryEngine.ts';
import type { MultiPolygon } from '../../../shared/domain/geometry/multiPolygon.ts';
import { type ParsedGeometry, parseWkb } from '../../../shared/domain/geometry/parseWkb.ts';
import { writeWkb } from '../../../shared/domain/geometry/writeWkb.ts';
import type { MarkupKind } from '../../../shared/domain/review/markupKind.ts';
import { closePartAreas, splitPlot } from '../../../shared/domain/review/splitPlot.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import type { BackendContext } from '../backendContext.ts';
import { readVerdictScheme } from '../files/readVerdictSchemes.ts';
import { readChosenSchemeId } from '../storage/project/chosenScheme.ts';
import { readMarkup } from '../storage/project/markup.ts';
import {
  addMarkup,
  changeMarkup,
  clearBoundary,
  clearParts,
  cutIntoParts,
  decidePart,
  proposeBoundary,
  removeMarkup,
  requireMarkup,
} from '../storage/project/markupCommands.ts';
import type { OpenProject } from '../storage/project/openProject.ts';
import { findNeighbours } from '../storage/project/plotNeighbours.ts';
import { readPlotParts } from '../storage/project/plotParts.ts';
import { getPlotGeometry, type PlotGeometry } from '../storage/project/plots.ts';
import { readProposedBoundary } from '../storage/project/proposedBoundaries.ts';
import { readSettings } from '../storage/project/settings.ts';
import { compareWithPlots } from './compareWithPlots.ts';
import { readDrawnPolygon } from './readDrawnPolygon.ts';
import { tellVerdicts } from './tellVerdicts.ts';

type MarkupMethod =
  | 'markup.list'
  | 'markup.add'
  | 'markup.change'
  | 'markup.remove'
  | 'parts.cut'
  | 'parts.decide'
  | 'parts.clear'
  | 'boundary.propose'
  | 'boundary.clear'
  | 'plot.neighbours'
  | 'measure.line'
  | 'measure.area';

/** A smaller part is a slip of the hand, not a part of a plot. */
const smallestPartSquareMeters = 1;
const shapeOf: Readonly<Record<MarkupKind, ParsedGeometry['kind']>> = {
  area: 'polygons',
  cloud: 'polygons',
  line: 'lines',
  arrow: 'lines',
  text: 'points',
};

/** Drawing on plots, cutting them and proposing boundaries; sources are never touched. */
export function createMarkupHandlers({ session, emit }: BackendContext): Pick<Handlers, MarkupMethod> {
  let starting: Promise<GeometryEngine> | undefined;
  const startEngine = () => {
    starting ??= createGeometryEngine();
    return starting;
  };
  const changed = <T extends ReviewRecord>(record: T): T => tellVerdicts(emit, record);
  return {
    'markup.list': ({ plotId }) => {
      const { database } = session.require('查看标绘');
      return {
        markup: readMarkup(database, plotId),
        parts: readPlotParts(database, plotId),
        boundary: readProposedBoundary(database, plotId),
      };
    },

    'markup.add': ({ plotId, kind, wkb, text = '', by }) => {
      const project = session.require('标绘');
      const { plotNo } = getPlotGeometry(project.database, plotId);
      checkShape(plotNo, kind, wkb);
      if (kind === 'text' && text.trim() === '')
        throw new AppError('MARKUP_INVALID', { plotNo, detail: '没有文字' });
      return changed(addMarkup(project, plotId, { kind, wkb, text: text.trim() }, by));
    },

    'markup.change': ({ plotId, markupId, by, ...change }) => {
      const project = session.require('修改标绘');
      const { kind } = requireMarkup(project.database, plotId, markupId);
      if (change.wkb !== undefined)
        checkShape(getPlotGeometry(project.database, plotId).plotNo, kind, change.wkb);
      return changed(changeMarkup(project, plotId, markupId, change, by));
    },

    'markup.remove': ({ plotId, markupId, by }) =>
      changed(removeMarkup(session.require('删除标绘'), plotId, markupId, by)),

    'parts.cut': async ({ plotId, line, by }) => {
      const engine = await startEngine();
      const project = session.require('切分图斑');
      const plot = getPlotGeometry(project.database, plotId);
      return changed(cutIntoParts(project, plotId, cut(engine, project, plot, line), by));
    },

    'parts.decide': ({ plotId, position, verdictCode, note = '', by }) => {
      const project = session.require('判读部分');
      const { options } = readVerdictScheme(readChosenSchemeId(project.database));
      if (verdictCode !== null && !options.some(({ code }) => code === verdictCode)) {
        const allowed = options.map(({ code }) => code).join('、');
        throw new AppError('VERDICT_UNKNOWN', { verdictCode, allowed });
      }
      return changed(decidePart(project, plotId, position, { verdictCode, note }, by));
    },

    'parts.clear': ({ plotId, by }) => changed(clearParts(session.require('取消切分'), plotId, by)),

    'boundary.propose': async ({ plotId, wkb, note = '', by }) => {
      const engine = await startEngine();
      const project = session.require('拟改边界');
      const { plotNo } = getPlotGeometry(project.database, plotId);
      const refuse = (detail: string) => new AppError('BOUNDARY_INVALID', { plotNo, detail });
      const shape = readDrawnPolygon(engine, wkb, refuse);
      const squareMeters = meterOf(project).computeSquareMeters(shape);
      const compared = compareWithPlots(engine, project, shape, plotId);
      const overlaps = compared.overlaps.map(({ other }) => other.plotNo);
      const change = proposeBoundary(project, plotId, { wkb: writeWkb(shape), squareMeters, note }, by);
      return changed({ ...change, overlaps });
    },

    'boundary.clear': ({ plotId, by }) => changed(clearBoundary(session.require('撤回拟改边界'), plotId, by)),

    'plot.neighbours': ({ plotId, meters }) => {
      const project = session.require('查看相邻图斑');
      const { bounds } = getPlotGeometry(project.database, plotId);
      const units = project.crs.kind === 'projected' ? meters : meters / metersPerDegree;
      return { neighbours: findNeighbours(project.database, plotId, growBounds(bounds, units)) };
    },

    'measure.line': ({ coordinates }) => ({
      meters: computeLengthMeters(session.require('量测').crs, coordinates),
    }),

    'measure.area': ({ coordinates }) => {
      const meter = meterOf(session.require('量测'));
      const ring = Float64Array.from([...coordinates, ...coordinates.slice(0, 2)]);
      const squareMeters = meter.computeSquareMeters([[ring]]);
      return { squareMeters, mu: squareMetersToMu(squareMeters), method: meter.describe() };
    },
  };
}

const metersPerDegree = 111_320;

function meterOf({ crs, database }: OpenProject) {
  return createAreaMeter(crs, { edgeSplitMeters: readSettings(database).edgeSplitMeters });
}

/** The parts a line makes of a plot or of the parts it has; parts the line leaves alone keep their verdicts. */
function cut(
  engine: GeometryEngine,
  project: OpenProject,
  plot: PlotGeometry,
  line: Uint8Array,
): Omit<PlotPart, 'position'>[] {
  const { plotNo, plotId, areaSquareMeters } = plot;
  if (areaSquareMeters === null) throw new AppError('CUT_AREA_MISSING', { plotNo });
  const before = readPlotParts(project.database, plotId);
  const shapes = before.length === 0 ? [polygonsOf(plot.wkb)] : before.map(({ wkb }) => polygonsOf(wkb));
  const parsed = parseWkb(line);
  if (!parsed.ok || parsed.value.kind !== 'lines') {
    throw new AppError('MARKUP_INVALID', { plotNo, detail: '切分线不是一条线' });
  }
  const parts = splitPlot(engine, shapes, line);
  if (!parts.ok) throw new Error(`plot ${plotNo}: ${parts.failure.code} ${parts.failure.message}`);
  if (parts.value.length === shapes.length) throw new AppError('CUT_MISSES_PLOT', { plotNo });
  const areas = closePartAreas(meterOf(project), parts.value, areaSquareMeters);
  const smallest = Math.min(...areas.map(({ squareMeters }) => squareMeters));
  if (smallest < smallestPartSquareMeters) {
    throw new AppError('CUT_SLIVER', { plotNo, squareMeters: smallest });
  }
  return parts.value.map((part, index) => {
    const old = before[shapes.indexOf(part)];
    const { verdictCode = null, note = '', decidedBy = null, decidedAtUtc = null } = old ?? {};
    const area = areas[index] as (typeof areas)[number];
    return { wkb: writeWkb(part), ...area, verdictCode, note, decidedBy, decidedAtUtc };
  });
}

function polygonsOf(wkb: Uint8Array): MultiPolygon {
  const parsed = parseWkb(wkb);
  if (!parsed.ok) throw new Error(`stored geometry: ${parsed.failure.message}`);
  return parsed.value.polygons;
}

function checkShape(plotNo: string, kind: MarkupKind, wkb: Uint8Array): void {
  const parsed = parseWkb(wkb);
  if (!parsed.ok || parsed.value.kind !== shapeOf[kind]) {
    throw new AppError('MARKUP_INVALID', { plotNo, detail: '图形不完整' });
  }
}

function growBounds(bounds: PlotGeometry['bounds'], by: number): PlotGeometry['bounds'] {
  const { minX, minY, maxX, maxY } = bounds;
  return { minX: minX - by, minY: minY - by, maxX: maxX + by, maxY: maxY + by };
}

import type { Handlers } from '../../../shared/contract/backendApi.ts';
import type { AddedPlotMethods } from '../../../shared/contract/methods/addedPlotMethods.ts';
import type { AdditionPreview, PlotOverlap } from '../../../shared/contract/records/addedPlotRecords.ts';
import { type AreaMeter, createAreaMeter } from '../../../shared/domain/area/areaMeter.ts';
import { computePlanarSquareMeters } from '../../../shared/domain/area/planarArea.ts';
import { squareMetersToMu } from '../../../shared/domain/area/units.ts';
import { createGeometryEngine } from '../../../shared/domain/geometry/createGeometryEngine.ts';
import type { GeometryEngine, Overlay, Shape } from '../../../shared/domain/geometry/GeometryEngine.ts';
import type { GeometryResult } from '../../../shared/domain/geometry/geometryResult.ts';
import type { Bounds, MultiPolygon } from '../../../shared/domain/geometry/multiPolygon.ts';
import { writeWkb } from '../../../shared/domain/geometry/writeWkb.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import type { BackendContext } from '../backendContext.ts';
import { addPlot, changeAddedPlot, removeAddedPlot } from '../storage/project/addedPlotCommands.ts';
import type { OpenProject } from '../storage/project/openProject.ts';
import { findNeighbours, type NeighbourPlot } from '../storage/project/plotNeighbours.ts';
import { getPlotDetail } from '../storage/project/plots.ts';
import { readSettings } from '../storage/project/settings.ts';

/** A smaller plot is a slip of the hand; so is what a cut leaves of one. */
const smallestSquareMeters = 1;
/** Square metres by which a drawn plot may lie on another one unnoticed: the rounding of shared edges. */
const tolerableOverlap = 0.01;
/** How far around a drawn plot the nearest other one is looked for, in its own widths. */
const nearWidths = [1, 4, 16] as const;
/** No plot has this id: every plot around is a neighbour. */
const noPlot = 0;

/** Plots that reviewers draw outside the lists, with the engine's own areas; the lists are never touched. */
export function createAddedPlotHandlers({
  session,
  emit,
}: BackendContext): Pick<Handlers, keyof AddedPlotMethods> {
  let starting: Promise<GeometryEngine> | undefined;
  const startEngine = () => {
    starting ??= createGeometryEngine();
    return starting;
  };
  const changed = <T>(record: T): T => {
    emit('project.changed', { what: 'layers' });
    emit('project.changed', { what: 'plots' });
    return record;
  };
  return {
    'plot.previewAddition': async ({ wkb }) => {
      const engine = await startEngine();
      const project = session.require('新增图斑');
      const meter = meterOf(project);
      return engine.scope(() => {
        const shape = requirePolygon(engine, wkb);
        const around = requireBounds(engine, shape);
        const { overlaps, remainder } = compare(engine, meter, project, shape, around);
        const squareMeters = meter.computeSquareMeters(engine.toMultiPolygon(shape));
        const left = meter.computeSquareMeters(remainder);
        return {
          squareMeters,
          mu: squareMetersToMu(squareMeters),
          overlaps,
          remainder: left < smallestSquareMeters ? null : { squareMeters: left, mu: squareMetersToMu(left) },
          ...findNearestPlace(project, around),
        };
      });
    },

    'plot.add': async ({ wkb, townName, villageName, landClassCode, remark, overlaps: choice, by }) => {
      const engine = await startEngine();
      const project = session.require('新增图斑');
      if (townName.trim() === '') throw new AppError('ADDED_PLOT_INVALID', { detail: '没有填写乡镇' });
      const meter = meterOf(project);
      return engine.scope(() => {
        const shape = requirePolygon(engine, wkb);
        const { overlaps, remainder } = compare(engine, meter, project, shape, requireBounds(engine, shape));
        const plots = overlaps.map(describeOverlap).join('、');
        if (overlaps.length > 0 && choice === 'none') throw new AppError('ADDED_PLOT_OVERLAPS', { plots });
        const outline = choice === 'cut' ? remainder : engine.toMultiPolygon(shape);
        const squareMeters = meter.computeSquareMeters(outline);
        if (squareMeters < smallestSquareMeters) {
          throw choice === 'cut'
            ? new AppError('ADDED_PLOT_COVERED', { plots })
            : new AppError('ADDED_PLOT_INVALID', { detail: `面积不足 ${smallestSquareMeters} m²` });
        }
        const drawn = {
          townName: townName.trim(),
          villageName: villageName?.trim() ?? '',
          landClassCode: landClassCode?.trim() ?? '',
          remark: remark?.trim() ?? '',
          wkb: writeWkb(outline),
          squareMeters,
          planarSquareMeters: computePlanarSquareMeters(outline, project.crs) ?? null,
        };
        const lies = overlaps.map(({ wkb: _, ...overlap }) => overlap);
        return changed({ ...addPlot(project, drawn, by), squareMeters, overlaps: lies });
      });
    },

    'plot.changeAdded': ({ plotId, by, ...said }) => {
      const project = session.require('修改新增图斑');
      const changes = Object.fromEntries(Object.entries(said).map(([name, text]) => [name, text.trim()]));
      if (changes.townName === '') throw new AppError('ADDED_PLOT_INVALID', { detail: '没有填写乡镇' });
      return changed(changeAddedPlot(project, plotId, changes, by));
    },

    'plot.removeAdded': ({ plotId, by }) =>
      changed(removeAddedPlot(session.require('移除新增图斑'), plotId, by)),

    'plot.outlines': ({ bounds }) => ({
      plots: findNeighbours(session.require('查看相邻图斑').database, noPlot, bounds),
    }),
  };
}

function meterOf({ crs, database }: OpenProject): AreaMeter {
  return createAreaMeter(crs, { edgeSplitMeters: readSettings(database).edgeSplitMeters });
}

type ShownOverlap = AdditionPreview['overlaps'][number];

/** The plots a shape lies on, and what is left of it beside them. Inside an engine scope. */
function compare(
  engine: GeometryEngine,
  meter: AreaMeter,
  { database }: OpenProject,
  shape: Shape,
  bounds: Bounds,
): { readonly overlaps: ShownOverlap[]; readonly remainder: MultiPolygon } {
  const overlaps: ShownOverlap[] = [];
  let left = shape;
  for (const { plotId, plotNo, wkb } of findNeighbours(database, noPlot, bounds)) {
    const other = engine.fromWkb(wkb);
    if (!other.ok) throw new AppError('PROJECT_CORRUPT', { file: database.file, detail: `plot ${plotNo}` });
    const common = engine.toMultiPolygon(requireOverlay(engine.intersection(shape, other.value)));
    const squareMeters = meter.computeSquareMeters(common);
    if (squareMeters <= tolerableOverlap) continue;
    overlaps.push({ plotId, plotNo, squareMeters, wkb: writeWkb(common) });
    left = requireOverlay(engine.difference(left, other.value));
  }
  return { overlaps, remainder: engine.toMultiPolygon(left) };
}

function requireOverlay(result: GeometryResult<Overlay>): Shape {
  if (!result.ok) throw new Error(`${result.failure.code} ${result.failure.message}`);
  return result.value.shape;
}

/** The polygon a reviewer drew, where it is one without crossings. Inside an engine scope. */
function requirePolygon(engine: GeometryEngine, wkb: Uint8Array): Shape {
  const problem = (detail: string) => new AppError('ADDED_PLOT_INVALID', { detail });
  const shape = engine.fromWkb(wkb);
  if (!shape.ok) throw problem('图形不完整');
  const validity = engine.validity(shape.value);
  if (!validity.ok || !validity.value.valid) throw problem('边界自相交');
  if (engine.area(shape.value) === 0) throw problem('没有面积');
  return shape.value;
}

function requireBounds(engine: GeometryEngine, shape: Shape): Bounds {
  const bounds = engine.bounds(shape);
  if (bounds === undefined) throw new Error('a polygon with an area has bounds');
  return bounds;
}

/** Town and village of the plot whose middle is nearest, as a proposal. */
function findNearestPlace(
  { database }: OpenProject,
  bounds: Bounds,
): { readonly nearestTown: string; readonly nearestVillage: string } {
  const width = Math.max(bounds.maxX - bounds.minX, bounds.maxY - bounds.minY);
  const [x, y] = middleOf(bounds);
  for (const widths of nearWidths) {
    const around = growBounds(bounds, widths * width);
    const details = findNeighbours(database, noPlot, around).map((plot: NeighbourPlot) =>
      getPlotDetail(database, plot.plotId),
    );
    const distanceTo = (one: Bounds) => Math.hypot(middleOf(one)[0] - x, middleOf(one)[1] - y);
    const nearest = details.sort((a, b) => distanceTo(a.bounds) - distanceTo(b.bounds))[0];
    if (nearest !== undefined) return { nearestTown: nearest.townName, nearestVillage: nearest.villageName };
  }
  return { nearestTown: '', nearestVillage: '' };
}

function middleOf({ minX, minY, maxX, maxY }: Bounds): readonly [number, number] {
  return [(minX + maxX) / 2, (minY + maxY) / 2];
}

function growBounds({ minX, minY, maxX, maxY }: Bounds, by: number): Bounds {
  return { minX: minX - by, minY: minY - by, maxX: maxX + by, maxY: maxY + by };
}

function describeOverlap({ plotNo, squareMeters }: PlotOverlap): string {
  return `${plotNo}（${squareMeters.toFixed(2)} m²）`;
}

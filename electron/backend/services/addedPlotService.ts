import type { Handlers } from '../../../shared/contract/backendApi.ts';
import type { AddedPlotMethods } from '../../../shared/contract/methods/addedPlotMethods.ts';
import type { PlotOverlap } from '../../../shared/contract/records/addedPlotRecords.ts';
import { type AreaMeter, createAreaMeter } from '../../../shared/domain/area/areaMeter.ts';
import { computePlanarSquareMeters } from '../../../shared/domain/area/planarArea.ts';
import { squareMetersToMu } from '../../../shared/domain/area/units.ts';
import type { Overlap } from '../../../shared/domain/eligibility/findOverlaps.ts';
import { createGeometryEngine } from '../../../shared/domain/geometry/createGeometryEngine.ts';
import type { GeometryEngine } from '../../../shared/domain/geometry/GeometryEngine.ts';
import {
  type Bounds,
  computeBounds,
  type MultiPolygon,
} from '../../../shared/domain/geometry/multiPolygon.ts';
import { writeWkb } from '../../../shared/domain/geometry/writeWkb.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import type { BackendContext } from '../backendContext.ts';
import { addPlot, changeAddedPlot, removeAddedPlot } from '../storage/project/addedPlotCommands.ts';
import type { OpenProject } from '../storage/project/openProject.ts';
import { findNeighbours, type NeighbourPlot } from '../storage/project/plotNeighbours.ts';
import { getPlotDetail } from '../storage/project/plots.ts';
import { readSettings } from '../storage/project/settings.ts';
import { compareWithPlots } from './compareWithPlots.ts';
import { readDrawnPolygon } from './readDrawnPolygon.ts';

/** A smaller plot is a slip of the hand; so is what a cut leaves of one. */
const smallestSquareMeters = 1;
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
      const drawn = readDrawnPolygon(engine, wkb, refuse);
      const { overlaps, remainder } = compareWithPlots(engine, project, drawn, noPlot);
      const meter = meterOf(project);
      const squareMeters = meter.computeSquareMeters(drawn);
      const left = meter.computeSquareMeters(remainder);
      return {
        squareMeters,
        mu: squareMetersToMu(squareMeters),
        overlaps: overlaps.map((overlap) => ({ ...nameOverlap(overlap), wkb: writeWkb(overlap.common) })),
        remainder: left < smallestSquareMeters ? null : { squareMeters: left, mu: squareMetersToMu(left) },
        ...findNearestPlace(project, drawn),
      };
    },

    'plot.add': async ({ wkb, townName, villageName, landClassCode, remark, overlaps: choice, by }) => {
      const engine = await startEngine();
      const project = session.require('新增图斑');
      if (townName.trim() === '') throw refuse('没有填写乡镇');
      const drawn = readDrawnPolygon(engine, wkb, refuse);
      const compared = compareWithPlots(engine, project, drawn, noPlot);
      const overlaps = compared.overlaps.map(nameOverlap);
      const plots = overlaps.map(describeOverlap).join('、');
      if (overlaps.length > 0 && choice === 'none') throw new AppError('ADDED_PLOT_OVERLAPS', { plots });
      const outline = choice === 'cut' ? compared.remainder : drawn;
      const squareMeters = meterOf(project).computeSquareMeters(outline);
      if (squareMeters < smallestSquareMeters) {
        throw choice === 'cut'
          ? new AppError('ADDED_PLOT_COVERED', { plots })
          : refuse(`面积不足 ${smallestSquareMeters} m²`);
      }
      const plot = {
        townName: townName.trim(),
        villageName: villageName?.trim() ?? '',
        landClassCode: landClassCode?.trim() ?? '',
        remark: remark?.trim() ?? '',
        wkb: writeWkb(outline),
        squareMeters,
        planarSquareMeters: computePlanarSquareMeters(outline, project.crs) ?? null,
      };
      return changed({ ...addPlot(project, plot, by), squareMeters, overlaps });
    },

    'plot.changeAdded': ({ plotId, by, ...said }) => {
      const project = session.require('修改新增图斑');
      const changes = Object.fromEntries(Object.entries(said).map(([name, text]) => [name, text.trim()]));
      if (changes.townName === '') throw refuse('没有填写乡镇');
      return changed(changeAddedPlot(project, plotId, changes, by));
    },

    'plot.removeAdded': ({ plotId, by }) =>
      changed(removeAddedPlot(session.require('移除新增图斑'), plotId, by)),

    'plot.outlines': ({ bounds }) => ({
      plots: findNeighbours(session.require('查看相邻图斑').database, noPlot, bounds),
    }),
  };
}

const refuse = (detail: string) => new AppError('ADDED_PLOT_INVALID', { detail });

function meterOf({ crs, database }: OpenProject): AreaMeter {
  return createAreaMeter(crs, { edgeSplitMeters: readSettings(database).edgeSplitMeters });
}

/** Town and village of the plot whose middle is nearest, as a proposal. */
function findNearestPlace(
  { database }: OpenProject,
  drawn: MultiPolygon,
): { readonly nearestTown: string; readonly nearestVillage: string } {
  const bounds = computeBounds(drawn);
  if (bounds === undefined) throw new Error('a polygon with an area has bounds');
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

function nameOverlap({ other, squareMeters }: Overlap<NeighbourPlot>): PlotOverlap {
  return { plotId: other.plotId, plotNo: other.plotNo, squareMeters };
}

function describeOverlap({ plotNo, squareMeters }: PlotOverlap): string {
  return `${plotNo}（${squareMeters.toFixed(2)} m²）`;
}

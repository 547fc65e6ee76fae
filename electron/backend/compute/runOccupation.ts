import type { OccupationReport, OccupationRow } from '../../../shared/contract/records/occupationRecords.ts';
import { roundHalfAwayFromZero } from '../../../shared/domain/area/rounding.ts';
import { squareMetersToMu } from '../../../shared/domain/area/units.ts';
import { closePieces } from '../../../shared/domain/eligibility/closePieces.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import { eligibilityOperations, eligibilityStages } from '../../../shared/text/eligibilityRun.zh-CN.ts';
import { iterateLayerFeatures } from '../storage/project/iterateLayerFeatures.ts';
import { getLayer } from '../storage/project/layers.ts';
import type { OpenProject } from '../storage/project/openProject.ts';
import { listPlotNames, type PlotName } from '../storage/project/plotNames.ts';
import { listPlotPlaces, readPlotWkbs } from '../storage/project/readPlotWkbs.ts';
import { readSettings } from '../storage/project/settings.ts';
import { computePieces, type ExclusionFeature, type PlotInput } from './computePieces.ts';
import type { RunContext } from './runEligibility.ts';

const PLOTS_PER_READ = 128;
const INSIDE = 1;
const WORKERS = 2;

/**
 * How much of every plot lies in a layer, by town and land class: 永久基本农田 and 生态保护红线 occupation. Overlapping
 * features of the layer count once. Stores nothing. Throws LAYER_NOT_FOUND, PLOTS_MISSING, OPERATION_CANCELLED.
 */
export async function runOccupation(
  project: OpenProject,
  layerId: string,
  context: RunContext,
): Promise<OccupationReport> {
  const { database: db } = project;
  const layer = getLayer(db, layerId);
  const places = listPlotPlaces(db);
  if (places.length === 0) throw new AppError('PLOTS_MISSING', {});
  const names = listPlotNames(db);
  const nameOf = (plotId: number): PlotName => names.get(plotId) as PlotName;
  const plots: OccupationReport['plots'][number][] = [];
  const notComputed: OccupationReport['notComputed'][number][] = [];
  await computePieces(
    {
      crs: project.crs.code,
      edgeSplitMeters: readSettings(db).edgeSplitMeters,
      latitude: places.reduce((sum, { minY, maxY }) => sum + (minY + maxY) / 2, 0) / places.length,
      exclusions: readFeatures(project, layerId),
      exclusionCount: layer.features,
      plots: readPlots(
        project,
        places.map(({ plotId }) => plotId),
      ),
      plotCount: places.length,
    },
    {
      workers: WORKERS,
      signal: context.signal,
      operation: eligibilityOperations.occupation,
      onProgress: (stage, done, total) => context.reportProgress(eligibilityStages[stage], done, total),
      onPlot: (plotId, result) => {
        const { plotNo, townName, landClassCode } = nameOf(plotId);
        if (!result.ok) {
          notComputed.push({ plotId, plotNo, code: result.code });
          return;
        }
        const { grossSquareMeters } = result.cut;
        const { pieces } = closePieces(result.cut.pieces, grossSquareMeters);
        let insideSquareMeters = 0;
        for (const piece of pieces) {
          if ((piece.mask & INSIDE) !== 0) insideSquareMeters += piece.areaSquareMeters;
        }
        if (insideSquareMeters === 0) return;
        const insideMu = roundHalfAwayFromZero(squareMetersToMu(insideSquareMeters), 2);
        const areas = { grossSquareMeters, insideSquareMeters, insideMu };
        plots.push({ plotId, plotNo, townName, landClassCode, ...areas });
      },
    },
  );
  const rows = sumByTownAndClass(plots);
  const whole = notComputed.length === 0;
  return {
    ...{ layerId, layerName: layer.name, rows, plots, notComputed },
    totalMu: whole ? sumOfMu(rows.map(({ mu }) => mu)) : null,
    totalSquareMeters: whole ? rows.reduce((sum, { squareMeters }) => sum + squareMeters, 0) : null,
  };
}

function sumByTownAndClass(plots: OccupationReport['plots']): OccupationRow[] {
  const groups = Map.groupBy(plots, ({ townName, landClassCode }) => `${townName}\n${landClassCode}`);
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, group]) => {
      const [townName = '', landClassCode = ''] = key.split('\n');
      return {
        ...{ townName, landClassCode, plots: group.length },
        squareMeters: group.reduce((sum, { insideSquareMeters }) => sum + insideSquareMeters, 0),
        mu: sumOfMu(group.map(({ insideMu }) => insideMu)),
      };
    });
}

/** Of values with two decimals, so that a reader adds up to the same. */
function sumOfMu(values: readonly number[]): number {
  return values.reduce((sum, mu) => sum + Math.round(mu * 100), 0) / 100;
}

function* readFeatures(project: OpenProject, layerId: string): Generator<ExclusionFeature> {
  let source = 0;
  for (const { wkb } of iterateLayerFeatures(project.database, layerId, { fields: [] })) {
    if (wkb !== null) yield { wkb, ruleMask: INSIDE, source: source++ };
  }
}

function* readPlots(project: OpenProject, plotIds: readonly number[]): Generator<PlotInput> {
  for (let start = 0; start < plotIds.length; start += PLOTS_PER_READ) {
    const batch = plotIds.slice(start, start + PLOTS_PER_READ);
    const wkbs = readPlotWkbs(project.database, batch);
    // no geometry: no bytes, which the engine lists as not computed
    for (const plotId of batch) yield { plotId, wkb: wkbs.get(plotId) ?? new Uint8Array(0) };
  }
}

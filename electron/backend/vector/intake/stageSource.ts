import type { RepairedFeature } from '../../../../shared/contract/records/importRecords.ts';
import { createAreaMeter } from '../../../../shared/domain/area/areaMeter.ts';
import { computePlanarSquareMeters } from '../../../../shared/domain/area/planarArea.ts';
import {
  type CoordinateSystem,
  findCoordinateSystem,
} from '../../../../shared/domain/crs/coordinateSystem.ts';
import { createGeometryEngine } from '../../../../shared/domain/geometry/createGeometryEngine.ts';
import type { GeometryEngine } from '../../../../shared/domain/geometry/GeometryEngine.ts';
import { type Bounds, computeBounds } from '../../../../shared/domain/geometry/multiPolygon.ts';
import { writeWkb } from '../../../../shared/domain/geometry/writeWkb.ts';
import { AppError } from '../../../../shared/errors/AppError.ts';
import { filterDetails } from '../../../../shared/text/vectorImport.zh-CN.ts';
import { openVectorSource, selectLayer } from '../source/openVectorSource.ts';
import type { SourceField } from '../source/VectorSource.ts';
import { detectAreaUnit } from './detectAreaUnit.ts';
import { FindingTally } from './FindingTally.ts';
import { type FieldRoles, mapFieldRoles, readPlotAttributes } from './fieldRoles.ts';
import { PlotNumberChoice } from './PlotNumberChoice.ts';
import { parseFilter } from './parseFilter.ts';
import { type PreparedGeometry, prepareGeometry } from './prepareGeometry.ts';
import type { ReportProgress, StageResult, StageTask } from './readerTask.ts';
import { resolveCrs } from './resolveCrs.ts';
import { createStagingFile, type StagedPlot } from './stagingFile.ts';

/**
 * Reads a layer feature by feature, prepares each (filter, coordinate system, validity, area, standard fields) and
 * leaves it in the staging file. Nothing of the project is touched. Throws what opening, choosing the layer, the
 * coordinate system, the filter and the field map may throw, and DATASET_EMPTY, DATASET_NO_POLYGONS.
 */
export async function stageSource(task: StageTask, report: ReportProgress): Promise<StageResult> {
  const source = openVectorSource(task.path, {
    shownFile: task.file,
    layerName: task.layerName,
    encoding: task.encoding,
  });
  let engine: GeometryEngine | undefined;
  try {
    const layer = selectLayer(source, task.file, task.layer);
    if (layer.features === 0) throw new AppError('DATASET_EMPTY', { file: task.file, layer: layer.name });
    const target = findCoordinateSystem(task.projectCrs);
    if (target === undefined) throw new Error(`a project in an unknown system: ${task.projectCrs}`);
    const crs = resolveCrs(layer, task.file, task.crs, target);
    const passes = task.where === undefined ? () => true : parseFilter(task.where, layer.fields);
    const isPlots = task.role === 'plots';
    const roles: FieldRoles = isPlots
      ? mapFieldRoles(task.file, layer.fields, task.fieldMap)
      : mapFieldRoles(task.file, [], {});
    const plotNumbers = new PlotNumberChoice(
      layer.fields,
      roles.get('plotNo'),
      Object.keys(task.fieldMap).length > 0,
    );
    const meter = createAreaMeter(target, { edgeSplitMeters: task.edgeSplitMeters });
    // only now: most refusals are known before the 40 ms that GEOS takes to start
    engine = await createGeometryEngine();
    const frame = { engine, source: crs.system, target, meter };
    const tally = new FindingTally();
    tally.addAll(layer.findings);
    if (crs.overridden !== undefined) tally.add('CRS_OVERRIDDEN', crs.overridden);
    const repaired: RepairedFeature[] = [];
    const skipped: { index: number; why: string }[] = [];
    const areas: { recorded: number; computed: number }[] = [];
    let read = 0;
    let staged = 0;
    let seen = 0;
    const staging = createStagingFile(task.stagingPath);
    try {
      for (const feature of source.readFeatures(layer.name)) {
        if (++seen % 500 === 0) report(seen, layer.features);
        if (!passes(feature.values)) continue;
        read++;
        const { index } = feature;
        const prepared = prepareGeometry(feature.geometry, frame);
        if (prepared.kind === 'skipped') {
          skipped.push({ index, why: prepared.why });
          continue;
        }
        for (const note of prepared.notes) tally.add(note, String(index));
        if (prepared.repair !== undefined) {
          const { why, areaBefore } = prepared.repair;
          repaired.push({ index, why, areaBefore, areaAfter: prepared.areaSquareMeters });
        }
        const plot = isPlots ? toPlot(prepared, target, roles, layer.fields, feature.values) : null;
        if (plot !== null) {
          plotNumbers.add(feature.values);
          if (plot.recordedArea !== null && plot.recordedArea > 0) {
            areas.push({ recorded: plot.recordedArea, computed: plot.areaSquareMeters });
          }
        }
        staging.add({ index, wkb: writeWkb(prepared.geometry), attributes: feature.values, plot });
        staged++;
      }
    } finally {
      staging.close();
    }
    report(seen, layer.features);
    if (read === 0 && task.where !== undefined) {
      const detail = filterDetails.nothingSelected;
      throw new AppError('DATASET_FILTER_INVALID', { filter: task.where, detail });
    }
    if (staged === 0) throw nothingLeft(task, layer.name, skipped);

    const unit = detectAreaUnit(areas);
    for (const { code, count } of unit.findings) tally.add(code, undefined, count);
    const plotNoField = isPlots ? plotNumbers.choose() : -1;
    return {
      layer: layer.name,
      fields: layer.fields,
      read,
      staged,
      repaired,
      skipped,
      crs: crs.system.code,
      crsFrom: crs.from,
      encoding: layer.encoding,
      encodingFrom: layer.encodingFrom,
      fieldRoles: nameRoles(roles, plotNoField, layer.fields),
      plotNoField,
      recordedInSquareMeters: unit.isSquareMeters,
      findings: tally.list(),
    };
  } finally {
    engine?.dispose();
    source.close();
  }
}

function toPlot(
  prepared: Extract<PreparedGeometry, { kind: 'kept' }>,
  target: CoordinateSystem,
  roles: FieldRoles,
  fields: readonly SourceField[],
  values: Parameters<typeof readPlotAttributes>[2],
): StagedPlot {
  return {
    ...readPlotAttributes(roles, fields, values),
    areaSquareMeters: prepared.areaSquareMeters,
    planarSquareMeters: computePlanarSquareMeters(prepared.geometry, target) ?? null,
    bounds: computeBounds(prepared.geometry) as Bounds,
  };
}

/** Why nothing at all could be kept, as the one error that tells the user what to do. */
function nothingLeft(task: StageTask, layer: string, skipped: readonly { readonly why: string }[]): AppError {
  // coordinates that fit nowhere: the file's system is not what it says, so the user has to say it
  const withShape = skipped.filter(({ why }) => why !== 'GEOMETRY_MISSING' && why !== 'GEOMETRY_EMPTY');
  if (withShape.length > 0 && withShape.every(({ why }) => why === 'GEOMETRY_OUTSIDE_CRS')) {
    return new AppError('CRS_MISSING', { file: task.file });
  }
  return new AppError('DATASET_NO_POLYGONS', { file: task.file, layer });
}

function nameRoles(
  roles: FieldRoles,
  plotNoField: number,
  fields: readonly SourceField[],
): Record<string, string> {
  const named: Record<string, string> = {};
  for (const [role, place] of roles) {
    const name = fields[role === 'plotNo' ? plotNoField : place]?.name;
    if (name !== undefined) named[role] = name;
  }
  return named;
}

import { createAreaMeter } from '../../../../shared/domain/area/areaMeter.ts';
import { DATUMS } from '../../../../shared/domain/crs/datum.ts';
import { createGeometryEngine } from '../../../../shared/domain/geometry/createGeometryEngine.ts';
import { AppError } from '../../../../shared/errors/AppError.ts';
import { openVectorSource, selectLayer } from '../source/openVectorSource.ts';
import { prepareGeometry } from './prepareGeometry.ts';
import type { MeasureResult, MeasureTask, ReportProgress } from './readerTask.ts';
import { resolveCrs } from './resolveCrs.ts';

/**
 * Ellipsoidal areas of all features of a foreign layer in its own coordinate system. A feature that has no area we
 * can vouch for (no polygon, damaged, invalid) has null: its area would depend on how it is repaired.
 */
export async function measureSource(task: MeasureTask, report: ReportProgress): Promise<MeasureResult> {
  const source = openVectorSource(task.path, {
    shownFile: task.file,
    layerName: task.layerName,
    encoding: task.encoding,
  });
  const engine = await createGeometryEngine();
  try {
    const layer = selectLayer(source, task.file, task.layer);
    if (layer.features === 0) throw new AppError('DATASET_EMPTY', { file: task.file, layer: layer.name });
    const { system } = resolveCrs(layer, task.file, task.crs, undefined);
    const meter = createAreaMeter(system, { edgeSplitMeters: task.edgeSplitMeters });
    const frame = { engine, source: system, target: system, meter };
    const features: { index: number; squareMeters: number | null }[] = [];
    for (const feature of source.readFeatures(layer.name)) {
      const prepared = prepareGeometry(feature.geometry, frame);
      const computable = prepared.kind === 'kept' && prepared.repair === undefined;
      features.push({ index: feature.index, squareMeters: computable ? prepared.areaSquareMeters : null });
      if (features.length % 1_000 === 0) report(features.length, layer.features);
    }
    return { method: meter.describe(), ellipsoid: DATUMS[system.datum].ellipsoid.name, features };
  } finally {
    engine.dispose();
    source.close();
  }
}

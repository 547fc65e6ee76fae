import { createAreaMeter } from '../../../shared/domain/area/areaMeter.ts';
import { findOverlaps, type Overlaps } from '../../../shared/domain/eligibility/findOverlaps.ts';
import { createFrame } from '../../../shared/domain/eligibility/frame.ts';
import type { GeometryEngine } from '../../../shared/domain/geometry/GeometryEngine.ts';
import { computeBounds, type MultiPolygon } from '../../../shared/domain/geometry/multiPolygon.ts';
import { parseWkb } from '../../../shared/domain/geometry/parseWkb.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import type { OpenProject } from '../storage/project/openProject.ts';
import { findNeighbours, type NeighbourPlot } from '../storage/project/plotNeighbours.ts';
import { readSettings } from '../storage/project/settings.ts';

/** Square metres by which a drawn polygon may lie on a plot unnoticed: the rounding of shared edges. */
const tolerableSquareMeters = 0.01;

/** The plots but one that a drawn polygon lies on, and what is left of it beside them. */
export function compareWithPlots(
  engine: GeometryEngine,
  { crs, database }: OpenProject,
  drawn: MultiPolygon,
  exceptPlotId: number,
): Overlaps<NeighbourPlot> {
  const bounds = computeBounds(drawn);
  if (bounds === undefined) throw new Error('a polygon with an area has bounds');
  const meter = createAreaMeter(crs, { edgeSplitMeters: readSettings(database).edgeSplitMeters });
  const tools = {
    engine,
    frame: createFrame(crs, (bounds.minY + bounds.maxY) / 2),
    measure: meter.computeSquareMeters,
  };
  const plots = findNeighbours(database, exceptPlotId, bounds).map((plot) => {
    const parsed = parseWkb(plot.wkb);
    if (!parsed.ok) {
      throw new AppError('PROJECT_CORRUPT', { file: database.file, detail: `plot ${plot.plotNo}` });
    }
    return { ...plot, polygons: parsed.value.polygons };
  });
  const found = findOverlaps(tools, drawn, plots, tolerableSquareMeters);
  if (!found.ok) {
    const { code, message } = found.failure;
    throw new AppError('OVERLAP_NOT_COMPUTED', { detail: `${code} ${message}` });
  }
  return found.value;
}

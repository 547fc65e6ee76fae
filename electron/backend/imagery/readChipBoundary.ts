import type { MultiPolygon } from '../../../shared/domain/geometry/multiPolygon.ts';
import { parseWkb } from '../../../shared/domain/geometry/parseWkb.ts';
import type { OpenProject } from '../storage/project/openProject.ts';
import { readPlotWkbs } from '../storage/project/readPlotWkbs.ts';

/** The boundary a chip draws and is framed by; empty where the plot has none that can be read. */
export function readChipBoundary(project: OpenProject, plotId: number): MultiPolygon {
  const wkb = readPlotWkbs(project.database, [plotId]).get(plotId);
  if (wkb === undefined) return [];
  const parsed = parseWkb(wkb);
  return parsed.ok ? parsed.value.polygons : [];
}

import { createProject } from '../../electron/backend/storage/project/openProject.ts';
import { addLayer, addPlotPolygons } from './buildEligibilityProject.ts';
import { rectangle, smallCountyOrigin } from './writeSmallCounty.ts';

/** How many plots a tedious county has. */
export const tediousPlots = 600;
const teeth = 2_000;

/**
 * A project whose run takes seconds though its file is small, so that there is a middle to give it up in: all plots on
 * one place, each cut into 2000 parts by a red line like a saw (layer 锯齿).
 */
export async function writeTediousCounty(directory: string): Promise<void> {
  const project = await createProject({ directory, name: '慢县', crs: 'EPSG:4545', by: '甲' });
  const geometry = rectangle(0, 0, 100, 100);
  addPlotPolygons(
    project,
    Array.from({ length: tediousPlots }, (_, index) => ({ plotNo: String(index + 1), geometry })),
  );
  const { x: left, y: bottom } = smallCountyOrigin;
  const pitch = 100 / teeth;
  const points = Array.from({ length: teeth }, (_, tooth) => {
    const x = left + tooth * pitch;
    return [x, bottom - 5, x + pitch / 4, bottom + 50, x + pitch / 2, bottom - 4];
  });
  const [west, east, south] = [left - 1, left + 101, bottom - 9];
  const saw = Float64Array.from(
    [[west, bottom - 5], ...points, [east, bottom - 5, east, south, west, south, west, bottom - 5]].flat(),
  );
  addLayer(project, { name: '锯齿', rule: 'E02', features: [{ geometry: [[saw]] }] });
  project.close();
}

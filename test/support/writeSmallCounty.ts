import { createProject } from '../../electron/backend/storage/project/openProject.ts';
import type { MultiPolygon } from '../../shared/domain/geometry/multiPolygon.ts';
import { addLayer, addPlotPolygons } from './buildEligibilityProject.ts';
import { ring } from './buildPolygon.ts';

/** Lower left corner of plot A in EPSG:4545, near the central meridian: ellipsoidal areas are planar ones within 1e-7. */
export const smallCountyOrigin = { x: 500_000, y: 3_450_000 } as const;

const { x: X, y: Y } = smallCountyOrigin;

export function rectangle(x: number, y: number, width: number, height: number): MultiPolygon {
  const [left, bottom] = [X + x, Y + y];
  const [right, top] = [left + width, bottom + height];
  return [[ring([left, bottom], [right, bottom], [right, top], [left, top])]];
}

export interface SmallCountyOptions {
  /** A fourth plot, D, whose boundary has no area. */
  readonly unusable?: boolean;
}

/**
 * A project whose bills can be worked out on squared paper; nothing is computed yet.
 *
 *   A 100×40 with 坡度 on x 0…30 (1200 m²) and 红线 on x 20…50, y 0…20 (600 m²; 200 m² of it on the slope)
 *   B 100×40 untouched, 0301 · C 30×30 with 河湖 on its lower 20 m: 300 m² are left, below the minimum of 400
 *   A is recorded with 3980 m², the 红线 has the BSM 361124000000000017
 *   all in 东镇; 1 亩 = 666.67 m²: A net 2400 m² = 3.60, B 6.00, C 0
 */
export async function writeSmallCounty(directory: string, options: SmallCountyOptions = {}): Promise<void> {
  const project = await createProject({ directory, name: '测试县', crs: 'EPSG:4545', by: '甲' });
  addPlotPolygons(project, [
    { plotNo: 'A', geometry: rectangle(0, 0, 100, 40), recordedSquareMeters: 3980 },
    { plotNo: 'B', geometry: rectangle(200, 0, 100, 40), landClassCode: '0301' },
    { plotNo: 'C', geometry: rectangle(400, 0, 30, 30) },
    ...(options.unusable === true
      ? [{ plotNo: 'D', geometry: [[ring([X, Y], [X + 10, Y], [X, Y])]] as MultiPolygon }]
      : []),
  ]);
  const slope = { geometry: rectangle(-10, -10, 40, 60), attributes: { PDJB: '5' } };
  addLayer(project, { name: '坡度图', role: 'slope', features: [slope] });
  const redLine = { geometry: rectangle(20, -5, 30, 25), attributes: { BSM: '361124000000000017' } };
  addLayer(project, { name: '红线', rule: 'E02', features: [redLine] });
  addLayer(project, { name: '河湖', rule: 'E05', features: [{ geometry: rectangle(400, 0, 30, 20) }] });
  const far = { BHQJB: '一级', SEN_LIN_LB: '11', DI_LEI: '0110' };
  for (const rule of ['E03', 'E04', 'E06', 'E07']) {
    const feature = { geometry: rectangle(9000, 9000, 10, 10), attributes: far };
    addLayer(project, { name: rule, rule, features: [feature] });
  }
  project.close();
}

import { computeRingArea } from './computeRingArea.ts';
import type { CountyScene } from './countyScene.ts';
import { iterateHeightSheets } from './heightGrid.ts';
import type { SampleFeature } from './sampleGeoPackage.ts';
import { iterateSlopeGrades } from './slopeGrades.ts';

/** Finer slope cells than this cost time without changing the picture of a large county. */
const SLOPE_CELL_METERS = 10;

/** 坡度图: the ground in polygons of one slope grade (1 to 5) each. */
export function* iterateSlopeLayer(scene: CountyScene): Generator<SampleFeature> {
  let number = 0;
  for (const sheet of iterateHeightSheets(scene, SLOPE_CELL_METERS)) {
    for (const { geometry, grade } of iterateSlopeGrades(sheet)) {
      const [outer, ...holes] = (geometry[0] ?? []).map(computeRingArea);
      number++;
      yield {
        geometry,
        values: {
          BSM: String(number).padStart(8, '0'),
          PDJB: String(grade),
          MJ: Math.round(((outer ?? 0) - holes.reduce((sum, hole) => sum + hole, 0)) * 100) / 100,
        },
      };
    }
  }
}

import { computeRingArea } from './computeRingArea.ts';
import type { CountyScene, SceneParcel } from './countyScene.ts';
import { currentClass } from './parcelRecords.ts';
import type { SampleFeature } from './sampleGeoPackage.ts';
import { hashUnit } from './seededRandom.ts';

/** Basic farmland takes whole blocks of the gentler ground, other land and outflow plots inside included. */
export function isBasicFarmland(scene: CountyScene, parcel: SceneParcel): boolean {
  const isField = parcel.cover === 'paddy' || parcel.cover === 'dryField';
  return isField && parcel.slope < 0.3 && hashUnit(scene.plan.seed + 95, parcel.column, parcel.row) < 0.55;
}

/** 永久基本农田图斑: every parcel of basic farmland with its number in the village. */
export function* iterateBasicFarmlandLayer(scene: CountyScene): Generator<SampleFeature> {
  let number = 0;
  for (const group of scene.blocks()) {
    for (const parcel of group) {
      if (!isBasicFarmland(scene, parcel)) continue;
      number++;
      const village = scene.units.villageAt(parcel.column, parcel.row);
      const area = Math.round(computeRingArea(parcel.ring) * 100) / 100;
      yield {
        geometry: [[parcel.ring]],
        values: {
          XZQDM: village.code,
          XZQMC: village.name,
          YJJBNTTBBH: `${village.code}${String(number).padStart(8, '0')}`,
          TBBH: String(number).padStart(6, '0'),
          DLBM: currentClass(parcel),
          YJJBNTTBMJ: area,
          YJJBNTMJ: area,
          GDPDJB: null,
        },
      };
    }
  }
}
